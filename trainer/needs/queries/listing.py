"""The needs of those somebody sees, the most urgent first, and one of them with its people."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import joinedload

from trainer.accounts.models import User
from trainer.catalogue.models import Unit
from trainer.courses.giving import booked_ahead
from trainer.currency.queries.standing import kept_by
from trainer.extensions import db
from trainer.needs.models import Need, NeedStatus
from trainer.needs.policies import visible_to
from trainer.needs.ranking import FROM_CURRENCY, FROM_STATE, Line, Wanting, Why, ranked
from trainer.skills.policies import people_seen
from trainer.skills.queries.people import Choices, Someone, choices, people
from trainer.skills.queries.required import RequiredSkills
from trainer.skills.queries.wanted import Wanted


class Noted(NamedTuple):
    """What was noted of somebody."""

    id: int
    person: Someone
    skill_id: int | None
    unit_id: int | None
    unit_code: str
    label: str
    wanted_by: date | None


Found = dict[str, list[Wanting]]
"""Who is in want of what, by what names it in an address."""


@dataclass(frozen=True)
class Needs:
    """What people need, the most urgent first, and the sites and teams it can be narrowed to."""

    lines: Sequence[Line]
    choices: Choices


def needs(actor: User, wanted: Wanted, day: date) -> Needs:
    """List what the people somebody sees need."""
    seen = people_seen(actor)
    return Needs(_lines(actor, people(seen, wanted, day), day, None), choices(seen, day))


def need_called(actor: User, what: str, wanted: Wanted, day: date) -> Line | None:
    """Find one need with everybody who has it; None if nobody has it whom this person sees."""
    kind, _dash, number = what.partition("-")
    only = {int(number)} if kind == "skill" and number.isdecimal() else set()
    everybody = people(people_seen(actor), wanted, day)
    lines = _lines(actor, everybody, day, only)
    return next((one for one in lines if one.what == what), None)


def open_needs(actor: User, ids: Collection[int]) -> Mapping[int, Need]:
    """Load these open needs, by their ids, with who noted them."""
    rows = db.session.scalars(
        visible_to(actor)
        .where(Need.id.in_(ids), Need.status == NeedStatus.OPEN)
        .options(joinedload(Need.noted_by), joinedload(Need.person))
    )
    return {one.id: one for one in rows}


def needs_about(actor: User, person: User) -> Sequence[Need]:
    """List what was noted of somebody, what is open first."""
    settled = sa.case((Need.status == NeedStatus.OPEN, 0), else_=1)
    return db.session.scalars(
        visible_to(actor)
        .where(Need.person_id == person.id)
        .order_by(settled, Need.noted_at.desc(), Need.id.desc())
        .options(joinedload(Need.noted_by), joinedload(Need.settled_by))
    ).all()


def _lines(
    actor: User,
    everybody: Sequence[Someone],
    day: date,
    only: Collection[int] | None,
) -> list[Line]:
    known = {one.id: one for one in everybody}
    source = RequiredSkills(day)
    found: Found = defaultdict(list)
    names: dict[str, str] = {}
    _note_asked(found, source, known, source.terms if only is None else only)
    if not only:
        _note_units(found, names, known, day)
    _note_noted(found, names, _noted(actor, known, only))
    counting = {f"skill-{id_}": term.counting for id_, term in source.terms.items()}
    names |= {f"skill-{id_}": term.name for id_, term in source.terms.items()}
    skills = {id_ for what in found for id_ in counting.get(what, ())}
    booked = booked_ahead(skills, people_seen(actor))
    lines = [
        Line(
            what=what,
            name=names[what],
            wanting=_with_places(wanting, counting.get(what, ()), booked),
            skill_id=int(what.partition("-")[2]) if what in counting else None,
            counting=counting.get(what, ()),
        )
        for what, wanting in found.items()
    ]
    return ranked(lines, day)


def _note_asked(
    found: Found, source: RequiredSkills, known: Mapping[int, Someone], keys: Collection[int]
) -> None:
    for person_id, _lasting, others in source.stands(list(known), keys):
        for skill_id, standing in others:
            if why := FROM_STATE.get(standing.state):
                one = Wanting(known[person_id], why, standing.deadline)
                found[f"skill-{skill_id}"].append(one)


def _note_units(
    found: Found, names: dict[str, str], known: Mapping[int, Someone], day: date
) -> None:
    """Add the units somebody achieved and is to show anew."""
    for one in kept_by(list(known), day):
        if why := FROM_CURRENCY.get(one.standing.state):
            what = f"unit-{one.unit_id}"
            names[what] = f"{one.code} {one.title}"
            found[what].append(Wanting(known[one.person_id], why, one.standing.review_by))


def _noted(actor: User, known: Mapping[int, Someone], only: Collection[int] | None) -> list[Noted]:
    rows = db.session.execute(
        visible_to(actor)
        .outerjoin(Unit, Unit.id == Need.unit_id)
        .with_only_columns(
            Need.id, Need.person_id, Need.skill_id, Need.unit_id,
            sa.func.coalesce(Unit.code, ""), Need.label, Need.wanted_by,
        )
        .where(
            Need.status == NeedStatus.OPEN,
            sa.true() if not only else Need.skill_id.in_(only),
        )
        .order_by(Need.id)
    )  # fmt: skip
    return [
        Noted(id_, known[person_id], skill_id, unit_id, code, label, wanted_by)
        for id_, person_id, skill_id, unit_id, code, label, wanted_by in rows
        if person_id in known
    ]


def _note_noted(found: Found, names: dict[str, str], noted: Iterable[Noted]) -> None:
    """Add what was noted to what it is about; whoever lacks a skill anyhow is named once."""
    by_words: dict[str, str] = {}
    for one in noted:
        if one.skill_id is not None:
            what = f"skill-{one.skill_id}"
        elif one.unit_id is not None:
            what = f"unit-{one.unit_id}"
            names.setdefault(what, f"{one.unit_code} {one.label}")
        else:
            what = by_words.setdefault(one.label.casefold(), f"need-{one.id}")
            names.setdefault(what, one.label)
        others = found[what]
        same = (n for n, other in enumerate(others) if other.person.id == one.person.id)
        place = next(same, None)
        if place is None:
            others.append(Wanting(one.person, Why.ASKED, one.wanted_by, need=one.id))
        elif others[place].need is None:
            others[place] = others[place]._replace(need=one.id)


def _with_places(
    wanting: Sequence[Wanting], counting: Sequence[int], booked: Mapping[int, set[int]]
) -> list[Wanting]:
    have = set().union(*(booked.get(one, ()) for one in counting))
    return [one._replace(is_booked=one.person.id in have) for one in wanting]
