"""Come here for how the organisation came to be: catalogue, places, people, roles, register."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from trainer.accounts import actions as accounts
from trainer.accounts.models import Telling
from trainer.assessors import actions as register
from trainer.assessors.models import Duty, Standing
from trainer.behaviours import actions as behaviours
from trainer.bodies import actions as bodies
from trainer.catalogue import actions as catalogue
from trainer.catalogue.comparing import known
from trainer.catalogue.importing import read
from trainer.catalogue.models import Qualification
from trainer.core import clock
from trainer.demo.builder.cast import person, proof_of, site
from trainer.demo.builder.timeline import Timeline
from trainer.demo.organisation import Approval, Organisation, Person, RoleGiven
from trainer.demo.stories import CONTENT
from trainer.extensions import db
from trainer.notifications import actions as notifications
from trainer.people import actions as people
from trainer.people.models import (
    Appointment,
    AppointmentStatus,
    ContractKind,
    HoursPattern,
    Role,
    Team,
)
from trainer.registrations import actions as registrations
from trainer.reviews.queries import registrations_under_review

BEGINNING = 520
MORNING = 8
NOTICES_READ = 4
COUNTER_AWARD = "counter-award.yaml"
REGISTRATION_ENDED, CERTIFICATION_ENDED = 200, 30
"""So many days ago one of the organisations that award it took its last learners and claims."""

TRAINING_LASTS = timedelta(days=365)
COMPETENT = "Years in the work itself; seen at the counter by the training team."
COMPETENCE_HOLDS = 36
"""Months until it is looked at again how somebody keeps their competence in the work."""


def plan(timeline: Timeline, organisation: Organisation, password_hash: str) -> None:
    """Put the making of the organisation on the timeline."""
    timeline.plan(BEGINNING, MORNING, _load_catalogue)
    timeline.plan(BEGINNING, MORNING, partial(_begin, organisation), minute=10)
    timeline.plan(BEGINNING, MORNING, partial(_open_sites, organisation), minute=20)
    for place, one in enumerate(organisation.people):
        day = min(one.joined, BEGINNING)
        act = partial(_join, organisation, one, password_hash)
        timeline.plan(day, MORNING + 1, act, minute=place // 2)
        timeline.plan(NOTICES_READ, 20, partial(_catch_up, one))
        if one.left is not None:
            timeline.plan(one.left, 17, partial(_leave, one))
        if one.first_written != one.name:
            timeline.plan(121, 11, partial(_correct_name, one))
    timeline.plan(CERTIFICATION_ENDED - 1, 1, _lapse)
    for given in organisation.roles:
        _plan_role(timeline, given)
    for approval in organisation.register:
        timeline.plan(approval.days_ago, 14, partial(_approve, approval))


def _load_catalogue() -> None:
    catalogue.load_builtin()
    bodies.load_builtin()
    behaviours.load_builtin()
    last_days = {
        "{registration_ends}": _days_ago(REGISTRATION_ENDED),
        "{certification_ends}": _days_ago(CERTIFICATION_ENDED),
    }
    text = (CONTENT / COUNTER_AWARD).read_text(encoding="utf-8")
    for slot, day in last_days.items():
        text = text.replace(slot, day)
    plan_of_it = read(text, source=COUNTER_AWARD, known=known())
    catalogue.import_catalogue(plan_of_it, actor=None)


def _days_ago(days: int) -> str:
    return (clock.today() + timedelta(days=BEGINNING - days)).isoformat()


def _begin(organisation: Organisation) -> None:
    named = {one.number: one for one in organisation.people}
    first, second = (
        accounts.make_account(
            staff_number=number, name=named[number].name, email=named[number].email
        )
        for number in organisation.first_administrators
    )
    db.session.flush()  # They are appointed by their ids.
    people.add_first_administrators(first, second)


def _open_sites(organisation: Organisation) -> None:
    administrator = person(organisation.first_administrators[0])
    for place in organisation.sites:
        opened = people.add_site(actor=administrator, code=place.code, name=place.name)
        for team in place.teams:
            people.add_team(opened, actor=administrator, name=team)


def _join(organisation: Organisation, one: Person, password_hash: str) -> None:
    first, second = organisation.first_administrators
    actor = person(second if one.number == first else first)
    at = site(one.site)
    team = sa.select(Team).where(Team.site_id == at.id, Team.name == one.team)
    post = people.Post(
        site=at,
        job_title=one.job,
        starts_on=clock.today() - timedelta(days=max(one.joined - BEGINNING, 0)),
        team=db.session.scalars(team).one(),
        manager=person(one.reports_to) if one.reports_to else None,
        hours=HoursPattern(one.hours),
        contract=ContractKind(one.contract),
    )
    if one.number in organisation.first_administrators:
        newcomer = person(one.number)
        people.place(newcomer, actor=actor, post=post)
    else:
        newcomer = people.join(
            actor=actor,
            staff_number=one.number,
            name=one.first_written,
            known_as="",
            email=one.email,
            post=post,
        )
    accounts.choose(newcomer, actor=newcomer, telling=Telling.DAILY, theme="")
    accounts.set_password(newcomer, actor=newcomer, password_hash=password_hash, how="code")


def _catch_up(one: Person) -> None:
    """Have them read what they were told so far, and ask for letters at once from now on."""
    reader = person(one.number)
    notifications.read_all(actor=reader)
    accounts.choose(reader, actor=reader, telling=Telling.AT_ONCE, theme="")


def _leave(one: Person) -> None:
    people.leave(person(one.number), actor=person("bh1003"), on=clock.today())


def _correct_name(one: Person) -> None:
    written = person(one.number)
    people.correct(
        written, actor=person("bh1003"), name=one.name, known_as="", email=written.email or ""
    )


def _lapse() -> None:
    registrations.lapse_overdue(registrations_under_review())


def _plan_role(timeline: Timeline, given: RoleGiven) -> None:
    timeline.plan(given.days_ago, 10, partial(_ask_for, given))
    if given.confirmed_by is not None:
        timeline.plan(given.days_ago, 12, partial(_confirm, given))


def _ask_for(given: RoleGiven) -> None:
    asking = person(given.asked_by)
    people.ask_for_role(
        person(given.who),
        actor=asking,
        role=Role(given.role),
        starts_on=clock.today(),
        why=given.reason,
        proof=proof_of(asking),
    )


def _confirm(given: RoleGiven) -> None:
    asked = db.session.scalars(
        sa.select(Appointment).where(
            Appointment.holder_id == person(given.who).id,
            Appointment.role == Role(given.role),
            Appointment.status == AppointmentStatus.ASKED,
        )
    ).one()
    confirming = person(given.confirmed_by or "")
    people.confirm_role(asked, actor=confirming, proof=proof_of(confirming))


def _approve(approval: Approval) -> None:
    in_training = Standing(approval.standing) is Standing.WORKING_TOWARDS
    for qualification in db.session.scalars(sa.select(Qualification)).all():
        entry = register.enter(
            holder=person(approval.who),
            qualification=qualification,
            duty=Duty(approval.duty),
            standing=Standing(approval.standing),
            award=approval.award,
            starts_on=clock.today(),
            ends_on=clock.today() + TRAINING_LASTS if in_training else None,
            actor=person("bh1005"),
        )
        register.check_competence(
            entry,
            actor=person("bh1005"),
            shown_by=COMPETENT,
            checked_by=person("bh1005").name,
            checked_on=clock.today(),
            review_on=clock.months_after(clock.today(), COMPETENCE_HOLDS),
        )
