"""What is frozen: how somebody stands with a role, on what it rests, as plain data with its hash."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import Signature
from trainer.careers.models import CareerMapVersion
from trainer.careers.queries import charts
from trainer.careers.queries.standing import career
from trainer.careers.reading import read
from trainer.careers.rules.asking import Ask, Fact, Kind, asks_in
from trainer.careers.rules.charting import CareerRole
from trainer.careers.rules.readiness import Line
from trainer.catalogue.models import Unit, UnitVersion
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.people.models import Site
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.training.queries.record import Line as RecordLine
from trainer.training.queries.record import record_of
from trainer.training.rules.standing import SkillState

IN_ORDER = frozenset(
    {SkillState.HELD, SkillState.DUE, SkillState.GRACE, SkillState.NOT_YET, SkillState.EXEMPT}
)


def content_of(person: User, role: CareerRole, site: Site) -> dict[str, Any]:
    """Say how somebody stands with a role today: line by line, with the training their job asks for."""
    chart, today = charts.chart(), clock.today()
    now = career(person, chart, today)
    version = charts.in_force()
    return {
        "as_of": today.isoformat(),
        "person": person.name,
        "staff_number": person.staff_number,
        "job_title": now.job_title,
        "role": role.title,
        "role_key": role.key,
        "map": version.number if version else 0,
        "site": site.name,
        "criteria": criteria_of(role),
        "lines": [_line(one) for one in now.standing(role).lines],
        "units": _units(person, role),
        "training": [
            {
                "code": one.skill.code,
                "skill": one.skill.name,
                "state": _state_of(one),
                "until": one.standing.deadline.isoformat() if one.standing.deadline else None,
            }
            for one in sorted(record_of(person, today).required, key=lambda one: one.skill.name)
        ],
    }


def lines_today(person: User, pack: Mapping[str, Any]) -> list[str]:
    """Say how somebody stands today with each line of a pack, as the map of the pack asks for it."""
    version = db.session.scalars(
        sa.select(CareerMapVersion).where(CareerMapVersion.number == pack["map"])
    ).one()
    chart = read(version.text)
    role = chart.role(pack["role_key"])
    if role is None:
        raise LookupError(f"Map {version.number} has no role {pack['role_key']}.")
    standing = career(person, chart, clock.today()).standing(role)
    return [one.state.value for one in standing.lines]


def training_today(person: User) -> dict[str, str]:
    """Say of each skill that somebody’s job asks today, by its code and its name, whether it is in order."""
    asked = record_of(person, clock.today()).required
    return {name: _state_of(one) for one in asked for name in (one.skill.name, one.skill.code)}


def _state_of(asked: RecordLine) -> str:
    return "met" if asked.standing.state in IN_ORDER else "not"


def criteria_of(role: CareerRole) -> list[str]:
    """List what a panel scores: the duties of the role, or what it asks where no duties are written."""
    return (
        list(role.duties) or [one.words for one in role.requirements] or [_("Ready for the role")]
    )


def hash_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the content written in one way, in hexadecimal digits."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def _line(line: Line) -> dict[str, Any]:
    told = {
        "words": line.requirement.words,
        "state": line.state.value,
        "until": line.until.isoformat() if line.until else None,
        "evidence": [_fact(one) for one in _facts_of(line)],
    }
    return told | {"hash": hash_of(told)}


def _facts_of(line: Line) -> Iterable[Fact]:
    yield from line.evidence
    for part in line.parts:
        yield from _facts_of(part)


def _fact(fact: Fact) -> dict[str, Any]:
    return {
        "says": fact.says,
        "by": fact.by,
        "from": fact.starts_on.isoformat(),
        "until": fact.ends_on.isoformat() if fact.ends_on else None,
        "amount": fact.amount,
        "under_way": fact.under_way,
    }


def _units(person: User, role: CareerRole) -> list[dict[str, Any]]:
    """Name the achieved units the role asks for, with the hashes of what was signed off for each."""
    codes = {
        ask.about
        for one in role.requirements
        for ask in asks_in(one)
        if isinstance(ask, Ask) and ask.kind is Kind.UNIT
    }
    rows = db.session.execute(
        sa.select(Unit.code, UnitAssessment.achieved_on, Signature.content_hash)
        .join(UnitVersion, UnitVersion.unit_id == Unit.id)
        .join(UnitAssessment, UnitAssessment.unit_version_id == UnitVersion.id)
        .join(Registration, Registration.id == UnitAssessment.registration_id)
        .outerjoin(
            Signature,
            sa.and_(
                Signature.unit_assessment_id == UnitAssessment.id,
                Signature.cycle == UnitAssessment.cycle,
            ),
        )
        .where(
            Registration.learner_id == person.id,
            UnitAssessment.status == UnitStatus.ACHIEVED,
            Unit.code.in_(codes),
        )
        .order_by(Unit.code, Signature.id)
    )
    found: dict[str, dict[str, Any]] = {}
    for code, achieved_on, signed in rows:
        one = found.setdefault(
            code,
            {"code": code, "on": achieved_on.isoformat() if achieved_on else None, "signed": []},
        )
        if signed:
            one["signed"].append(signed)
    return list(found.values())
