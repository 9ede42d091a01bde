"""Come here for what the organisation and its people hold with professional bodies."""

from datetime import timedelta
from functools import partial

import sqlalchemy as sa

from trainer.assessors import actions as register
from trainer.assessors.models import Duty, RegisterEntry, Standing
from trainer.bodies import actions as bodies
from trainer.bodies.models import Membership, ProfessionalBody
from trainer.bodies.queries import called
from trainer.catalogue.comparing import is_latest
from trainer.catalogue.dates import correct_end_dates
from trainer.catalogue.models import Assessed, QualificationVersion
from trainer.core import clock
from trainer.demo.builder.cast import person, version
from trainer.demo.builder.timeline import Timeline
from trainer.extensions import db

ADMINISTRATOR = "bh1005"
JOINED, RENEWED, REGISTERED = 489, 320, 480
"""So many days ago the organisation joined, the membership was renewed, the register was complete."""

GUILD = "Harbour Guild of Service (fictional)"


def plan(timeline: Timeline) -> None:
    """Put the memberships and accreditations on the timeline."""
    timeline.plan(JOINED, 15, _join)
    timeline.plan(REGISTERED, 15, _accredit_assessors)
    timeline.plan(RENEWED, 11, _renew)
    timeline.plan(200, 10, _accredit_scheme)
    timeline.plan(150, 10, _record_people)
    timeline.plan(30, 10, _put_right)
    timeline.plan(40, 16, partial(_record_own, "bh1704"))


def _body(name: str) -> ProfessionalBody:
    found = called(name)
    if found is None:
        raise LookupError(name)
    return found


def _join() -> None:
    bodies.record_membership(
        _body("ICS"),
        actor=person(ADMINISTRATOR),
        number="BH-0417",
        proof="Letter of membership, in the training office",
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=365),
    )


def _renew() -> None:
    ours = db.session.scalars(sa.select(Membership).where(Membership.holder_id.is_(None))).one()
    ends_on = clock.today() + timedelta(days=RENEWED + 45)
    bodies.renew_membership(ours, actor=person(ADMINISTRATOR), ends_on=ends_on)


def _accredit_assessors() -> None:
    entries = db.session.execute(
        sa.select(RegisterEntry, QualificationVersion.body)
        .join(
            QualificationVersion,
            QualificationVersion.qualification_id == RegisterEntry.qualification_id,
        )
        .where(
            is_latest(),
            QualificationVersion.assessed == Assessed.INTERVIEW,
            RegisterEntry.duty == Duty.ASSESS,
            RegisterEntry.standing == Standing.QUALIFIED,
        )
    ).all()
    for entry, name in entries:
        register.accredit(
            entry,
            actor=person(ADMINISTRATOR),
            body=_body(name),
            reference=f"AS-{entry.holder_id:04d}",
            starts_on=clock.today(),
        )


def _accredit_scheme() -> None:
    actor = person(ADMINISTRATOR)
    guild = bodies.add_body(
        actor=actor, code="HGS", name=GUILD, note="Made up for the demonstration."
    )
    bodies.accredit_scheme(
        version("brackenhall-service").qualification,
        actor=actor,
        body=guild,
        reference="HGS-2214",
        starts_on=clock.today(),
        ends_on=clock.today() + timedelta(days=730),
    )


def _record_people() -> None:
    actor, manager = person(ADMINISTRATOR), person("bh1701")
    ilm = _body("ILM")
    bodies.record_membership(
        ilm,
        actor=actor,
        holder=manager,
        grade=next(one for one in ilm.grades if one.name == "Member"),
        number="M-55120",
        proof="Membership card, seen at the appraisal",
        starts_on=clock.today() - timedelta(days=300),
        ends_on=clock.today() + timedelta(days=600),
    )
    bodies.record_certificate(
        manager,
        actor=actor,
        title="Certified Customer Service Manager (CCSM)",
        issuer="A training provider",
        proof="The certificate itself, seen in the training office",
        starts_on=clock.today() - timedelta(days=400),
        ends_on=clock.today() + timedelta(days=150 + 60),
    )


def _record_own(number: str) -> None:
    holder = person(number)
    bodies.record_certificate(
        holder,
        actor=holder,
        title="First aid at work",
        issuer="A first-aid charity",
        proof="The card, in my locker",
        starts_on=clock.today() - timedelta(days=20),
    )


def _put_right() -> None:
    """Let one of the made-up organisations stop taking learners soon."""
    number = next(
        one for one in version("counter-award").numbers if one.organisation == "Wharfside Awards"
    )
    correct_end_dates(
        number,
        actor=person(ADMINISTRATOR),
        registration_ends=clock.today() + timedelta(days=30 + 75),
        certification_ends=clock.today() + timedelta(days=30 + 440),
        reason="A letter from Wharfside Awards",
    )
