"""Units, qualifications, certificates and skills that people hold or are at."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import date

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import Signature, SignedAs
from trainer.careers.queries.facts.kinds import Among, Found
from trainer.careers.rules.asking import Fact, Kind
from trainer.catalogue.models import Qualification, QualificationVersion, Unit, UnitVersion
from trainer.certificates.models import (
    Certificate,
    CertificateEvent,
    CertificateKind,
    CertificateStatus,
)
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.currency.queries.standing import rules_on
from trainer.currency.rules import standing
from trainer.extensions import db
from trainer.registrations.models import (
    LEFT,
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.training.models import Holding, HoldingTakenBack, Skill, SkillEquivalent


def units(among: Among, codes: Collection[str]) -> Found:
    """Gather units released, by whom and until when they are current, and those somebody is at."""
    day = clock.today()
    rules = rules_on(day)
    released = sa.and_(
        Signature.unit_assessment_id == UnitAssessment.id,
        Signature.cycle == UnitAssessment.cycle,
        Signature.signed_as == SignedAs.IQA,
    )
    rows = db.session.execute(
        sa.select(
            Registration.learner_id,
            Unit.id,
            Unit.code,
            UnitAssessment.status,
            UnitAssessment.achieved_on,
            Signature.printed_name,
            Registration.registered_on,
        )
        .join(UnitAssessment, UnitAssessment.registration_id == Registration.id)
        .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
        .join(Unit, Unit.id == UnitVersion.unit_id)
        .outerjoin(Signature, released)
        .where(
            Registration.learner_id.in_(among),
            Unit.code.in_(codes),
            UnitAssessment.status != UnitStatus.WITHDRAWN,
        )
    )
    for person_id, unit_id, code, status, achieved_on, name, registered_on in rows:
        key = Kind.UNIT, code
        if status is UnitStatus.ACHIEVED and achieved_on is not None:
            rule = rules.get(unit_id)
            ends_on = standing(achieved_on, rule, day).review_by if rule else None
            yield person_id, key, Fact(1, achieved_on, ends_on, _("Achieved"), name or "")
        elif status is not UnitStatus.NOT_STARTED:
            says = _("Under way")
            yield person_id, key, Fact(0, registered_on or date.min, None, says, under_way=True)


def _opened_again() -> sa.Exists:
    """Match registrations with a unit that was signed, was opened again, and is not achieved yet."""
    return sa.exists().where(
        UnitAssessment.registration_id == Registration.id,
        UnitAssessment.counts,
        UnitAssessment.cycle > 1,
        UnitAssessment.status != UnitStatus.ACHIEVED,
    )


def certificates(among: Among, codes: Collection[str]) -> Found:
    """Gather certificates of qualifications in force, with who issued each."""
    issued = sa.and_(
        CertificateEvent.certificate_id == Certificate.id,
        CertificateEvent.status == CertificateStatus.ISSUED,
    )
    rows = db.session.execute(
        sa.select(
            Certificate.learner_id,
            Qualification.code,
            Certificate.issued_at,
            Certificate.expires_on,
            Certificate.number,
            User.name,
        )
        .join(Registration, Registration.id == Certificate.registration_id)
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .join(Qualification, Qualification.id == QualificationVersion.qualification_id)
        .outerjoin(CertificateEvent, issued)
        .outerjoin(User, User.id == CertificateEvent.actor_id)
        .where(
            Certificate.learner_id.in_(among),
            Certificate.kind == CertificateKind.QUALIFICATION,
            Certificate.status == CertificateStatus.ISSUED,
            Qualification.code.in_(codes),
            ~_opened_again(),
        )
    )
    for person_id, code, issued_at, expires_on, number, name in rows:
        says = _("Certificate %(number)s", number=number)
        starts_on = issued_at.date() if issued_at else date.min
        yield (
            person_id,
            (Kind.QUALIFICATION, code),
            Fact(1, starts_on, expires_on, says, name or ""),
        )


def qualifications(among: Among, codes: Collection[str]) -> Found:
    """Gather registrations: what an awarding organisation awarded, and what somebody is at."""
    rows = db.session.execute(
        sa.select(
            Registration.learner_id,
            Qualification.code,
            Registration.status,
            _opened_again(),
            Registration.registered_on,
            sa.select(sa.func.max(UnitAssessment.achieved_on))
            .where(UnitAssessment.registration_id == Registration.id)
            .scalar_subquery(),
        )
        .join(QualificationVersion, QualificationVersion.id == Registration.version_id)
        .join(Qualification, Qualification.id == QualificationVersion.qualification_id)
        .where(
            Registration.learner_id.in_(among),
            Registration.status.not_in(LEFT),
            Qualification.code.in_(codes),
        )
    )
    for person_id, code, status, opened_again, registered_on, last_unit in rows:
        key, begun = (Kind.QUALIFICATION, code), registered_on or date.min
        if opened_again:
            says = _("A unit of it was opened again")
            yield person_id, key, Fact(0, begun, None, says, under_way=True)
        elif status is RegistrationStatus.CERTIFICATED:
            yield person_id, key, Fact(1, last_unit or begun, None, _("Awarded"))
        else:
            yield person_id, key, Fact(0, begun, None, _("Registered"), under_way=True)


def skills(among: Among, codes: Collection[str]) -> Found:
    """Gather skills held, and those that count as others; what was taken back counts nowhere."""
    asked, held = sa.orm.aliased(Skill), sa.orm.aliased(Skill)
    counting = sa.or_(
        asked.id == held.id,
        sa.exists().where(
            SkillEquivalent.skill_id == asked.id, SkillEquivalent.other_id == held.id
        ),
    )
    pairs = db.session.execute(
        sa.select(held.id, held.name, asked.code).join(asked, counting).where(asked.code.in_(codes))
    ).all()
    counts: dict[int, list[str]] = defaultdict(list)
    names = {}
    for skill_id, name, code in pairs:
        counts[skill_id].append(code)
        names[skill_id] = name
    rows = db.session.execute(
        sa.select(
            Holding.person_id, Holding.skill_id, Holding.starts_on, Holding.ends_on, User.name
        )
        .outerjoin(User, User.id == Holding.recorded_by_id)
        .where(
            Holding.person_id.in_(among),
            Holding.skill_id.in_(counts),
            Holding.id.not_in(sa.select(HoldingTakenBack.holding_id)),
        )
    )
    for person_id, skill_id, starts_on, ends_on, name in rows:
        fact = Fact(1, starts_on, ends_on, names[skill_id], name or "")
        for code in counts[skill_id]:
            yield person_id, (Kind.SKILL, code), fact


def units_giving(codes: Collection[str]) -> Mapping[str, set[str]]:
    """Say which of these skills a unit gives once it is released, by the code of the unit."""
    if not codes:
        return {}
    rows = db.session.execute(
        sa.select(Unit.code, Skill.code)
        .join(Skill, Skill.unit_id == Unit.id)
        .where(Skill.code.in_(codes))
    )
    given: dict[str, set[str]] = defaultdict(set)
    for unit, skill in rows:
        given[unit].add(skill)
    return given
