"""The things that actions became, with where each has got to: one statement for each kind."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion, UnitVersion
from trainer.core.text import gettext as _
from trainer.courses.models import Booking, Course, CourseSession
from trainer.development.models import DevelopmentAction
from trainer.development.rules.standing import Progress, ThingStatus, progress
from trainer.extensions import db
from trainer.logs.models import Item, Revision, label_of
from trainer.needs.models import Need
from trainer.pairs.models import CoachingPair
from trainer.planning.models import AssessmentPlan
from trainer.registrations.models import Registration, UnitAssessment


@dataclass(frozen=True)
class Thing:
    """What an action became: its name, where it has got to, the day it is about, and its page.

    `own` is what only its person opens and reads the name of; `path` is empty where no page shows it.
    """

    link: str
    title: str
    status: ThingStatus
    on: date | None = None
    path: str = ""
    own: bool = False

    @property
    def progress(self) -> Progress:
        """How far it has got."""
        return progress(self.status)


Found = Iterator[tuple[int, Thing]]
"""The id of each thing, with the thing."""


def things_of(actions: Collection[DevelopmentAction]) -> dict[int, Thing]:
    """Load the things these actions became, by the actions' ids."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for action in actions:
        if action.link is not None:
            name, id_ = action.link
            wanted[name].add(id_)
    found = {name: dict(SOURCES[name](ids)) for name, ids in wanted.items()}
    return {one.id: found[one.link[0]][one.link[1]] for one in actions if one.link is not None}


def _bookings(ids: Collection[int]) -> Found:
    rows = db.session.execute(
        sa.select(Booking.id, Booking.status, Course.title, CourseSession.starts_on, CourseSession.id)
        .join(CourseSession, CourseSession.id == Booking.session_id)
        .join(Course, Course.id == CourseSession.course_id)
        .where(Booking.id.in_(ids))
    )  # fmt: skip
    for id_, status, title, day, session_id in rows:
        yield id_, Thing("booking_id", title, status, day, f"/courses/sessions/{session_id}")


def _needs(ids: Collection[int]) -> Found:
    """Load what was asked for; a unit that is being assessed says itself how far it is."""
    rows = db.session.execute(
        sa.select(Need.id, Need.label, Need.status, Need.wanted_by, Registration.id, UnitAssessment.status)
        .outerjoin(UnitVersion, UnitVersion.unit_id == Need.unit_id)
        .outerjoin(
            UnitAssessment,
            sa.and_(UnitAssessment.unit_version_id == UnitVersion.id, UnitAssessment.counts),
        )
        .outerjoin(
            Registration,
            sa.and_(
                Registration.id == UnitAssessment.registration_id,
                Registration.learner_id == Need.person_id,
            ),
        )
        .where(Need.id.in_(ids))
        .order_by(Registration.id.nulls_first())
    )  # fmt: skip
    best: dict[int, Thing] = {}
    for id_, label, status, day, registration_id, unit_status in rows:
        one = Thing("need_id", label, status, day)
        if registration_id is not None:
            one = Thing("need_id", label, unit_status, day, f"/qualifications/{registration_id}")
        if id_ not in best or _further(one, best[id_]):
            best[id_] = one
    yield from best.items()


def _further(one: Thing, other: Thing) -> bool:
    """Say whether one thing tells more of how far somebody is than the other."""
    order = list(Progress)
    if bool(one.path) != bool(other.path):
        return bool(one.path)
    ends = {Progress.FELL_THROUGH: -1}
    return ends.get(one.progress, order.index(one.progress)) > ends.get(
        other.progress, order.index(other.progress)
    )


def _registrations(ids: Collection[int]) -> Found:
    rows = db.session.execute(
        sa.select(
            Registration.id, Registration.status, QualificationVersion.title, Registration.target_on
        )
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(Registration.id.in_(ids))
    )
    for id_, status, title, day in rows:
        yield id_, Thing("registration_id", title, status, day, f"/qualifications/{id_}")


def _plans(ids: Collection[int]) -> Found:
    rows = db.session.execute(
        sa.select(
            AssessmentPlan.id,
            AssessmentPlan.status,
            AssessmentPlan.planned_on,
            QualificationVersion.title,
        )
        .join(Registration, Registration.id == AssessmentPlan.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .where(AssessmentPlan.id.in_(ids))
    )
    for id_, status, day, title in rows:
        words = _("Assessment for %(title)s", title=title)
        yield id_, Thing("plan_id", words, status, day, f"/plans/{id_}")


def _entries(ids: Collection[int]) -> Found:
    rows = db.session.execute(
        sa.select(Item.id, Item.status, Item.number, Revision.title, Revision.happened_on)
        .join(Revision, sa.and_(Revision.item_id == Item.id, Revision.number == Item.latest))
        .where(Item.id.in_(ids))
    )
    for id_, status, number, title, day in rows:
        yield id_, Thing("item_id", title or label_of(number), status, day, f"/log/{id_}", own=True)


def _pairs(ids: Collection[int]) -> Found:
    rows = db.session.execute(
        sa.select(CoachingPair.id, CoachingPair.status, CoachingPair.until, User.name)
        .join(User, User.id == CoachingPair.coach_id)
        .where(CoachingPair.id.in_(ids))
    )
    for id_, status, day, name in rows:
        words = _("Coaching by %(name)s", name=name)
        yield id_, Thing("pair_id", words, status, day, f"/coaching-pairs/{id_}")


SOURCES: Mapping[str, Callable[[Collection[int]], Found]] = {
    "booking_id": _bookings,
    "need_id": _needs,
    "registration_id": _registrations,
    "plan_id": _plans,
    "item_id": _entries,
    "pair_id": _pairs,
}
"""What an action may become; another kind joins by a column and one line here."""
