"""What kinds of round, and the groups in them, are called: the same on pages and in files."""

from collections.abc import Mapping, Sequence

from babel.support import LazyProxy

from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.feedback.models import RoundKind
from trainer.feedback.rules.release import Side

KINDS: Mapping[RoundKind, LazyProxy] = {
    RoundKind.AROUND: _l("From all sides (360)"),
    RoundKind.UPWARD: _l("Upward: from those who report to them"),
    RoundKind.CUSTOMERS: _l("From customers and others outside"),
}

_SIDES: Mapping[Side, LazyProxy] = {
    Side.MANAGER: _l("Manager"),
    Side.PEER: _l("Colleagues"),
    Side.REPORT: _l("People who report to them"),
    Side.OUTSIDE: _l("Customers and others outside"),
}


def group_name(sides: Sequence[Side]) -> str:
    """Name a group; one of several sides together by all of them."""
    names = [str(_SIDES[side]) for side in sides]
    if len(names) == 1:
        return names[0]
    return _("Together: %(names)s", names="; ".join(names))
