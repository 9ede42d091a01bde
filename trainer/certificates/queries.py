"""Certificates as pages list them, and the few facts a stranger may be shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import contains_eager, defer, joinedload, raiseload, selectinload

from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion
from trainer.certificates import policies
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus
from trainer.core.database import plain_code
from trainer.notifications.models import OutboxItem, Task
from trainer.registrations.models import Registration
from trainer.registrations.policies import COMPLETE


class Which(StrEnum):
    """Which certificates a list is about."""

    ALL = "all"
    ISSUED = "issued"
    REPLACED = "replaced"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Search:
    """Which certificates are looked for: by number, code, learner or title, and by state."""

    words: str = ""
    which: Which = Which.ALL
    sort: str = ""


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
        defer(Certificate.payload, raiseload=True),
        raiseload("*"),
    )


def exported(actor: User, search: Search) -> sa.Select[*tuple[Any, ...]]:
    """Select what a file says of each certificate found, in one statement."""
    return _found(actor, search).with_only_columns(
        Certificate.number,
        User.staff_number,
        User.name,
        QualificationVersion.title,
        Certificate.issued_at,
        Certificate.status,
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
        found = found.where(Certificate.status == CertificateStatus(search.which))
    newest = Certificate.id.desc()
    key = SORTS.get(search.sort.removeprefix("-"))
    if key is None:
        return found.order_by(newest)
    return found.order_by(key.desc() if search.sort.startswith("-") else key, newest)


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


def is_uncertified() -> sa.ColumnElement[bool]:
    """Match the complete registrations without a certificate of ours in force."""
    in_force = sa.exists().where(
        Certificate.registration_id == Registration.id,
        Certificate.status == CertificateStatus.ISSUED,
    )
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

    status: CertificateStatus
    since: datetime
    number: str
    learner: str
    title: str
    level: int | None
    credit: int | None
    organisation: str
    centre: str
    achieved_on: date
    issued_on: date
    units: tuple[str, ...]

    @classmethod
    def of(cls, status: CertificateStatus, since: datetime, says: Mapping[str, Any]) -> "Shown":
        """Take from what the certificate says only what may be shown."""
        return cls(
            status=status,
            since=since,
            number=says["number"],
            learner=says["learner"],
            title=says["title"],
            level=says["level"],
            credit=says["credit"],
            organisation=says["organisation"],
            centre=says["centre"],
            achieved_on=date.fromisoformat(says["achieved_on"]),
            issued_on=date.fromisoformat(says["issued_on"]),
            units=tuple(unit["title"] for unit in says["units"]),
        )


def shown_for(typed: str) -> sa.Select[tuple[CertificateStatus, datetime, dict[str, Any]]]:
    """Select the state, since when, and what is said, for a code typed in any spacing and case.

    The state is that of the latest event (INV15). One statement, found or not.
    """
    return (
        sa.select(CertificateEvent.status, CertificateEvent.at, Certificate.payload)
        .join(CertificateEvent.certificate)
        .where(Certificate.code == plain_code(typed))
        .order_by(CertificateEvent.id.desc())
        .limit(1)
    )
