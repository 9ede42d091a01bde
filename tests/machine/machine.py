"""Everything that people do to a record, as steps to be tried in any order."""

from tests.machine.assuring import Assuring
from tests.machine.beside import Beside
from tests.machine.claiming import Claiming
from tests.machine.happening import Happening
from tests.machine.working import Working


class Machine(Working, Happening, Beside, Claiming, Assuring):
    """All of it together."""
