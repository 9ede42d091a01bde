"""Registrations that have come to their end, and certificates issued for them."""

import itertools
from datetime import date
from io import BytesIO

import pikepdf
from flask import current_app

from tests.factories import make_user
from tests.factories_people import make_holder, proof_of
from trainer.accounts.models import User
from trainer.assessments.models import CriterionStanding, CriterionState
from trainer.catalogue.models import (
    Criterion,
    Facts,
    Framework,
    FrameworkKind,
    GroupedUnit,
    LearningOutcome,
    OutcomeKind,
    Qualification,
    QualificationNumber,
    QualificationVersion,
    Unit,
    UnitGroup,
    UnitVersion,
    Wording,
)
from trainer.certificates import actions
from trainer.certificates.models import Certificate, Rendering, Revocation
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Role
from trainer.quality.models import Release, ReleaseLine
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)
from trainer.signing.signer import Signer

TITLE = "Level 2 Diploma in Customer Service"
ASSESSOR, IQA = "Xerxes Markerjudge", "Yolanda Markersigner"
"""Names that must never reach a stranger."""

_numbers = itertools.count(1)


def make_unit(title: str = "Deliver customer service", *, criteria: int = 2) -> UnitVersion:
    """A unit with one outcome."""
    code = f"Q/900/{next(_numbers):04d}"
    version = UnitVersion(
        unit=Unit(code=code),
        number=1,
        code=code,
        title=title,
        level=2,
        credit=5,
        facts=Facts.SOURCED,
        wording=Wording.OWN,
        content_hash="1" * 64,
        published_at=clock.now(),
    )
    outcome = LearningOutcome(
        unit_version=version, number="1", title="Serve", kind=OutcomeKind.COMPETENCE, position=1
    )
    for position in range(1, criteria + 1):
        Criterion(
            unit_version=version,
            outcome=outcome,
            number=f"1.{position}",
            text="Serve well",
            position=position,
        )
    return version


def make_version(*, units: int = 2, title: str = TITLE) -> QualificationVersion:
    """A qualification of one group that has to be taken whole."""
    number = next(_numbers)
    framework = Framework(code=f"f{number}", title="House", kind=FrameworkKind.SCHEME)
    version = QualificationVersion(
        qualification=Qualification(code=f"q{number}", framework=framework),
        number=1,
        title=title,
        level=2,
        credit=5 * units,
        facts=Facts.SOURCED,
        rules=[{"type": "all_of_group", "group": "M"}],
        content_hash=f"{number:064}",
        published_at=clock.now(),
    )
    group = UnitGroup(version=version, code="M", title="Mandatory", position=1)
    for position in range(1, units + 1):
        unit = make_unit(f"Unit {position} of the diploma")
        group.members.append(GroupedUnit(unit_version=unit, position=position))
    version.numbers.append(QualificationNumber(organisation="City Awards", number="601/0000/1"))
    db.session.add(version)
    db.session.commit()
    return version


def make_complete(
    learner: User,
    *,
    version: QualificationVersion | None = None,
    status: RegistrationStatus = RegistrationStatus.CLAIM_READY,
) -> Registration:
    """A registration whose every unit is achieved and released, ready for its certificate."""
    version = version or make_version()
    registration = Registration(
        learner=learner,
        version=version,
        assessor=make_user(ASSESSOR),
        iqa=make_user(IQA),
        awarding=version.numbers[0],
        status=status,
        registered_on=date(2026, 1, 5),
    )
    release = Release(
        iqa=registration.iqa,
        statement="Released.",
        printed_name=IQA,
        reauthenticated_at=clock.now(),
    )
    db.session.add_all([registration, release])
    for position, member in enumerate(version.groups[0].members, start=1):
        unit = UnitAssessment(
            registration=registration,
            unit_version=member.unit_version,
            group_code="M",
            position=position,
            status=UnitStatus.ACHIEVED,
            achieved_on=date(2026, 10, position),
        )
        db.session.add(ReleaseLine(release=release, unit_assessment=unit, cycle=1, sampled=True))
        db.session.flush()
        for criterion in member.unit_version.criteria:
            db.session.add(
                CriterionStanding(
                    unit_assessment_id=unit.id,
                    criterion_id=criterion.id,
                    state=CriterionState.MET,
                )
            )
    db.session.commit()
    return registration


def make_administrator(name: str = "Tess Admin", *, password: str = "") -> User:
    """Somebody who issues certificates."""
    return make_holder(name, Role.TRAINING_ADMIN, password=password)


def propose_to_revoke(
    certificate: Certificate, *, by: User, reason: str = "Copied work."
) -> Revocation:
    """A proposal to take a certificate back."""
    revocation = actions.propose_revocation(
        certificate, actor=by, proof=proof_of(by), reason=reason, evidence="Seen in both folders."
    )
    db.session.commit()
    return revocation


def revoke_by_two(certificate: Certificate, *, by: User, reason: str = "Copied work.") -> None:
    """Have one administrator propose to take a certificate back, and another confirm it."""
    revocation = propose_to_revoke(certificate, by=by, reason=reason)
    other = make_administrator("Una Second")
    actions.confirm_revocation(revocation, actor=other, proof=proof_of(other))
    db.session.commit()


def make_certificate(
    learner: User, *, by: User | None = None, registration: Registration | None = None
) -> Certificate:
    """A certificate in force."""
    by = by or make_administrator()
    certificate = actions.issue(
        registration or make_complete(learner),
        actor=by,
        proof=proof_of(by),
        config=current_app.extensions["trainer"],
    )
    db.session.commit()
    return certificate


def keep_pdf(
    certificate: Certificate, *, code: str = "", link: str = "", signed: bool = True
) -> None:
    """Give a certificate a PDF as the worker would: short, signed, and kept with its hash."""
    content = _short_pdf(f"{code or certificate.shown_code} {link}")
    if signed:
        made = Signer(current_app.extensions["trainer"]).sign(content)
        content, certificate.signed_with = made.content, made.key_id
    stored = current_app.extensions["store"].put_stream([content], limit=len(content))
    certificate.pdf_key, certificate.pdf_sha256 = stored.key, stored.sha256
    certificate.rendering = Rendering.READY
    db.session.flush()


def _short_pdf(keywords: str) -> bytes:
    made = BytesIO()
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.docinfo["/Keywords"] = keywords
        pdf.save(made)
    return made.getvalue()
