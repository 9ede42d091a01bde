"""Rounds and appraisals to test with, brought to a stage by the real actions."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa

from tests.factories import PASSWORD, make_user
from tests.factories_people import appoint, make_placement, make_site, proof_of
from trainer.accounts.models import User
from trainer.appraisals.actions import (
    answering,
    appealing,
    calibrating,
    moving,
    planning,
    scheduling,
    signing,
)
from trainer.appraisals.actions.answering import Given
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAppeal,
    AppraisalTemplate,
    Cycle,
    CycleKind,
    CycleStatus,
)
from trainer.appraisals.queries import content, forms
from trainer.appraisals.rules.appealing import AppealOutcome
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.behaviours.actions import load_builtin as load_behaviours
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role


@dataclass
class Cast:
    """Everybody with a part in an appraisal, and some without."""

    person: User
    manager: User
    second_line: User
    hr: User
    stranger: User


def make_cast() -> Cast:
    """A person, the line above them, HR, and somebody with no part in it, all at one site."""
    site = make_site()
    person, manager, second, top, hr, stranger = (
        make_user(name, password=PASSWORD)
        for name in (
            "Nia Bowen",
            "Farida Rahman",
            "Martin Keogh",
            "Edith Lowe",
            "Hana Rossi",
            "Sam Otter",
        )
    )
    make_placement(person, site=site, manager=manager)
    make_placement(manager, site=site, manager=second, job_title="Team leader")
    make_placement(second, site=site, manager=top, job_title="Manager")
    make_placement(stranger, site=site, manager=second)
    appoint(hr, Role.HR)
    load_behaviours()
    planning.load_builtin()
    db.session.commit()
    return Cast(person, manager, second, hr, stranger)


def make_cycle(hr: User, *, code: str = "annual", calibrates: bool = False, **told: Any) -> Cycle:
    """A running round that began today; `told` says what is otherwise."""
    today = clock.today()
    template = db.session.scalars(
        sa.select(AppraisalTemplate).where(AppraisalTemplate.code == code)
    ).one()
    days = {
        "name": "Appraisal 2026",
        "kind": CycleKind.ANNUAL,
        "template_version_id": template.versions[-1].id,
        "period_from": date(today.year, 1, 1),
        "period_to": date(today.year, 12, 31),
        "opens_on": today,
        "self_due_on": today + timedelta(days=10),
        "manager_due_on": today + timedelta(days=20),
        "meetings_from": today + timedelta(days=21),
        "sign_by": today + timedelta(days=40),
        "calibrates": calibrates,
        "meeting_minutes": 60,
        "population": {},
    }
    cycle = planning.plan_cycle(actor=hr, **(days | told))
    cycle.status = CycleStatus.RUNNING
    db.session.commit()
    return cycle


def make_appraisal(
    cast: Cast, stage: AppraisalStage = AppraisalStage.SELF_ASSESSMENT, **told: Any
) -> Appraisal:
    """The person’s appraisal, brought to this stage by everybody’s own actions."""
    calibrates = bool(told.pop("calibrates", stage is AppraisalStage.CALIBRATION))
    cycle = make_cycle(cast.hr, calibrates=calibrates, **told)
    due = [one for one in scheduling.due(cycle)[0] if one.person_id == cast.person.id]
    scheduling.schedule(cycle, due)
    one = db.session.scalars(
        forms.with_people(sa.select(Appraisal)).where(
            Appraisal.cycle_id == cycle.id, Appraisal.person_id == cast.person.id
        )
    ).one()
    bring_to(one, stage, cast)
    db.session.commit()
    return one


def bring_to(one: Appraisal, stage: AppraisalStage, cast: Cast) -> None:
    """Let everybody do their part until the appraisal is at this stage."""
    while one.status is not stage:
        step = NEXT[one.status]
        step(one, stage, cast)
        db.session.flush()


def make_appeal(one: Appraisal, cast: Cast) -> AppraisalAppeal:
    """The person’s appeal; whoever is above the second line answers once that has signed."""
    appealing.appeal(one, actor=cast.person, reason="The rota is the reason, not me.")
    db.session.commit()
    return db.session.scalars(sa.select(AppraisalAppeal)).one()


def make_answered(
    one: Appraisal, cast: Cast, outcome: AppealOutcome = AppealOutcome.REFUSED, **told: Any
) -> AppraisalAppeal:
    """The person’s appeal, answered by whoever it waited for."""
    appeal = make_appeal(one, cast)
    hearer = appeal.hearer or cast.hr
    if outcome is not AppealOutcome.REFUSED:
        told = {"put_right": "The breaks are taken into account."} | told
    appealing.answer(
        one,
        actor=hearer,
        proof=proof_of(hearer),
        outcome=outcome,
        words="I read all of it.",
        **told,
    )
    db.session.commit()
    return appeal


def fill_in(one: Appraisal, writer: User, *, rating: int = 3, words: str = "Seen often.") -> None:
    """Answer all that is this writer’s to answer now."""
    form = forms.form_of(one)
    party = Party.APPRAISEE if writer.id == one.person_id else Party.MANAGER
    sights = forms.sights_of(one, party)
    given = {
        (section.key, item.key): Given(
            rating if item.asks.value == "rating" else None,
            item.choices[0] if item.choices else words,
        )
        for section in form.template.sections
        if sights[section.key].answers
        for item in form.items[section.key]
    }
    answering.save(one, actor=writer, known=form.version_of(writer.id), given=given)


def _open(one: Appraisal, _stage: AppraisalStage, cast: Cast) -> None:
    if _stage is AppraisalStage.CANCELLED:
        moving.cancel(one, actor=cast.hr, reason="On long leave.")
    else:
        moving.go(one, AppraisalStage.SELF_ASSESSMENT, actor=None)


def _hand_in(one: Appraisal, _stage: AppraisalStage, cast: Cast) -> None:
    fill_in(one, cast.person)
    moving.hand_in(one, actor=cast.person)


def _share(one: Appraisal, _stage: AppraisalStage, cast: Cast) -> None:
    fill_in(one, cast.manager)
    moving.share(one, actor=cast.manager)


def _calibrate(one: Appraisal, _stage: AppraisalStage, cast: Cast) -> None:
    session = calibrating.begin(
        one.cycle, actor=cast.hr, name="Stores", held_on=clock.today(), managers=[one.manager_id]
    )
    calibrating.end(session, actor=cast.hr)


def _meet(one: Appraisal, _stage: AppraisalStage, cast: Cast) -> None:
    moving.note_meeting(one, actor=cast.manager, on=clock.today())


def _sign(one: Appraisal, _stage: AppraisalStage, cast: Cast) -> None:
    seen = content.hash_of(content.content_of(one))
    signing.sign_as_manager(one, actor=cast.manager, proof=proof_of(cast.manager), seen=seen)


def _answer(one: Appraisal, stage: AppraisalStage, cast: Cast) -> None:
    record = forms.record_of(one)
    assert record is not None
    act = signing.decline if stage is AppraisalStage.EMPLOYEE_DECLINED else signing.sign_as_employee
    words = "" if stage is AppraisalStage.EMPLOYEE_SIGNED else "I see it otherwise."
    act(
        one,
        actor=cast.person,
        proof=proof_of(cast.person),
        seen=record.content_hash,
        words=words,
    )


def _review(one: Appraisal, _stage: AppraisalStage, cast: Cast) -> None:
    record = forms.record_of(one)
    assert record is not None
    signing.review(
        one,
        actor=cast.second_line,
        proof=proof_of(cast.second_line),
        seen=record.content_hash,
        words="Fair.",
    )


def _close(one: Appraisal, _stage: AppraisalStage, cast: Cast) -> None:
    moving.go(one, AppraisalStage.CLOSED, actor=cast.hr)


NEXT = {
    AppraisalStage.SCHEDULED: _open,
    AppraisalStage.SELF_ASSESSMENT: _hand_in,
    AppraisalStage.MANAGER_DRAFT: _share,
    AppraisalStage.CALIBRATION: _calibrate,
    AppraisalStage.SHARED: _meet,
    AppraisalStage.MEETING_HELD: _sign,
    AppraisalStage.MANAGER_SIGNED: _answer,
    AppraisalStage.EMPLOYEE_SIGNED: _review,
    AppraisalStage.EMPLOYEE_SIGNED_WITH_COMMENTS: _review,
    AppraisalStage.EMPLOYEE_DECLINED: _review,
    AppraisalStage.REVIEWED: _close,
}
