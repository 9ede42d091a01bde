"""Come here for the badge of a certificate: what it says, making it, and whether it still holds."""

import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from trainer.assessments.models import CriterionState, JudgedFile, JudgedItem, Judgement
from trainer.badges import status
from trainer.badges.achievement import CriterionMet
from trainer.badges.addresses import Addresses
from trainer.badges.credential import BadgeContent, credential_of
from trainer.badges.models import Badge
from trainer.badges.signing import SignedBadge, prove, sign
from trainer.catalogue.models import (
    Criterion,
    GroupedUnit,
    Qualification,
    QualificationVersion,
    Unit,
    UnitGroup,
    UnitVersion,
)
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.config import Config
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration, UnitAssessment
from trainer.signing.store import KeyStore
from trainer.web.transactions import unit_of_work

ENDED = (CertificateStatus.REVOKED, CertificateStatus.REPLACED)


def make_badge(certificate_id: int, config: Config, keys: KeyStore) -> str:
    """Make the badge of a certificate as a token, once; asked again, return what there is."""
    with unit_of_work():
        badge = _begun(certificate_id)
        if badge.token is None:
            certificate = db.session.get_one(Certificate, certificate_id)
            addresses = Addresses.of(config)
            credential = credential_of(_content(certificate, badge, config), addresses)
            badge.token = sign(credential, keys.badge_key(), addresses)
        return badge.token


def prove_badge(certificate_id: int, token: str, config: Config, keys: KeyStore) -> SignedBadge:
    """Make the form of a badge that carries its proof, once: when somebody first wants it.

    It takes long, so it is written down in a transaction of its own; the first of two counts.
    """
    proved = prove(token, keys.badge_key(), Addresses.of(config), at=clock.now())
    with unit_of_work():
        badge = _begun(certificate_id)
        badge.document = badge.document or proved.document
        return SignedBadge(badge.document, token)


def certificate_called(code: str) -> sa.Select[int]:
    """Select the id of the certificate that was issued under a code."""
    return sa.select(Certificate.id).where(
        Certificate.code == code, Certificate.status != CertificateStatus.DRAFTED
    )


def badge_by_code(code: str) -> sa.Select[*tuple[Any, ...]]:
    """Select a badge in its forms, with its certificate's id and number, by the certificate's code."""
    return (
        sa.select(Certificate.id, Certificate.number, Badge.token, Badge.document)
        .join(Certificate, Certificate.id == Badge.certificate_id)
        .where(
            Certificate.code == code,
            Certificate.status != CertificateStatus.DRAFTED,
            Badge.token.is_not(None),
        )
    )


@dataclass(frozen=True)
class Awarded:
    """What a badge is awarded for: a version of a qualification, or of one unit."""

    identifier: str
    number: int
    title: str
    credit: int | None
    units: tuple[int, ...]


def awarded(identifier: str, number: int) -> Awarded | None:
    """Find that for which there is a badge; of other versions nothing is told."""
    return _awarded_whole(identifier, number) or _awarded_unit(identifier, number)


def _awarded_whole(identifier: str, number: int) -> Awarded | None:
    version = db.session.scalar(
        sa.select(QualificationVersion)
        .join(QualificationVersion.qualification)
        .where(
            Qualification.identifier == identifier,
            QualificationVersion.number == number,
            sa.exists()
            .where(Badge.certificate_id == Certificate.id, Certificate.unit_id.is_(None))
            .where(Certificate.registration_id == Registration.id)
            .where(Registration.version_id == QualificationVersion.id),
        )
    )
    if version is None:
        return None
    units = db.session.scalars(_units_in(version))
    return Awarded(identifier, number, version.title, version.credit, tuple(units))


def _awarded_unit(identifier: str, number: int) -> Awarded | None:
    version = db.session.scalar(
        sa.select(UnitVersion)
        .join(UnitVersion.unit)
        .where(
            Unit.identifier == identifier,
            UnitVersion.number == number,
            sa.exists()
            .where(Badge.certificate_id == Certificate.id)
            .where(Certificate.unit_id == UnitAssessment.id)
            .where(UnitAssessment.unit_version_id == UnitVersion.id),
        )
    )
    if version is None:
        return None
    return Awarded(identifier, number, version.title, version.credit, (version.id,))


def _units_in(version: QualificationVersion) -> sa.Select[int]:
    """Select the versions of units that a qualification offers."""
    return (
        sa.select(GroupedUnit.unit_version_id)
        .join(UnitGroup, UnitGroup.id == GroupedUnit.group_id)
        .where(UnitGroup.version_id == version.id)
    )


def has_badge(certificate: Certificate) -> sa.Select[bool]:
    """Select whether the badge of a certificate in force is made."""
    made = sa.exists().where(Badge.certificate_id == certificate.id, Badge.token.is_not(None))
    return sa.select(made & sa.literal(certificate.status is CertificateStatus.ISSUED))


def ended_in(number: int) -> sa.Select[int]:
    """Select the places in a status list of the badges that no longer hold."""
    return (
        sa.select(Badge.place)
        .join(Certificate, Certificate.id == Badge.certificate_id)
        .where(Badge.status_list == number, Certificate.status.in_(ENDED))
    )


def _begun(certificate_id: int) -> Badge:
    badge = db.session.scalar(sa.select(Badge).where(Badge.certificate_id == certificate_id))
    if badge is None:
        number, place = status.free_place()
        badge = Badge(
            certificate_id=certificate_id,
            status_list=number,
            place=place,
            salt=secrets.token_hex(16),
        )
        db.session.add(badge)
    return badge


def _content(certificate: Certificate, badge: Badge, config: Config) -> BadgeContent:
    says, units = certificate.payload, _units(certificate)
    identifier, number = _named(certificate)
    issued_at = certificate.issued_at
    if issued_at is None:
        raise ValueError("A certificate that is only drafted has no badge.")
    return BadgeContent(
        code=certificate.code,
        title=says["title"],
        identifier=identifier,
        version=number,
        credit=says["credit"],
        organisation=says["organisation"],
        learner=says["learner"],
        email=certificate.learner.email or "",
        salt=badge.salt,
        issued_at=issued_at,
        ends_at=_end(says.get("expires_on"), config),
        criteria=tuple(criteria_of(unit.unit_version_id for unit in units)),
        files=tuple(db.session.scalars(_files(unit.id for unit in units))),
        status_list=badge.status_list,
        place=badge.place,
    )


def _named(certificate: Certificate) -> tuple[str, int]:
    """Name what is certified among frameworks: the qualification or the unit, and its version."""
    if certificate.unit is not None:
        of_unit = certificate.unit.unit_version
        return of_unit.unit.identifier, of_unit.number
    version = certificate.registration.version
    return version.qualification.identifier, version.number


def _end(runs_out: str | None, config: Config) -> datetime | None:
    """Tell the last instant at which it holds, given the first day on which it does not."""
    if runs_out is None:
        return None
    return clock.end_of(date.fromisoformat(runs_out) - timedelta(days=1), config.zone)


def _units(certificate: Certificate) -> list[UnitAssessment]:
    """Find the units the certificate counts, by their codes, as it was written down."""
    counted = [unit["code"] for unit in certificate.payload["units"]]
    return list(
        db.session.scalars(
            sa.select(UnitAssessment)
            .join(UnitVersion, UnitVersion.id == UnitAssessment.unit_version_id)
            .where(
                UnitAssessment.registration_id == certificate.registration_id,
                UnitAssessment.counts,
                UnitVersion.code.in_(counted),
            )
            .order_by(UnitAssessment.position)
        )
    )


def criteria_of(unit_version_ids: Iterable[int]) -> list[CriterionMet]:
    """List the criteria of versions of units, as badges name them."""
    rows: Any = db.session.execute(
        sa.select(Criterion.identifier, UnitVersion.code, UnitVersion.title, Criterion.number)
        .join(UnitVersion, UnitVersion.id == Criterion.unit_version_id)
        .where(Criterion.unit_version_id.in_(list(unit_version_ids)))
        .order_by(UnitVersion.code, Criterion.position)
    )
    return [CriterionMet(*row) for row in rows]


def _files(unit_ids: Iterable[int]) -> sa.Select[str]:
    """Select the hashes of the files on which a criterion was judged met, each once."""
    superseding = aliased(Judgement)
    return (
        sa.select(JudgedFile.sha256)
        .distinct()
        .join(JudgedFile.item)
        .join(JudgedItem.judgement)
        .where(
            Judgement.unit_assessment_id.in_(list(unit_ids)),
            Judgement.outcome == CriterionState.MET,
            ~sa.exists().where(superseding.supersedes_id == Judgement.id),
        )
        .order_by(JudgedFile.sha256)
    )
