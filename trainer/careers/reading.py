"""From the text of a map to the map: each field settled, each fault a sentence with its place."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from trainer.assessors.models import Duty
from trainer.careers.rules.asking import Ask, Kind, Requirement, Some
from trainer.careers.rules.charting import CareerMap, CareerRole, Move, MoveKind, faults
from trainer.catalogue.importing.reading import load
from trainer.catalogue.importing.settling import Unfit
from trainer.core.text import gettext as _

MOST_CHARACTERS = 200_000
MOST_ROLES = 200

Words = Annotated[str, Field(min_length=1, max_length=300)]
Key = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
Whole = Annotated[int, Field(strict=True, ge=0, le=10_000_000)]
KINDS = {kind.name.lower(): kind for kind in Kind}


class Unreadable(Exception):
    """This text is no map; `faults` says why, sentence by sentence."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = list(faults)


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid")


class _Role(_Strict):
    key: Key
    title: Annotated[str, Field(min_length=1, max_length=120)]
    synonyms: list[Words] = []
    purpose: Annotated[str, Field(max_length=1000)] = ""
    duties: list[Words] = []
    salary: Annotated[list[Whole], Field(min_length=2, max_length=2)] | None = None
    hours: Annotated[str, Field(max_length=120)] = ""
    esco: Annotated[str, Field(max_length=20)] = ""
    soc: Annotated[str, Field(max_length=20)] = ""
    sites: list[Words] = []
    leads_to_register: Duty | None = None
    asks: list[dict[str, Any]] = []


class _Move(_Strict):
    start: Annotated[Key, Field(alias="from")]
    end: Annotated[Key, Field(alias="to")]
    kind: MoveKind
    says: Annotated[str, Field(max_length=300)] = ""
    rotations: list[Words] = []
    mentor: Annotated[bool, Field(strict=True)] = False
    reviews: list[Whole] = []


class _Map(_Strict):
    trainer_careers: Annotated[int, Field(ge=1, le=1)]
    roles: Annotated[list[_Role], Field(max_length=MOST_ROLES)]
    moves: list[_Move] = []


@lru_cache(maxsize=8)
def read(text: str) -> CareerMap:
    """Read a map and check it in itself; raise `Unreadable` with every fault in a sentence."""
    if len(text) > MOST_CHARACTERS:
        raise Unreadable([_("This is longer than two hundred thousand characters.")])
    try:
        _tree, data = load(text)
        told = _Map.model_validate(data)
    except Unfit as unfit:
        raise Unreadable([unfit.fault.says]) from None
    except ValidationError as wrong:
        raise Unreadable([_said(error) for error in wrong.errors()]) from None
    chart = CareerMap(
        tuple(_role(one) for one in told.roles),
        tuple(
            Move(**one.model_dump() | {name: tuple(getattr(one, name)) for name in _LISTS})
            for one in told.moves
        ),
    )
    if found := faults(chart):
        raise Unreadable(found)
    return chart


_LISTS = ("rotations", "reviews")


def _said(error: Any) -> str:
    place = " → ".join(str(step + 1) if isinstance(step, int) else step for step in error["loc"])
    return _("At %(place)s: %(what)s.", place=place or _("the top"), what=error["msg"])


def _role(told: _Role) -> CareerRole:
    low, high = told.salary or (None, None)
    return CareerRole(
        key=told.key,
        title=told.title,
        synonyms=tuple(told.synonyms),
        purpose=told.purpose,
        duties=tuple(told.duties),
        salary_from=low,
        salary_to=high,
        hours=told.hours,
        esco=told.esco,
        soc=told.soc,
        sites=tuple(told.sites),
        leads_to_register=told.leads_to_register.value if told.leads_to_register else "",
        requirements=tuple(_requirement(one, told.title) for one in told.asks),
    )


def _requirement(told: Any, title: str) -> Requirement:
    """Read `{unit: CODE, least: 1, words: …}`, or `{at_least: 1, of: […], words: …}`."""
    if not isinstance(told, dict) or not isinstance(words := told.get("words"), str) or not words:
        raise Unreadable([_("%(role)s: say each thing asked for in words.", role=title)])
    given = told.keys() - {"words"}
    if given == {"at_least", "of"} and isinstance(told["of"], list):
        parts = tuple(_requirement(one, title) for one in told["of"])
        return Some(_number(told["at_least"], words, title), parts, words)
    named = given - {"least"}
    kind = KINDS.get(str(next(iter(named)))) if len(named) == 1 else None
    if kind is None:
        raise Unreadable(
            [
                _(
                    "%(role)s: “%(words)s” is to name one thing of a kind there is, and perhaps"
                    " how much of it at least.",
                    role=title,
                    words=words,
                )
            ]
        )
    about = str(told[kind.name.lower()])[:80]
    return Ask(kind, about, _number(told.get("least", 1), words, title), words)


def _number(told: object, words: str, title: str) -> int:
    if isinstance(told, int) and not isinstance(told, bool) and told >= 0:
        return told
    raise Unreadable(
        [_("%(role)s: “%(words)s” asks for a number that is none.", role=title, words=words)]
    )
