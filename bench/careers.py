"""Time how one person stands with a role, and 2,000 people with six, on the map that comes with Trainer.

`python -m bench.careers`, on SQLite in a folder of its own, or with `--database postgresql://…` on a
database that may be emptied. Everybody holds skills, is registered, has two signed appraisals, three
objectives and what colleagues confirmed.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from flask import current_app

from bench.holdings import FIRST, Size, fill, insert
from bench.inprocess import heading, timed, yardstick
from bench.steps import play
from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_certificates import make_version
from trainer.accounts.models import User
from trainer.appraisals.actions import planning
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAnswer,
    AppraisalPart,
    AppraisalStep,
    AppraisalTemplate,
    Cycle,
    CycleKind,
    CycleStatus,
)
from trainer.appraisals.rules.showing import OVERALL
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.behaviours.actions import load_builtin as load_behaviours
from trainer.behaviours.models import Behaviour, BehaviourVersion
from trainer.careers.actions.publishing import load_builtin
from trainer.careers.models import CareerConfirmation
from trainer.careers.queries import charts
from trainer.careers.queries.standing import bench, career, route_to
from trainer.careers.rules.asking import Kind
from trainer.core import clock
from trainer.extensions import db
from trainer.objectives.models import Objective, ObjectiveStatus
from trainer.people.models import Placement, Site
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.training.models import Skill
from trainer.web.transactions import unit_of_work

SIZE = Size(people=2_000, skills=6, sites=10)
ROLES = ("senior", "team-leader", "manager", "regional", "coach", "assessor")
SKILLS = ("DP", "FIRE", "FAW")
TITLES = ("Adviser", "Senior adviser", "Team leader", "Customer service manager", "Service coach")
UNITS = ("F/506/2131", "J/506/2132", "A/506/2158", "F/506/2159")
YEARS = 2


def main() -> None:
    """Prepare the records, then time, each in a process of its own."""
    play("bench.careers", __doc__, {"prepare": _prepare, "one": _one, "bench": _bench},
         ("prepare", "one", "bench"))  # fmt: skip


def _prepare() -> None:
    fill(SIZE)
    people = range(FIRST, FIRST + SIZE.people)
    with unit_of_work():
        load_behaviours()
        planning.load_builtin()
        load_builtin()
        for skill, code in zip(db.session.scalars(sa.select(Skill)), SKILLS, strict=False):
            skill.code = code
        for number, title in enumerate(TITLES):
            placed = sa.update(Placement).where(Placement.user_id % len(TITLES) == number)
            db.session.execute(placed.values(job_title=title))
        _learn(people)
        _appraise(people)
        insert(Objective, _objectives(people))
        insert(CareerConfirmation, _confirmations(people))


def _learn(people: range) -> None:
    """Register everybody for four units, of which they have achieved some."""
    version = make_version(units=len(UNITS))
    version.qualification.code = "cs-l3-dip"
    members = version.groups[0].members
    for member, code in zip(members, UNITS, strict=True):
        member.unit_version.unit.code = code
    db.session.flush()
    assessor, iqa = make_user("Asa Assessor"), make_user("Iris Quality")
    unit_versions = [member.unit_version_id for member in members]
    insert(Registration, (
        {
            "id": person, "learner_id": person, "version_id": version.id,
            "status": RegistrationStatus.ACTIVE, "registered_on": date(2026, 1, 5),
            "assessor_id": assessor.id, "iqa_id": iqa.id, "row_version": 1,
        }
        for person in people
    ))  # fmt: skip
    insert(UnitAssessment, (
        {
            "registration_id": person, "unit_version_id": unit, "group_code": "M",
            "position": place, "row_version": 1, "cycle": 1,
            "status": UnitStatus.ACHIEVED if (person + place) % 3 else UnitStatus.IN_PROGRESS,
            "achieved_on": date(2026, 5, 4) if (person + place) % 3 else None,
        }
        for person in people
        for place, unit in enumerate(unit_versions)
    ))  # fmt: skip


def _appraise(people: range) -> None:
    """Give everybody a signed appraisal of each year, with sixteen behaviours rated."""
    template = db.session.scalars(
        sa.select(AppraisalTemplate).where(AppraisalTemplate.code == "annual")
    ).one()
    site = db.session.scalars(sa.select(Site.id)).first()
    behaviours = db.session.scalars(sa.select(BehaviourVersion.id).join(Behaviour)).all()
    items = [OVERALL, *(f"b{number}" for number in behaviours)]
    for year in range(YEARS):
        cycle = _cycle(template.versions[-1].id, clock.today().year - YEARS + year)
        first = year * SIZE.people
        insert(Appraisal, (
            {
                "id": first + person, "cycle_id": cycle.id, "person_id": person,
                "manager_id": _manager(person), "job_title": "Adviser", "site_id": site,
                "status": AppraisalStage.CLOSED, "row_version": 1,
            }
            for person in people
        ))  # fmt: skip
        insert(AppraisalStep, _steps(people, first, year))
        insert(AppraisalPart, (
            {
                "id": first + person, "appraisal_id": first + person, "party": Party.MANAGER,
                "writer_id": _manager(person), "version": 1,
            }
            for person in people
        ))  # fmt: skip
        insert(AppraisalAnswer, (
            {
                "part_id": first + person, "section": "s", "item": item,
                "rating": 2 + (person + place + year) % 2,
            }
            for person in people
            for place, item in enumerate(items)
        ))  # fmt: skip


def _cycle(template_version_id: int, year: int) -> Cycle:
    day = date(year, 12, 1)
    cycle = Cycle(
        name=f"Round of {year}", kind=CycleKind.ANNUAL, template_version_id=template_version_id,
        period_from=date(year, 1, 1), period_to=day, opens_on=day, self_due_on=day,
        manager_due_on=day, meetings_from=day, sign_by=day, status=CycleStatus.CLOSED,
        planned_by_id=FIRST,
    )  # fmt: skip
    db.session.add(cycle)
    db.session.flush()
    return cycle


def _steps(people: range, first: int, year: int) -> Iterator[dict[str, Any]]:
    at = clock.now() - timedelta(days=365 * (YEARS - year))
    for person in people:
        for stage in (AppraisalStage.MEETING_HELD, AppraisalStage.MANAGER_SIGNED):
            yield {"appraisal_id": first + person, "stage": stage, "at": at}


def _manager(person: int) -> int:
    return person - 1 if person > FIRST else FIRST + SIZE.people - 1


def _objectives(people: range) -> Iterator[dict[str, Any]]:
    agreed: datetime = clock.now() - timedelta(days=200)
    for person in people:
        for number in range(3):
            met = (person + number) % 2 == 0
            yield {
                "person_id": person, "year": 2026, "title": f"Objective {number}",
                "status": ObjectiveStatus.MET if met else ObjectiveStatus.ON_TRACK,
                "proposed_by_id": person, "person_agreed_at": agreed,
                "manager_agreed_at": agreed, "ended_at": clock.now() if met else None,
                "ended_by_id": _manager(person) if met else None, "row_version": 1,
            }  # fmt: skip


def _confirmations(people: range) -> Iterator[dict[str, Any]]:
    for person in people:
        for about in ("senior-desk", "lead-shift", "buddy"):
            yield {
                "person_id": person, "day": date(2026, 10, 5), "by_id": _manager(person),
                "kind": Kind.CONFIRMED if about == "buddy" else Kind.SHIFTS, "about": about,
                "says": "Seen.", "at": clock.now(),
            }  # fmt: skip


def _one() -> None:
    current_app.config.update(WTF_CSRF_ENABLED=False, TESTING=True)
    someone = db.session.get_one(User, FIRST + 7)
    client = Browser(current_app)(someone).client
    day = clock.today()

    def stands() -> None:
        now = career(someone, charts.chart(), day, someone)
        for key in ROLES:
            now.standing(now.chart.role(key) or now.chart.roles[0])

    def leads() -> None:
        now = career(someone, charts.chart(), day)
        route_to(now, now.chart.role("team-leader") or now.chart.roles[0])

    heading()
    timed("one person, six roles", stands)
    timed("the way to team leader", leads)
    timed("the page of one person", lambda: client.get("/career?role=team-leader"))
    yardstick()


def _bench() -> None:
    chart, day = charts.chart(), clock.today()
    roles = [role for role in chart.roles if role.key in ROLES]
    among = sa.select(User.id).where(User.active)
    heading()
    timed("2,000 people, six roles", lambda: bench(among, roles, chart, day), rounds=3)
    yardstick()


if __name__ == "__main__":
    main()
