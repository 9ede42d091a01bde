"""Come here for the skills people of the demonstration must hold, who holds them, and where how many must."""

from collections.abc import Mapping
from datetime import timedelta
from functools import partial
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.catalogue.models import Unit
from trainer.core import clock
from trainer.demo.builder.cast import person, site, skill_called
from trainer.demo.builder.timeline import Timeline
from trainer.demo.stories import load
from trainer.extensions import db
from trainer.people.models import Role, Team
from trainer.skills.actions import reminding, targeting
from trainer.training.actions import keeping, recording
from trainer.training.actions.keeping import Described, Terms
from trainer.training.models import Reason, SkillKind
from trainer.training.queries.standing import standings

KEEPER, RECORDER = "bh1005", "bh1006"
LISTED, RECORDED, TARGETS = 210, 45, 30
OVER = 20
"""Days by which the earliest that is held has been over, where it isn't in grace."""
SEEN = "Attendance list of the provider, in the original."


def plan(timeline: Timeline) -> None:
    """Put the list, who must hold what, what is held and who need not on the timeline."""
    told = load("required")
    for one in told["skills"]:
        timeline.plan(LISTED, 9, partial(_list, one))
    for one in told["requirements"]:
        timeline.plan(LISTED, 10, partial(_require, one))
    for number, one in enumerate(told["skills"]):
        if "without" in one:
            timeline.plan(RECORDED, 11, partial(_record_most, one, number))
    for one in told["exemptions"]:
        timeline.plan(one["from"], 12, partial(_exempt, one))
    for one in told["targets"]:
        timeline.plan(TARGETS, 13, partial(_set_target, one))
    for one in told["reminders"]:
        timeline.plan(one["ago"], 14, partial(_remind, one))


def _list(told: Mapping[str, Any]) -> None:
    unit = sa.select(Unit.id).where(Unit.code == told.get("unit"))
    keeping.list_skill(
        actor=person(KEEPER),
        described=Described(
            code=told["code"],
            name=told["name"],
            kind=SkillKind(told["kind"]),
            valid_months=told["months"],
            renewal_days=told["renewal"],
            grace_days=told["grace"],
            unit_id=db.session.scalar(unit),
        ),
        equivalents=[skill_called(code) for code in told.get("also", ())],
    )


def _require(told: Mapping[str, Any]) -> None:
    terms = Terms(
        reason=Reason(told["reason"]),
        why=told["why"],
        law=told.get("law", ""),
        days_to_get=told["days"],
        starts_on=clock.today(),
        **_group(told["of"]),
    )
    keeping.require_skill(skill_called(told["skill"]), actor=person(KEEPER), terms=terms)


def _group(of: Mapping[str, str]) -> dict[str, Any]:
    if "role" in of:
        return {"role": Role(of["role"])}
    if "site" in of:
        return {"site_id": site(of["site"]).id}
    if "team" in of:
        code, _slash, name = of["team"].partition("/")
        team = sa.select(Team.id).where(Team.site == site(code), Team.name == name)
        return {"team_id": db.session.scalars(team).one()}
    if "person" in of:
        return {"person_id": person(of["person"]).id}
    return dict(of)


def _record_most(told: Mapping[str, Any], number: int) -> None:
    """Record what most hold, begun on days spread over the time it holds."""
    skill, today = skill_called(told["code"]), clock.today()
    everybody = sa.select(User.id)
    asked = [one.person_id for one in standings(everybody, today) if one.asked.skill_id == skill.id]
    span = (told["months"] or 12) * 30 - RECORDED + OVER
    for place, id_ in enumerate(asked):
        if (place + number) % told["without"]:
            holder = db.session.get_one(User, id_)
            recording.record(
                holder,
                skill,
                actor=person(RECORDER if holder.staff_number != RECORDER else KEEPER),
                on=today - timedelta(days=(place * 47 + number * 31) % span),
                until=None,
                says=SEEN,
            )


def _exempt(told: Mapping[str, Any]) -> None:
    today = clock.today()
    recording.exempt(
        person(told["who"]),
        skill_called(told["skill"]),
        actor=person(RECORDER),
        starts_on=today,
        last_day=today + timedelta(days=told["lasts"]),
        reason=told["reason"],
    )


def _set_target(told: Mapping[str, Any]) -> None:
    targeting.set_target(
        skill_called(told["skill"]),
        actor=person(told["by"]),
        site=site(told["at"]),
        team=None,
        number=told["number"],
        says=told["says"],
    )


def _remind(told: Mapping[str, Any]) -> None:
    reminding.remind(person(told["who"]), skill_called(told["skill"]), actor=person(told["by"]))
