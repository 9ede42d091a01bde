"""What an answer may rest on: records of the person, by kind and number, to those who may see each."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from babel.support import LazyProxy

from trainer.accounts.models import User
from trainer.assessments.policies import units_visible_to
from trainer.catalogue.models import UnitVersion
from trainer.coaching.models import CoachingNote, CoachingStatus
from trainer.coaching.policies import visible_to as coaching_visible_to
from trainer.coaching.queries import title_of
from trainer.core import clock
from trainer.core.database import AnyRow, Columns
from trainer.core.text import lazy_gettext as _
from trainer.extensions import db
from trainer.figures.models import Figure, Measure
from trainer.figures.policies import people_visible_to
from trainer.logs.models import EvidenceStatus, Item, Revision
from trainer.logs.policies import visible_to as evidence_visible_to
from trainer.objectives.models import Objective, ObjectiveCheckIn
from trainer.objectives.policies import visible_to as objectives_visible_to
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.training.models import Holding, HoldingTakenBack, Skill
from trainer.training.policies import may_read

MOST = 60
"""The latest so many of a kind are offered."""

Target = tuple[str, int]
"""The kind of a record and its number there."""


@dataclass(frozen=True, slots=True)
class Citable:
    """A record that an answer may rest on; `path` leads to it for those who may see it."""

    kind: str
    number: int
    title: str
    day: date | None
    path: str

    @property
    def value(self) -> str:
        """How a form names it."""
        return f"{self.kind}:{self.number}"


@dataclass(frozen=True, slots=True)
class Source:
    """A kind of record: what it is called, all there are of somebody, and which of them who sees.

    `every` selects number, what the title is made of, and day, the latest first; `seen` the numbers
    a viewer may see.
    """

    words: LazyProxy
    icon: str
    every: Callable[[int], Columns]
    seen: Callable[[User, User], sa.Select[int] | None]
    path: Callable[[int, int], str]
    title: Callable[[Any], str] = str


def citable(person: User, viewer: User) -> list[tuple[Source, list[Citable]]]:
    """List by kind what answers about somebody may rest on and this viewer may see."""
    found = []
    for kind, source in SOURCES.items():
        select = _seen_by(source, person, viewer)
        if select is None:
            continue
        rows = db.session.execute(select.limit(MOST)).all()
        if rows:
            found.append((source, [_made(kind, source, person.id, row) for row in rows]))
    return found


def links_for(person: User, viewer: User, targets: Collection[Target]) -> Mapping[Target, Citable]:
    """Find those of these records that the viewer may see, with where they lead."""
    found = {}
    for kind, numbers in _by_kind(targets):
        source = SOURCES[kind]
        select = _seen_by(source, person, viewer)
        if select is None:
            continue
        every = select.subquery()
        for row in db.session.execute(sa.select(every).where(every.c[0].in_(numbers))):
            found[kind, row[0]] = _made(kind, source, person.id, row)
    return found


def titles_for(person: User, targets: Collection[Target]) -> dict[Target, str]:
    """Say what these records are called, for the paper that both sign."""
    found = {}
    for kind, numbers in _by_kind(targets):
        every = SOURCES[kind].every(person.id).subquery()
        for number, title, _day in db.session.execute(
            sa.select(every).where(every.c[0].in_(numbers))
        ):
            found[kind, number] = SOURCES[kind].title(title)
    return found


def _seen_by(source: Source, person: User, viewer: User) -> Columns | None:
    every = source.every(person.id)
    if viewer.id == person.id:
        return every
    seen = source.seen(viewer, person)
    return None if seen is None else every.where(every.selected_columns[0].in_(seen))


def _by_kind(targets: Iterable[Target]) -> Sequence[tuple[str, list[int]]]:
    numbers: dict[str, list[int]] = {}
    for kind, number in sorted(targets):
        if kind in SOURCES:
            numbers.setdefault(kind, []).append(number)
    return list(numbers.items())


def _made(kind: str, source: Source, person_id: int, row: AnyRow) -> Citable:
    number, title, day = row
    if isinstance(day, datetime):
        day = clock.day_of(day)
    return Citable(kind, number, source.title(title), day, source.path(person_id, number))


def _evidence(person_id: int) -> Columns:
    numbered = sa.literal("E") + sa.cast(Item.number, sa.String) + " " + Revision.title
    return (
        sa.select(Item.id, numbered, Revision.happened_on)
        .join(Revision, sa.and_(Revision.item_id == Item.id, Revision.number == Item.latest))
        .where(Item.owner_id == person_id, Item.status == EvidenceStatus.SUBMITTED)
        .order_by(Item.number.desc())
    )


def _units(person_id: int) -> Columns:
    return (
        sa.select(UnitAssessment.id, UnitVersion.title, UnitAssessment.achieved_on)
        .join(UnitAssessment.registration)
        .join(UnitAssessment.unit_version)
        .where(Registration.learner_id == person_id, UnitAssessment.status == UnitStatus.ACHIEVED)
        .order_by(UnitAssessment.achieved_on.desc(), UnitAssessment.id.desc())
    )


def _training(person_id: int) -> Columns:
    gone = sa.exists().where(HoldingTakenBack.holding_id == Holding.id)
    return (
        sa.select(Holding.id, Skill.name, Holding.starts_on)
        .join(Holding.skill)
        .where(Holding.person_id == person_id, ~gone)
        .order_by(Holding.starts_on.desc(), Holding.id.desc())
    )


def _training_seen(viewer: User, person: User) -> sa.Select[int] | None:
    return sa.select(Holding.id) if may_read(viewer, person) else None


def _figures(person_id: int) -> Columns:
    latest = sa.func.max(Figure.month)
    return (
        sa.select(Measure.id, Measure.name, latest)
        .join(Figure, Figure.measure_id == Measure.id)
        .where(Figure.person_id == person_id, Figure.replaced_at.is_(None))
        .group_by(Measure.id, Measure.name)
        .order_by(Measure.name)
    )


def _figures_seen(viewer: User, person: User) -> sa.Select[int] | None:
    seen = db.session.scalar(
        people_visible_to(viewer).where(User.id == person.id).with_only_columns(User.id)
    )
    return sa.select(Measure.id) if seen else None


def _check_ins(person_id: int) -> Columns:
    return (
        sa.select(ObjectiveCheckIn.id, Objective.title, ObjectiveCheckIn.at)
        .join(ObjectiveCheckIn.objective)
        .where(Objective.person_id == person_id)
        .order_by(ObjectiveCheckIn.id.desc())
    )


def _check_ins_seen(viewer: User, _person: User) -> sa.Select[int]:
    seen = objectives_visible_to(viewer).with_only_columns(Objective.id)
    return sa.select(ObjectiveCheckIn.id).where(ObjectiveCheckIn.objective_id.in_(seen))


def _coaching(person_id: int) -> Columns:
    return (
        sa.select(CoachingNote.id, CoachingNote.kind, CoachingNote.happened_on)
        .where(CoachingNote.person_id == person_id, CoachingNote.status == CoachingStatus.SHARED)
        .order_by(CoachingNote.happened_on.desc(), CoachingNote.id.desc())
    )


SOURCES: dict[str, Source] = {
    "evidence": Source(
        _("Evidence"),
        "log",
        _evidence,
        lambda viewer, _person: evidence_visible_to(viewer).with_only_columns(Item.id),
        lambda _person_id, number: f"/log/{number}",
    ),
    "unit": Source(
        _("Units achieved"),
        "qual",
        _units,
        lambda viewer, _person: units_visible_to(viewer).with_only_columns(UnitAssessment.id),
        lambda _person_id, number: f"/units/{number}",
    ),
    "training": Source(
        _("Training"),
        "train",
        _training,
        _training_seen,
        lambda person_id, _number: f"/training/people/{person_id}",
    ),
    "check-in": Source(
        _("Check-ins on objectives"),
        "chat",
        _check_ins,
        _check_ins_seen,
        lambda person_id, _number: f"/objectives/of/{person_id}",
    ),
    "coaching": Source(
        _("Coaching notes"),
        "eye",
        _coaching,
        lambda viewer, _person: coaching_visible_to(viewer).with_only_columns(CoachingNote.id),
        lambda _person_id, number: f"/coaching/{number}",
        title_of,
    ),
    "figure": Source(
        _("Figures"),
        "chart",
        _figures,
        _figures_seen,
        lambda person_id, _number: f"/figures/of/{person_id}",
    ),
}
"""Where what counts comes from; whatever else is kept of people joins by one line here."""
