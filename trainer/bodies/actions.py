"""Every write about bodies: the list, grades and what leads to them, memberships, certificates."""

from datetime import date
from importlib import resources
from typing import Any

import sqlalchemy as sa
import yaml

from trainer.accounts.models import User
from trainer.bodies import policies
from trainer.bodies.events import (
    AccreditationDated,
    BodyAdded,
    ElsewhereDated,
    ElsewhereRecorded,
    GradeAdded,
    MappingAdded,
    MappingDropped,
    MembershipDated,
    MembershipRecorded,
    SchemeAccredited,
)
from trainer.bodies.models import (
    BodyGrade,
    ElsewhereCertificate,
    GradeMapping,
    Lasting,
    Membership,
    ProfessionalBody,
    ProofFile,
    SchemeAccreditation,
)
from trainer.catalogue.models import Facts, FrameworkKind, Qualification
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.storage.uploads import Upload


def load_builtin(*, actor: User | None = None) -> int:
    """Add the bodies Trainer comes with, marked unverified; those there already stay as they are."""
    text = (resources.files("trainer.bodies") / "builtin.yaml").read_text(encoding="utf-8")
    held = set(db.session.scalars(sa.select(ProfessionalBody.code)))
    new = [one for one in yaml.safe_load(text)["bodies"] if one["code"] not in held]
    for told in new:
        _load(told, actor)
    return len(new)


def _load(told: dict[str, Any], actor: User | None) -> None:
    body = ProfessionalBody(code=told["code"], name=told["name"], note=told.get("note", ""))
    db.session.add(body)
    for position, one in enumerate(told.get("grades", [])):
        grade = BodyGrade(body=body, name=one["name"], position=position)
        db.session.add(grade)
        for lead in one.get("leads", []):
            kind = FrameworkKind(lead["kind"])
            also = lead.get("also", "")
            db.session.add(GradeMapping(grade=grade, kind=kind, level=lead["level"], also=also))
    publish(BodyAdded(actor=actor, subject=body, code=body.code))


def add_body(*, actor: User, code: str, name: str, note: str = "") -> ProfessionalBody:
    """Add a body; whoever adds it answers for what they write of it."""
    require(policies.may_keep_bodies(actor))
    for field, value in (("code", code), ("name", name)):
        if db.session.scalar(sa.select(ProfessionalBody.id).where(policies.is_called(value))):
            raise Unacceptable(_("There is a body called so already."), field)
    body = ProfessionalBody(code=code, name=name, note=note, facts=Facts.UNVERIFIED)
    db.session.add(body)
    publish(BodyAdded(actor=actor, subject=body, code=code))
    return body


def add_grade(body: ProfessionalBody, *, actor: User, name: str) -> BodyGrade:
    """Add a grade above those there are."""
    require(policies.may_keep_bodies(actor))
    if any(one.name.casefold() == name.casefold() for one in body.grades):
        raise Unacceptable(_("There is a grade called so already."), "name")
    grade = BodyGrade(body=body, name=name, position=len(body.grades))
    db.session.add(grade)
    publish(GradeAdded(actor=actor, subject=grade, body=body, name=name))
    return grade


def add_mapping(
    grade: BodyGrade,
    *,
    actor: User,
    qualification: Qualification | None = None,
    kind: FrameworkKind | None = None,
    level: int | None = None,
    also: str = "",
) -> GradeMapping:
    """Say what may lead to a grade: one qualification, or a kind of them from a level on."""
    require(policies.may_keep_bodies(actor))
    if (qualification is None) == (kind is None):
        raise Unacceptable(_("Choose one qualification, or else a kind of them."), "qualification")
    mapping = GradeMapping(
        grade=grade, qualification=qualification, kind=kind, level=level, also=also
    )
    db.session.add(mapping)
    publish(MappingAdded(actor=actor, subject=mapping, grade=grade))
    return mapping


def drop_mapping(mapping: GradeMapping, *, actor: User) -> None:
    """Say that it no longer leads to the grade."""
    require(policies.may_keep_bodies(actor))
    publish(MappingDropped(actor=actor, subject=mapping, grade=mapping.grade))
    db.session.delete(mapping)


def record_membership(
    body: ProfessionalBody,
    *,
    actor: User,
    starts_on: date,
    holder: User | None = None,
    grade: BodyGrade | None = None,
    ends_on: date | None = None,
    number: str = "",
    proof: str = "",
) -> Membership:
    """Write down that somebody, or the organisation itself, is a member of a body."""
    require(policies.may_record_membership(actor, holder))
    check_days(starts_on, ends_on)
    if grade is not None and grade.body_id != body.id:
        raise Unacceptable(_("That grade belongs to another body."), "grade")
    membership = Membership(
        body=body,
        holder=holder,
        grade=grade,
        number=number,
        proof=proof,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=actor,
    )
    db.session.add(membership)
    publish(
        MembershipRecorded(
            actor=actor,
            subject=membership,
            body=body,
            holder=holder,
            proof=Sealed(proof),
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    return membership


def renew_membership(membership: Membership, *, actor: User, ends_on: date) -> None:
    """Let a membership hold until another day: later once renewed, earlier when it is given up."""
    require(policies.may_record_membership(actor, membership.holder))
    former = _set_end(membership, ends_on)
    publish(
        MembershipDated(
            actor=actor,
            subject=membership,
            body=membership.body,
            holder=membership.holder,
            former=former,
            ends_on=ends_on,
        )
    )


def record_certificate(
    holder: User,
    *,
    actor: User,
    title: str,
    issuer: str,
    starts_on: date,
    proof: str,
    ends_on: date | None = None,
    number: str = "",
    upload: Upload | None = None,
) -> ElsewhereCertificate:
    """Write down a certificate earned elsewhere, and what shows it."""
    require(policies.may_record_certificate(actor, holder))
    check_days(starts_on, ends_on)
    certificate = ElsewhereCertificate(
        holder=holder,
        title=title,
        issuer=issuer,
        number=number,
        proof=proof,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by=actor,
        file=_proof_file(upload) if upload else None,
    )
    db.session.add(certificate)
    publish(
        ElsewhereRecorded(
            actor=actor,
            subject=certificate,
            holder=holder,
            proof=Sealed(proof),
            sha256=upload.stored.sha256 if upload else "",
            ends_on=ends_on,
        )
    )
    return certificate


def _proof_file(upload: Upload) -> ProofFile:
    return ProofFile(
        name=upload.name,
        media_type=upload.inspected.media_type,
        size=upload.stored.size,
        sha256=upload.stored.sha256,
        key=upload.stored.key,
    )


def renew_certificate(certificate: ElsewhereCertificate, *, actor: User, ends_on: date) -> None:
    """Let a certificate from elsewhere hold until another day."""
    require(policies.may_record_certificate(actor, certificate.holder))
    former = _set_end(certificate, ends_on)
    publish(
        ElsewhereDated(
            actor=actor,
            subject=certificate,
            holder=certificate.holder,
            former=former,
            ends_on=ends_on,
        )
    )


def accredit_scheme(
    qualification: Qualification,
    *,
    actor: User,
    body: ProfessionalBody,
    reference: str,
    starts_on: date,
    ends_on: date | None = None,
) -> SchemeAccreditation:
    """Write down that a body accredits a scheme, by the body's own reference."""
    require(policies.may_keep_bodies(actor))
    check_days(starts_on, ends_on)
    accreditation = SchemeAccreditation(
        qualification=qualification,
        body=body,
        reference=reference,
        starts_on=starts_on,
        ends_on=ends_on,
        recorded_by_id=actor.id,
    )
    db.session.add(accreditation)
    publish(
        SchemeAccredited(
            actor=actor,
            subject=accreditation,
            qualification=qualification,
            body=body,
            reference=reference,
            starts_on=starts_on,
            ends_on=ends_on,
        )
    )
    return accreditation


def renew_accreditation(accreditation: SchemeAccreditation, *, actor: User, ends_on: date) -> None:
    """Let a scheme's accreditation hold until another day."""
    require(policies.may_keep_bodies(actor))
    former = _set_end(accreditation, ends_on)
    publish(
        AccreditationDated(
            actor=actor,
            subject=accreditation,
            qualification=accreditation.qualification,
            former=former,
            ends_on=ends_on,
        )
    )


def _set_end(lasting: Lasting, ends_on: date) -> date | None:
    check_days(lasting.starts_on, ends_on)
    former, lasting.ends_on = lasting.ends_on, ends_on
    return former


def check_days(starts_on: date, ends_on: date | None) -> None:
    """Refuse what would be over before it began."""
    if ends_on is not None and ends_on <= starts_on:
        raise Unacceptable(_("Choose a day after the one it starts on."), "ends_on")
