"""Certificates as pages list them, and the few facts a stranger may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased, contains_eager, defer, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion
from trainer.certificates import policies
from trainer.certificates.models import (
    SOON,
    Certificate,
    CertificateEvent,
    CertificateStanding,
    CertificateStatus,
    Revocation,
    RevocationStatus,
    standing_of,
)
from trainer.core import clock
from trainer.core.database import plain_code
from trainer.core.prepared import prepared
from trainer.notifications.models import OutboxItem, Task
from trainer.registrations.models import Registration, UnitAssessment
from trainer.registrations.policies import COMPLETE


class Which(StrEnum):
    """Which certificates a list is about."""

    ALL = "all"
    ISSUED = "issued"
    ENDING = "ending"
    EXPIRED = "expired"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Search:
    """Which certificates are looked for: by number, code, learner or title, and by state."""

    words: str = ""
    which: Which = Which.ALL
    sort: str = ""


_before = aliased(Certificate)

SORTS: Mapping[str, sa.ColumnElement[Any]] = {
    "number": Certificate.number.expression,
    "learner": sa.func.lower(User.name),
    "title": sa.func.lower(QualificationVersion.title),
    "issued": Certificate.issued_at.expression,
}
"""What a list of certificates can be sorted by; without any, the newest comes first."""


def listed(actor: User, search: Search) -> sa.Select[Certificate]:
    """Select the certificates found, sorted, ready to list."""
    return _found(actor, search).options(
        contains_eager(Certificate.learner),
        contains_eager(Certificate.registration).contains_eager(Registration.version),
        joinedload(Certificate.unit).joinedload(UnitAssessment.unit_version),
        defer(Certificate.payload, raiseload=True),
        raiseload("*"),
    )


def exported(actor: User, search: Search) -> sa.Select[*tuple[Any, ...]]:
    """Select what a file says of each certificate found, in one statement: what is printed on it."""
    latest = (
        sa.select(sa.func.max(CertificateEvent.id))
        .where(CertificateEvent.certificate_id == Certificate.id)
        .correlate(Certificate)
        .scalar_subquery()
    )
    found = _found(actor, search).outerjoin(_before, _before.id == Certificate.replaces_id)
    return found.join(CertificateEvent, CertificateEvent.id == latest).with_only_columns(
        Certificate.number,
        User.staff_number,
        *(Certificate.payload[said].as_string() for said in ("learner", "title", "within")),
        Certificate.issued_at,
        Certificate.expires_on,
        Certificate.status,
        CertificateEvent.at,
        CertificateEvent.reason,
        _before.number,
        Certificate.purpose,
    )


def _found(actor: User, search: Search) -> sa.Select[Certificate]:
    found = (
        policies.visible_to(actor)
        .join(Certificate.learner)
        .join(Certificate.registration)
        .join(Registration.version)
    )
    for word in search.words.split():
        found = found.where(_matches(word))
    if search.which is not Which.ALL:
        found = found.where(_stands(search.which, clock.today()))
    newest = Certificate.id.desc()
    key = SORTS.get(search.sort.removeprefix("-"))
    if key is None:
        return found.order_by(newest)
    return found.order_by(key.desc() if search.sort.startswith("-") else key, newest)


def _stands(which: Which, today: date) -> sa.ColumnElement[bool]:
    """Match the certificates that stand so today, as `standing_of` says it of one."""
    if which in {Which.REPLACED, Which.REVOKED}:
        return Certificate.status == CertificateStatus(which)
    ends = Certificate.expires_on
    calendar: dict[Which, sa.ColumnElement[bool]] = {
        Which.ISSUED: sa.or_(ends.is_(None), ends > today),
        Which.ENDING: sa.and_(ends > today, ends <= today + SOON),
        Which.EXPIRED: ends <= today,
    }
    return sa.and_(Certificate.status == CertificateStatus.ISSUED, calendar[which])


def running_out(today: date) -> sa.Select[Certificate]:
    """Select the certificates that run out within 60 days, with whom they concern."""
    return (
        sa.select(Certificate)
        .where(_stands(Which.ENDING, today))
        .order_by(Certificate.id)
        .options(joinedload(Certificate.learner), joinedload(Certificate.registration))
    )


def _matches(word: str) -> sa.ColumnElement[bool]:
    return sa.or_(
        Certificate.number.icontains(word, autoescape=True),
        User.name.icontains(word, autoescape=True),
        QualificationVersion.title.icontains(word, autoescape=True),
        Certificate.code == plain_code(word),
    )


def held_by(learner: User) -> sa.Select[Certificate]:
    """Select someone's own certificates, newest first, ready to list."""
    return (
        sa.select(Certificate)
        .where(Certificate.learner_id == learner.id)
        .order_by(Certificate.id.desc())
        .options(raiseload("*"))
    )


def ready_to_issue(actor: User) -> sa.Select[Registration]:
    """Select the complete registrations without a certificate in force, longest waiting first."""
    return (
        policies.registrations_visible_to(actor)
        .where(is_uncertified())
        .order_by(Registration.id)
        .options(
            joinedload(Registration.learner),
            joinedload(Registration.version),
            joinedload(Registration.assessor),
            raiseload("*"),
        )
    )


def unit_to_issue(actor: User, unit_id: int) -> sa.Select[UnitAssessment]:
    """Select a unit whose certificate this person may be asked to issue."""
    theirs = policies.registrations_visible_to(actor).with_only_columns(Registration.id)
    return sa.select(UnitAssessment).where(
        UnitAssessment.id == unit_id, UnitAssessment.registration_id.in_(theirs)
    )


def is_uncertified() -> sa.ColumnElement[bool]:
    """Match the complete registrations without a certificate of ours in force."""
    in_force = sa.exists().where(Certificate.in_force_for(Registration.id, None))
    return sa.and_(Registration.status.in_(COMPLETE), ~in_force)


def whole(actor: User, certificate_id: int) -> sa.Select[Certificate]:
    """Select one certificate with its events and what it replaces, ready for its page."""
    return (
        policies.visible_to(actor)
        .where(Certificate.id == certificate_id)
        .options(
            joinedload(Certificate.replaces),
            selectinload(Certificate.events).joinedload(CertificateEvent.actor),
        )
    )


def replacement_of(certificate: Certificate) -> sa.Select[Certificate]:
    """Select the certificate that took this one's place."""
    return sa.select(Certificate).where(Certificate.replaces_id == certificate.id)


def proposal_about(certificate: Certificate) -> sa.Select[Revocation]:
    """Select what is proposed and not decided about a certificate."""
    return (
        sa.select(Revocation)
        .where(
            Revocation.certificate_id == certificate.id,
            Revocation.status == RevocationStatus.PROPOSED,
        )
        .options(joinedload(Revocation.proposed_by))
    )


def last_revocation_of(certificate: Certificate) -> sa.Select[Revocation]:
    """Select the last proposal to take a certificate back, whatever became of it."""
    return (
        sa.select(Revocation)
        .where(Revocation.certificate_id == certificate.id)
        .order_by(Revocation.id.desc())
        .limit(1)
        .options(joinedload(Revocation.proposed_by), joinedload(Revocation.decided_by))
    )


def trouble_with(certificate: Certificate) -> sa.Select[str]:
    """Select what stood in the way of its PDF the last time."""
    return (
        sa.select(OutboxItem.trouble)
        .where(
            OutboxItem.task == Task.RENDER_CERTIFICATE,
            OutboxItem.payload["certificate_id"].as_integer() == certificate.id,
        )
        .order_by(OutboxItem.id.desc())
        .limit(1)
    )


@dataclass(frozen=True)
class Shown:
    """All that a stranger is told about a certificate: what it says, less who judged."""

    standing: CertificateStanding
    since: datetime
    number: str
    learner: str
    title: str
    within: str | None
    level: int | None
    credit: int | None
    organisation: str
    centre: str
    achieved_on: date
    issued_on: date
    expires_on: date | None
    units: tuple[str, ...]

    @classmethod
    def of(cls, status: CertificateStatus, since: datetime, says: Mapping[str, Any]) -> "Shown":
        """Take from what the certificate says only what may be shown."""
        runs_out = says.get("expires_on")
        expires_on = date.fromisoformat(runs_out) if runs_out else None
        standing = standing_of(status, expires_on, clock.today())
        if standing is CertificateStanding.EXPIRED and expires_on is not None:
            since = clock.end_of(expires_on - timedelta(days=1))
        return cls(
            standing=standing,
            since=since,
            number=says["number"],
            learner=says["learner"],
            title=says["title"],
            within=says.get("within"),
            level=says["level"],
            credit=says["credit"],
            organisation=says["organisation"],
            centre=says["centre"],
            achieved_on=date.fromisoformat(says["achieved_on"]),
            issued_on=date.fromisoformat(says["issued_on"]),
            expires_on=expires_on,
            units=tuple(unit["title"] for unit in says["units"]),
        )


@prepared
def shown_for(code: Any) -> sa.Select[tuple[CertificateStatus, datetime, dict[str, Any]]]:
    """Select the state, since when, and what is said, for a code.

    The state is that of the latest event (INV15). One statement, found or not; what is only
    drafted is not found.
    """
    return (
        sa.select(CertificateEvent.status, CertificateEvent.at, Certificate.payload)
        .join(CertificateEvent.certificate)
        .where(
            Certificate.code == code,
            CertificateEvent.status != CertificateStatus.DRAFTED,
        )
        .order_by(CertificateEvent.id.desc())
        .limit(1)
    )
