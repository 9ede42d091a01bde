"""Come here for what the records of the bench are written in: rows, and the ledger beside them."""

from dataclasses import dataclass, field

from trainer.catalogue.models import Criterion
from trainer.demo.large.chaining import Chain
from trainer.demo.large.evidence import Writer
from trainer.demo.large.rows import Rows
from trainer.demo.large.staff import Somebody
from trainer.extensions import db


@dataclass
class Learner:
    """One registration being made: who has a part in it, and its units with their criteria."""

    who: Somebody
    assessor: Somebody
    iqa: Somebody
    registration_id: int
    units: list[tuple[int, list[Criterion]]]
    signed: list[int] = field(default_factory=list)


class Books:
    """Rows yet to be written, whoever writes entries, and the end of the ledger."""

    def __init__(self) -> None:
        self.rows = Rows()
        self.writer = Writer(self.rows)
        self._chain: Chain | None = None

    @property
    def chain(self) -> Chain:
        """The ledger's end, as it is when the first event is added."""
        if self._chain is None:
            self._chain = Chain(self.rows)
        return self._chain

    def write(self) -> None:
        """Write what waits, with what was sent frozen."""
        self.rows.write()
        self.writer.freeze()

    def close(self) -> None:
        """Write what waits, and let numbers and ledger go on from there."""
        self.write()
        self.rows.settle()
        self.chain.settle()
        db.session.flush()  # The next chain begins at the head.
        self._chain = None
