"""What a manager is to know of each of their people, in so many statements however many they are."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.policies import registrations_visible_to
from trainer.assessments.queries import progress
from trainer.assessors.lapses import lapsing
from trainer.careers.queries.aims import Aim, aims_of
from trainer.certificates.models import SOON, Certificate, CertificateStatus
from trainer.courses.giving import booked_ahead
from trainer.courses.queries import to_decide
from trainer.extensions import db
from trainer.people.queries import team_of
from trainer.registrations.models import RegistrationStatus
from trainer.registrations.policies import COMPLETE, OVER
from trainer.teams.rules import RUNNING_OUT, Pace, Seen, TeamSign, by_need, pace
from trainer.training.queries import facts
from trainer.training.queries.standing import standings
from trainer.training.rules.standing import SkillState
from trainer.updates.queries import unread

_SIGNS = {
    SkillState.LAPSED: TeamSign.LAPSED,
    SkillState.MISSING: TeamSign.MISSING,
    SkillState.GRACE: TeamSign.ENDING,
    SkillState.DUE: TeamSign.ENDING,
}
_PACES = {Pace.LATE: TeamSign.LATE, Pace.SLOW: TeamSign.SLOW}

Found = dict[int, list[Seen]]


@dataclass(frozen=True)
class Learning:
    """Something a person works towards: how many of its units are achieved, and how they get on."""

    row: Any
    done: int
    units: int
    pace: Pace

    @property
    def is_under_way(self) -> bool:
        """Whether they are at it now."""
        return self.row.status not in OVER | COMPLETE


@dataclass(frozen=True)
class Member:
    """One of the team: what they work towards, and what there is to know of them, by need."""

    person: User
    learning: Sequence[Learning]
    signs: Sequence[Seen]
    aims: Sequence[Aim] = ()

    @property
    def first(self) -> Seen | None:
        """The most needful."""
        return self.signs[0] if self.signs else None

    @property
    def worst_pace(self) -> Pace | None:
        """How they get on with what has a target day, at the worst; None without any."""
        paces = {one.pace for one in self.learning if one.is_under_way and one.row.target_on}
        return next((one for one in (Pace.LATE, Pace.SLOW, Pace.ON_TRACK) if one in paces), None)


@dataclass(frozen=True)
class Team:
    """Everybody who reports to a manager, by name, with what stands out among them."""

    members: Sequence[Member]

    @property
    def next(self) -> Member | None:
        """Whose most needful thing is the most needful of all."""
        waiting = [
            one for one in self.members if one.first and one.first.sign is not TeamSign.BOOKED
        ]
        order = {id(seen): n for n, seen in enumerate(by_need([o.signs[0] for o in waiting]))}
        return min(waiting, key=lambda one: order[id(one.signs[0])], default=None)

    @property
    def paces(self) -> Counter[Pace]:
        """How many are on track, slow and late, of those who have a target day."""
        return Counter(one.worst_pace for one in self.members if one.worst_pace)

    @property
    def running_out(self) -> list[tuple[Member, Seen]]:
        """What holds no more or not for much longer, the most needful first."""
        return self._with(RUNNING_OUT)

    @property
    def ready(self) -> list[tuple[Member, Seen]]:
        """Who has finished what they worked towards and lacks nothing."""
        return self._with({TeamSign.READY})

    def _with(self, signs: Collection[TeamSign]) -> list[tuple[Member, Seen]]:
        found = [(one, seen) for one in self.members for seen in one.signs if seen.sign in signs]
        order = {id(seen): n for n, seen in enumerate(by_need([seen for _one, seen in found]))}
        return sorted(found, key=lambda pair: order[id(pair[1])])


def team(manager: User, today: date) -> Team:
    """Put a manager's people together with what there is to know of each."""
    people = db.session.scalars(team_of(manager)).all()
    ids = [one.id for one in people]
    learning = _learning(manager, ids, today)
    found: Found = defaultdict(list)
    for signs in (_places(manager), _skills(ids, today), _ending(ids, today), _unread(ids, today)):
        for person_id, seen in signs:
            found[person_id].append(seen)
    aims: dict[int, list[Aim]] = defaultdict(list)
    for aim in aims_of(ids, today):
        aims[aim.person_id].append(aim)
    return Team(
        [_member(one, learning.get(one.id, ()), found[one.id], aims[one.id]) for one in people]
    )


def _member(
    person: User, learning: Sequence[Learning], found: Sequence[Seen], aims: Sequence[Aim]
) -> Member:
    paces = [
        Seen(_PACES[one.pace], one.row.title, one.row.target_on, one.row.id)
        for one in learning
        if one.is_under_way and one.pace in _PACES
    ]
    signs = [*found, *paces]
    finished = [one for one in learning if one.row.status in COMPLETE]
    if finished and not signs and not any(one.is_under_way for one in learning):
        signs.append(Seen(TeamSign.READY, finished[0].row.title, thing=finished[0].row.id))
    return Member(person, learning, by_need(signs), aims)


def _learning(manager: User, ids: Collection[int], today: date) -> Mapping[int, list[Learning]]:
    rows = db.session.scalars(progress.under_way_of(ids, registrations_visible_to(manager))).all()
    counts = progress.units_counted([row.id for row in rows])
    found: dict[int, list[Learning]] = defaultdict(list)
    for row in rows:
        count = counts[row.id]
        found[row.learner_id].append(
            Learning(row, count.achieved, count.units, _pace(row, count, today))
        )
    return found


def _pace(row: Any, count: progress.Counts, today: date) -> Pace:
    if row.status is RegistrationStatus.BREAK_IN_LEARNING:
        return Pace.ON_TRACK
    return pace(
        row.registered_on, row.target_on, done=count.achieved, units=count.units, today=today
    )


def _places(manager: User) -> Iterator[tuple[int, Seen]]:
    for one in to_decide(manager):
        about, day = one.session.course.title, one.session.starts_on
        yield one.person_id, Seen(TeamSign.PLACE_ASKED, about, day, one.id)


def _skills(ids: Collection[int], today: date) -> Iterator[tuple[int, Seen]]:
    terms = facts.terms()
    wanting = [one for one in standings(ids, today, terms=terms) if one.standing.state in _SIGNS]
    skills = {other for one in wanting for other in terms[one.asked.skill_id].counting}
    booked = booked_ahead(skills, sa.select(User.id).where(User.id.in_(ids)))
    for one in wanting:
        term = terms[one.asked.skill_id]
        has_place = any(one.person_id in booked.get(other, ()) for other in term.counting)
        sign = TeamSign.BOOKED if has_place else _SIGNS[one.standing.state]
        yield one.person_id, Seen(sign, term.name, one.standing.deadline, one.asked.skill_id)


def _ending(ids: Collection[int], today: date) -> Iterator[tuple[int, Seen]]:
    for lapse in lapsing(today, ids):
        yield lapse.entry.holder_id, Seen(TeamSign.REGISTER, lapse.says, lapse.on, lapse.entry.id)
    rows = db.session.execute(
        sa.select(
            Certificate.learner_id, Certificate.number, Certificate.expires_on, Certificate.id
        ).where(
            Certificate.learner_id.in_(ids),
            Certificate.status == CertificateStatus.ISSUED,
            Certificate.expires_on.between(today, today + SOON),
        )
    )
    for learner_id, number, expires_on, id_ in rows:
        yield learner_id, Seen(TeamSign.CERTIFICATE, number, expires_on, id_)


def _unread(ids: Collection[int], today: date) -> Iterator[tuple[int, Seen]]:
    for one in db.session.scalars(unread(User.id.in_(ids))):
        if one.due_on < today:
            yield one.person_id, Seen(TeamSign.UNREAD, one.title, one.due_on, one.update_id)
