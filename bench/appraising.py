"""Time a round of appraisals for 5,000 people: scheduled, told of, and its pages.

`python -m bench.appraising`, on SQLite in a folder of its own, or with `--database postgresql://…` on
a database that may be emptied.
"""

import time
from datetime import date, timedelta
from http import HTTPStatus

import sqlalchemy as sa
from flask import current_app

from bench.holdings import Size, fill
from bench.inprocess import heading, timed, yardstick
from bench.steps import play
from tests.browsing import Browser, Visitor
from trainer.accounts.models import User
from trainer.appraisals import tasks
from trainer.appraisals.actions import planning
from trainer.appraisals.models import Appraisal, AppraisalTemplate, CycleKind
from trainer.behaviours.actions import load_builtin
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Appointment, Placement, Role
from trainer.web.transactions import unit_of_work

SIZE = Size(people=5_000, skills=1, sites=10)
TEAM = 10


def main() -> None:
    """Prepare the people, then schedule and time, each in a process of its own."""
    steps = {"prepare": _prepare, "time": _time}
    play("bench.appraising", __doc__, steps, ("prepare", "time"))


def _prepare() -> None:
    fill(SIZE)
    with unit_of_work():
        load_builtin()
        planning.load_builtin()
        people = db.session.scalars(sa.select(Placement.user_id).order_by(Placement.user_id)).all()
        top = people[0]
        for place, person in enumerate(people[1:], start=1):
            leads = place % TEAM == 0
            manager = top if leads else people[max(TEAM, place - place % TEAM)]
            manager = top if manager == person else manager
            db.session.execute(
                sa.update(Placement).where(Placement.user_id == person).values(manager_id=manager)
            )
        db.session.execute(sa.update(Appointment).values(role=Role.HR))


def _time() -> None:
    current_app.config.update(WTF_CSRF_ENABLED=False, TESTING=True)
    reader = db.session.scalars(sa.select(User).join(Appointment, User.appointments)).one()
    today, config = clock.today(), current_app.extensions["trainer"]
    with unit_of_work():
        template = db.session.scalars(
            sa.select(AppraisalTemplate).where(AppraisalTemplate.code == "annual")
        ).one()
        cycle = planning.plan_cycle(
            actor=reader,
            name="Round",
            kind=CycleKind.ANNUAL,
            template_version_id=template.versions[-1].id,
            period_from=date(today.year, 1, 1),
            period_to=date(today.year, 12, 31),
            opens_on=today,
            self_due_on=today + timedelta(days=10),
            manager_due_on=today + timedelta(days=20),
            meetings_from=today + timedelta(days=21),
            sign_by=today + timedelta(days=40),
            calibrates=False,
            meeting_minutes=60,
            population={},
        )
        planning.send_off(cycle, actor=reader)
        number = cycle.id
    begun = time.perf_counter()
    scheduled: list[float] = []
    tasks.schedule_cycle(
        number, config, lambda _done, _all: scheduled.append(time.perf_counter() - begun)
    )
    all_in_all = time.perf_counter() - begun
    with unit_of_work():
        how_many = db.session.scalar(sa.select(sa.func.count()).select_from(Appraisal))
        one = db.session.scalars(sa.select(Appraisal).order_by(Appraisal.id.desc()).limit(1)).one()
        person = one.person
        browser = Browser(current_app)
        one_person, hr = browser(person), browser(reader)
        path = f"/appraisals/{one.id}"
    print(
        f"{how_many} scheduled in {scheduled[-1]:.1f} s; with everybody told and invited {all_in_all:.1f} s"
    )
    heading()
    timed("a page of nothing but a form", lambda: _shown(one_person, "/account"))
    timed("the form of one appraisal", lambda: _shown(one_person, path))
    timed("the board of 5,000", lambda: _shown(hr, f"/appraisals/cycles/{number}"))
    yardstick()


def _shown(visitor: Visitor, path: str) -> None:
    visitor.browser.forget()
    answered = visitor.client.get(path)
    if answered.status_code != HTTPStatus.OK:
        raise RuntimeError(f"{path} answered {answered.status}")


if __name__ == "__main__":
    main()
