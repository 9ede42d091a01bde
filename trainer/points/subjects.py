"""What action points may be about: higher packages join with one line each."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core.policy import Verdict


@dataclass(frozen=True)
class Kind:
    """A kind of thing that action points are about.

    `visible_to` selects the things of this kind somebody may open, `may_raise` answers whether they
    may ask for something to be done about one, `titled` selects the id and what each is called.
    `endpoint` is its page, with the id as `argument`.
    """

    model: type[Any]
    visible_to: Callable[[User], sa.Select[Any]]
    may_raise: Callable[[User, Any], Verdict]
    titled: Callable[[], sa.Select[Any]]
    endpoint: str
    argument: str

    @property
    def name(self) -> str:
        """What its things are called where events name their subjects."""
        return self.model.__name__


_kinds: dict[str, Kind] = {}


def join(*kinds: Kind) -> None:
    """Let action points be about things of these kinds."""
    _kinds.update({kind.name: kind for kind in kinds})


def kind_of(name: str) -> Kind | None:
    """Find a kind by its name, if there is one."""
    return _kinds.get(name)


def name_of(about: Any) -> str:
    """Name the kind of a thing, as events name it."""
    return type(about).__name__
