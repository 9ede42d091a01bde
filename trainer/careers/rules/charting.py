"""The career map: roles, the moves between them, and what is wrong with a map, in whole sentences."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter

from trainer.careers.rules.asking import Ask, Key, Kind, Requirement, Some, asks_in
from trainer.core.text import gettext as _
from trainer.core.text import ngettext


class MoveKind(StrEnum):
    """How one role leads to another."""

    UP = "up"
    SIDEWAYS = "sideways"
    ROUTE = "route"


@dataclass(frozen=True, slots=True)
class CareerRole:
    """A role people may have: what it is for, what it pays as a guide, and what it asks of whoever takes it.

    `sites` are codes of the places where it exists; without any it exists everywhere.
    `leads_to_register` is a duty of the assessor register: whoever meets all of it may be entered for it.
    """

    key: str
    title: str
    synonyms: tuple[str, ...] = ()
    purpose: str = ""
    duties: tuple[str, ...] = ()
    salary_from: int | None = None
    salary_to: int | None = None
    hours: str = ""
    esco: str = ""
    soc: str = ""
    sites: tuple[str, ...] = ()
    leads_to_register: str = ""
    requirements: tuple[Requirement, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """A way from one role to another; a route has stages, a mentor, or reviews after so many months."""

    start: str
    end: str
    kind: MoveKind
    says: str = ""
    rotations: tuple[str, ...] = ()
    mentor: bool = False
    reviews: tuple[int, ...] = ()


@dataclass(frozen=True)
class CareerMap:
    """All roles and moves of one version."""

    roles: tuple[CareerRole, ...]
    moves: tuple[Move, ...] = ()
    by_title: Mapping[str, CareerRole] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Let a role be found by its title and by every synonym."""
        named = {same(name): role for role in self.roles for name in (role.title, *role.synonyms)}
        object.__setattr__(self, "by_title", named)

    def role(self, key: str) -> CareerRole | None:
        """Find a role by its key."""
        return next((role for role in self.roles if role.key == key), None)

    def called(self, title: str) -> CareerRole | None:
        """Find the role that a job title means, however it is typed."""
        return self.by_title.get(same(title))

    def moves_from(self, key: str) -> list[Move]:
        """List the ways on from a role."""
        return [move for move in self.moves if move.start == key]


@dataclass(frozen=True)
class Known:
    """What a map has to fit: what there is to ask for, what is retired, and which roles people have or want.

    `codes` are those there are of each kind that has a list; `held` and `wanted` count people by role,
    and `titles` says what the roles of the map in force are called.
    """

    codes: Mapping[Kind, Collection[str]]
    retired: Collection[Key] = ()
    sites: Collection[str] = ()
    held: Mapping[str, int] = field(default_factory=dict)
    wanted: Mapping[str, int] = field(default_factory=dict)
    titles: Mapping[str, str] = field(default_factory=dict)


def same(title: str) -> str:
    """Write a title so that it is the same however it was typed."""
    return " ".join(title.casefold().split())


def faults(chart: CareerMap) -> list[str]:
    """Say what is wrong with a map in itself."""
    return [
        *_doubled(chart),
        *(says for role in chart.roles for says in _faults_of_role(role, chart)),
        *_faults_of_moves(chart),
        *_circles(chart),
    ]


def misfits(chart: CareerMap, known: Known) -> list[str]:
    """Say where a map asks for what there is not, or nobody can get any more."""
    return [says for role in chart.roles for says in _misfits_of_role(role, known)]


def _doubled(chart: CareerMap) -> Iterator[str]:
    if not chart.roles:
        yield _("A map needs a role at least.")
    for key, number in Counter(role.key for role in chart.roles).items():
        if number > 1:
            yield _("Two roles have the key “%(key)s”. Give each its own.", key=key)
    names = Counter(
        name for role in chart.roles for name in {same(one) for one in (role.title, *role.synonyms)}
    )
    for name, number in names.items():
        if number > 1:
            yield _(
                "“%(name)s” names two roles, so nobody could say which is meant. Keep one.",
                name=name,
            )


def _faults_of_role(role: CareerRole, chart: CareerMap) -> Iterator[str]:
    low, high = role.salary_from, role.salary_to
    if (low is None) != (high is None):
        yield _("%(role)s: give both ends of the salary band, or neither.", role=role.title)
    elif low is not None and high is not None and not 0 < low <= high:
        yield _(
            "%(role)s: the salary band runs from %(low)s to %(high)s. Turn it round.",
            role=role.title,
            low=f"£{low:,}",
            high=f"£{high:,}",
        )
    for requirement in role.requirements:
        yield from _faults_of_requirement(requirement, role)
    roles = {one.key for one in chart.roles}
    for ask in _asks(role):
        if ask.kind is Kind.ROLE_MONTHS and ask.about not in roles:
            yield _(
                "%(role)s asks for months in “%(other)s”, which is no role of this map.",
                role=role.title,
                other=ask.about,
            )


def _faults_of_requirement(requirement: Requirement, role: CareerRole) -> Iterator[str]:
    if isinstance(requirement, Some):
        if not 1 <= requirement.least <= len(requirement.parts):
            yield _(
                "%(role)s asks for %(least)s of %(number)s things in “%(words)s”. Ask for one at"
                " least, and for no more than there are.",
                role=role.title,
                least=requirement.least,
                number=len(requirement.parts),
                words=requirement.words,
            )
        for part in requirement.parts:
            yield from _faults_of_requirement(part, role)
    elif requirement.least < 1:
        yield _(
            "%(role)s: “%(words)s” asks for nothing. Ask for one at least.",
            role=role.title,
            words=requirement.words,
        )


def _faults_of_moves(chart: CareerMap) -> Iterator[str]:
    titles = {role.key: role.title for role in chart.roles}
    for move in chart.moves:
        for key in {move.start, move.end} - titles.keys():
            yield _("A move names “%(key)s”, which is no role of this map.", key=key)
        if move.start == move.end:
            yield _(
                "A move leads from %(role)s to itself.", role=titles.get(move.start, move.start)
            )
        if any(month < 1 for month in move.reviews):
            yield _("Reviews of a route come one month after its start at the earliest.")
    for (start, end), number in Counter((one.start, one.end) for one in chart.moves).items():
        if number > 1:
            yield _(
                "Two moves lead from %(start)s to %(end)s. Keep one.",
                start=titles.get(start, start),
                end=titles.get(end, end),
            )


def _circles(chart: CareerMap) -> Iterator[str]:
    """Say where somebody would go up and come out where they began."""
    titles = {role.key: role.title for role in chart.roles}
    above = TopologicalSorter[str]()
    for move in chart.moves:
        if move.kind is not MoveKind.SIDEWAYS and move.start != move.end:
            above.add(move.end, move.start)
    try:
        above.prepare()
    except CycleError as circle:
        yield _(
            "These moves up go in a circle: %(roles)s. Make one of them sideways, or take it out.",
            roles=" → ".join(titles.get(key, key) for key in circle.args[1]),
        )


def removed(chart: CareerMap, known: Known) -> Iterator[str]:
    """Say which roles that somebody has or works towards a map no longer holds."""
    keys = {role.key for role in chart.roles}
    for key, number in known.held.items():
        if key not in keys:
            yield ngettext(
                "%(num)d person is “%(role)s”. Keep the role on the map until they have another.",
                "%(num)d people are “%(role)s”. Keep the role on the map until they have another.",
                number,
                role=known.titles.get(key, key),
            )
    for key, number in known.wanted.items():
        if key not in keys:
            yield ngettext(
                "%(num)d person works towards “%(role)s”. Keep it until they have another target.",
                "%(num)d people work towards “%(role)s”. Keep it until they have another target.",
                number,
                role=known.titles.get(key, key),
            )


def _misfits_of_role(role: CareerRole, known: Known) -> Iterator[str]:
    for code in role.sites:
        if code not in known.sites:
            yield _("%(role)s: there is no site %(code)s.", role=role.title, code=code)
    for ask in _asks(role):
        if ask.kind in known.codes and ask.about not in known.codes[ask.kind]:
            yield _(
                "%(role)s asks for “%(words)s”, but %(code)s is not known here.",
                role=role.title,
                words=ask.words,
                code=ask.about,
            )
        elif ask.key in known.retired:
            yield _retired(role, ask)


def _retired(role: CareerRole, ask: Ask) -> str:
    if ask.kind is Kind.BEHAVIOUR:
        return _(
            "%(role)s asks for “%(words)s”, but %(code)s is rated no more. Ask for another"
            " behaviour.",
            role=role.title,
            words=ask.words,
            code=ask.about,
        )
    return _(
        "%(role)s asks for “%(words)s”, but nobody can be registered for unit %(code)s any"
        " more. Ask for the one that follows it.",
        role=role.title,
        words=ask.words,
        code=ask.about,
    )


def _asks(role: CareerRole) -> Iterable[Ask]:
    return [ask for one in role.requirements for ask in asks_in(one)]
