"""For each check, what somebody would do to the records behind the application's back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import sqlalchemy as sa

from tests.factories import make_user
from tests.factories_assessments import make_unit
from trainer.accounts.models import LoginSession, User
from trainer.assessments.models import (
    CriterionStanding,
    CriterionState,
    JudgedFile,
    Judgement,
    Signature,
    SignedAs,
)
from trainer.assessors.models import (
    CompetenceCheck,
    ConflictKind,
    ConflictOfInterest,
    Duty,
    RegisterEntry,
    Standing,
    Suspension,
)
from trainer.audit.models import LedgerEntry, SealedText
from trainer.catalogue.models import Assessed, Criterion, QualificationVersion
from trainer.certificates.models import Certificate, CertificateEvent, CertificateStatus
from trainer.core import clock
from trainer.extensions import db
from trainer.feeds.models import OfferStatus, ProductKind, WorkProduct
from trainer.logs.models import EvidenceKind, Item, Revision
from trainer.quality.models import IqaAction, Release, ReleaseLine
from trainer.registrations.models import (
    Registration,
    RegistrationStatus,
    UnitAssessment,
    UnitStatus,
)

Break = Callable[[], object]
TOMORROW, AN_HOUR = timedelta(days=1), timedelta(hours=1)


def set_all(model: type[Any], *which: sa.ColumnElement[bool], **values: Any) -> Break:
    return lambda: db.session.execute(sa.update(model).where(*which).values(**values))


def first(model: type[Any]) -> Any:
    return db.session.scalars(sa.select(model).order_by(model.id)).first()


def without_checks(table: str, *names: str) -> None:
    """Take check constraints off; on SQLite all of them, until the test's clean-up."""
    if db.engine.dialect.name == "sqlite":
        db.session.execute(sa.text("PRAGMA ignore_check_constraints = ON"))
    else:
        for name in names:
            db.session.execute(sa.text(f"ALTER TABLE {table} DROP CONSTRAINT {name}"))


def _judge_oneself() -> None:
    without_checks("judgements", "ck_judgements_not_ones_own_work")
    db.session.execute(sa.update(Judgement).values(learner_id=Judgement.judge_id))


def _use_another_s_product() -> None:
    item, release = first(Item), first(Release)
    db.session.add(
        WorkProduct(
            person_id=release.iqa_id,
            kind=ProductKind.COMPLIMENT,
            happened_on=clock.today(),
            reference="CP-1",
            source="x.csv",
            brought_by_id=item.owner_id,
            status=OfferStatus.USED,
            item_id=item.id,
        )
    )


def unregister(duty: Duty) -> Break:
    return set_all(RegisterEntry, RegisterEntry.duty == duty, starts_on=clock.today() + TOMORROW)


def _suspend_before(duty: Duty) -> Break:
    """Say that the entry had been suspended all the while."""

    def suspended() -> None:
        for entry in db.session.scalars(sa.select(RegisterEntry).where(RegisterEntry.duty == duty)):
            entry.suspensions.append(
                Suspension(reason="–", suspended_at=clock.now() - TOMORROW, lifted_at=None)
            )

    return suspended


def _ask_again_suspended() -> None:
    unit, release = first(UnitAssessment), first(Release)
    db.session.add(
        IqaAction(unit_assessment=unit, cycle=1, iqa_id=release.iqa_id, note="–", criterion_ids=[])
    )
    _suspend_before(Duty.VERIFY)()


def _countersign_unqualified() -> None:
    told = db.session.scalars(
        sa.select(Signature).where(Signature.signed_as == SignedAs.ASSESSOR)
    ).one()
    copied = {
        column.key: getattr(told, column.key)
        for column in sa.inspect(Signature).column_attrs
        if column.key != "id"
    }
    second = {"signed_as": SignedAs.COUNTERSIGNER, "signer_id": make_user("Strange Signer").id}
    db.session.add(Signature(**copied | second))


def _check_oneself() -> None:
    entry = first(RegisterEntry)
    db.session.add(
        CompetenceCheck(
            entry=entry,
            shown_by="I am good at it.",
            checked_by="Me",
            checked_on=clock.today(),
            review_on=clock.today() + TOMORROW,
            recorded_by_id=entry.holder_id,
        )
    )


def tie(kind: ConflictKind) -> Break:
    def tied() -> None:
        judgement = first(Judgement)
        db.session.add(
            ConflictOfInterest(
                holder_id=judgement.judge_id,
                other_id=judgement.learner_id,
                kind=kind,
                declared_at=judgement.decided_at - timedelta(days=1),
            )
        )

    return tied


def _let_count_unseen() -> None:
    tie(ConflictKind.LINE_MANAGER)()
    db.session.execute(sa.update(ReleaseLine).values(sampled=False))


def _again(**other: Any) -> None:
    """Copy a judgement, otherwise in some way."""
    told = first(Judgement)
    copied = {
        column.key: getattr(told, column.key)
        for column in sa.inspect(Judgement).column_attrs
        if column.key != "id"
    }
    db.session.add(Judgement(**copied | other))


def _judge_twice() -> None:
    db.session.execute(sa.text("DROP INDEX uq_judgements_first"))
    _again()


def _judge_another_standard() -> None:
    strange = make_unit().criteria[0].id
    one = Judgement.id == first(Judgement).id
    db.session.execute(sa.update(Judgement).where(one).values(criterion_id=strange))


def _second_certificate() -> Certificate:
    told = first(Certificate)
    copied = {
        column.key: getattr(told, column.key)
        for column in sa.inspect(Certificate).column_attrs
        if column.key not in {"id", "row_version", "replaces_id"}
    }
    changed = {"number": told.number.lower(), "code": told.code.lower()}
    second = Certificate(**copied | changed)
    db.session.add(second)
    return second


def _a_number_alike() -> None:
    _second_certificate().status = CertificateStatus.DRAFTED


def _two_in_force() -> None:
    db.session.execute(sa.text("DROP INDEX uq_certificates_in_force"))
    _second_certificate()


def _rename(table: str) -> Break:
    """Put a table of the same columns, but without its constraints, in the place of this one."""

    def renamed() -> None:
        db.session.execute(sa.text(f"ALTER TABLE {table} RENAME TO {table}_before"))
        db.session.execute(sa.text(f"CREATE TABLE {table} AS SELECT * FROM {table}_before"))

    return renamed


def _earlier_than(signed_as: SignedAs) -> Break:
    before = clock.now() - AN_HOUR
    which = Signature.signed_as == signed_as
    return set_all(Signature, which, signed_at=before, reauthenticated_at=before)


def _leave() -> None:
    """Shut an account by hand, and forget the rest."""
    judge = first(Judgement).judge_id
    db.session.add(
        LoginSession(user_id=judge, token_hash="0" * 64, expires_at=clock.now() + TOMORROW)
    )
    db.session.execute(sa.update(User).where(User.id == judge).values(active=False))
    open_again = sa.update(Registration).values(status=RegistrationStatus.ACTIVE)
    db.session.execute(open_again)


def _carry(**values: Any) -> Break:
    """Let a judgement be stated again on its own criterion, as nobody would carry it over."""

    def carry() -> None:
        origin = first(Judgement)
        copied = {
            column.key: getattr(origin, column.key)
            for column in sa.inspect(Judgement).columns
            if column.key not in {"id", "supersedes_id", "submission_id", "carried_from_id"}
        }
        db.session.add(Judgement(**{**copied, "carried_from_id": origin.id, **values}))

    return carry


def _carry_elsewhere() -> None:
    other = sa.select(Criterion.id).where(Criterion.id != first(Judgement).criterion_id)
    _carry(criterion_id=db.session.scalars(other).first())()


def _take_another_unit() -> None:
    unit = first(UnitAssessment)
    unit.unit_version = make_unit()
    unit.status = UnitStatus.IN_PROGRESS


BREAKS: dict[str, tuple[str, Break]] = {
    "evidence that nobody signed": (
        "Submitted evidence carries every name that its kind asks for.",
        set_all(Item, kind=EvidenceKind.SIMULATION),
    ),
    "a work product used by somebody else": (
        "What a feed brought in is used by whom it is about.",
        _use_another_s_product,
    ),
    "a testimony that nobody gave": (
        "A witness confirmed every testimony by their link.",
        set_all(Item, kind=EvidenceKind.TESTIMONY),
    ),
    "a judgement carried over that says something else": (
        "A judgement carried over says what was decided, where the unit went on.",
        _carry(outcome=CriterionState.NOT_YET_MET),
    ),
    "a judgement carried over to another criterion": (
        "Only what is the same carries over.",
        _carry_elsewhere,
    ),
    "a unit of another version": (
        "Open units are those of the version registered for.",
        _take_another_unit,
    ),
    "a judge of their own": ("Nobody judges their own work.", _judge_oneself),
    "judges off the register": (
        "Whoever judged was on the register for it at that moment.",
        unregister(Duty.ASSESS),
    ),
    "an award by interview, judged by whom nobody accredits": (
        "An award by interview was decided by an assessor whom its body accredited that day.",
        set_all(QualificationVersion, assessed=Assessed.INTERVIEW, body="Guild of Service"),
    ),
    "an IQA who judged": (
        "An IQA releases nothing they learnt, judged or signed.",
        lambda: db.session.execute(
            sa.update(Release).values(
                iqa_id=sa.select(Judgement.judge_id).limit(1).scalar_subquery()
            )
        ),
    ),
    "an IQA off the register": (
        "An IQA was on the register when releasing.",
        unregister(Duty.VERIFY),
    ),
    "an assessor in training": (
        "A trainee assessor's decision is countersigned.",
        set_all(
            RegisterEntry,
            RegisterEntry.duty == Duty.ASSESS,
            standing=Standing.WORKING_TOWARDS,
        ),
    ),
    "an assessor who signed off the register": (
        "Whoever signed as assessor was on the register for it at that moment.",
        _suspend_before(Duty.ASSESS),
    ),
    "an IQA who asked again while suspended": (
        "An IQA was on the register when asking for another look.",
        _ask_again_suspended,
    ),
    "an IQA who finished while suspended": (
        "An IQA was on the register when signing the final check.",
        _suspend_before(Duty.VERIFY),
    ),
    "a countersigner in training": (
        "Whoever countersigned was qualified and on the register for it at that moment.",
        _countersign_unqualified,
    ),
    "somebody who checked their own competence": (
        "Nobody keeps their own entry on the register.",
        _check_oneself,
    ),
    "a barring conflict": (
        "Nobody judges across a barring conflict of interest.",
        tie(ConflictKind.FAMILY),
    ),
    "a line manager's unit released unseen": (
        "What a line manager assessed was looked into before it was released.",
        _let_count_unseen,
    ),
    "a criterion judged twice": (
        "One live decision for a criterion of a submission.",
        _judge_twice,
    ),
    "a correction without a reason": (
        "A correction supersedes an earlier judgement on the same criterion, with a reason.",
        lambda: _again(supersedes_id=first(Judgement).id, reason=" "),
    ),
    "another file under a judgement": (
        "A judged file is the file that was kept.",
        set_all(JudgedFile, sha256="0" * 64),
    ),
    "evidence thawed": ("Submitted evidence is frozen.", set_all(Revision, frozen_at=None)),
    "words changed under a judgement": (
        "Evidence reads as it did when it was sent and judged.",
        set_all(Revision, what="Something else happened."),
    ),
    "a criterion of something else": (
        "A judgement is on a criterion of the version registered for.",
        _judge_another_standard,
    ),
    "a registration withdrawn by hand": (
        "A registration stands where a decision brought it.",
        set_all(Registration, status=RegistrationStatus.WITHDRAWN),
    ),
    "an assessor who signed first": (
        "Learner, assessor, countersigner and IQA sign in turn.",
        _earlier_than(SignedAs.ASSESSOR),
    ),
    "a signature over something else": (
        "A signature still covers what it was put under.",
        set_all(Signature, content_hash="0" * 64),
    ),
    "a standing nobody judged": (
        "Criteria stand as their judgements add up.",
        set_all(CriterionStanding, state=CriterionState.NOT_YET_MET),
    ),
    "a unit set back by hand": (
        "Units stand as criteria and signatures add up.",
        set_all(UnitAssessment, status=UnitStatus.READY),
    ),
    "a release taken away": (
        "An achieved unit was released.",
        lambda: db.session.execute(sa.delete(ReleaseLine)),
    ),
    "a complete registration without its units": (
        "A complete registration satisfies its rules.",
        set_all(UnitAssessment, status=UnitStatus.IN_PROGRESS),
    ),
    "a certificate for nothing": (
        "A certificate in force stands on released units, or is under review.",
        set_all(UnitAssessment, status=UnitStatus.IN_PROGRESS),
    ),
    "a number that reads alike": (
        "No two certificates bear the same number or code.",
        _a_number_alike,
    ),
    "a certificate renumbered": (
        "A certificate bears the number and code it was issued with.",
        set_all(Certificate, number="BH-1066-0001"),
    ),
    "two certificates in force": (
        "A registration, and each of its units, has one certificate in force at most.",
        _two_in_force,
    ),
    "a certificate that says something else": (
        "A certificate says what it was issued with.",
        set_all(Certificate, payload_hash="0" * 64),
    ),
    "a certificate revoked without an event": (
        "A certificate's status is that of its latest event.",
        set_all(Certificate, status=CertificateStatus.REVOKED),
    ),
    "a revocation without a reason": (
        "Revocation and replacement carry a reason.",
        set_all(CertificateEvent, status=CertificateStatus.REVOKED),
    ),
    "a certificate in force again": (
        "Revocation and replacement are final.",
        set_all(
            CertificateEvent,
            CertificateEvent.status == CertificateStatus.DRAFTED,
            status=CertificateStatus.REVOKED,
        ),
    ),
    "a judgement by somebody else": (
        "The ledger names whoever acted.",
        set_all(LedgerEntry, LedgerEntry.kind == "Judged", actor_id=None),
    ),
    "a signature long after the password": (
        "Signing followed a re-entered password by five minutes at most.",
        set_all(Signature, reauthenticated_at=clock.now() - AN_HOUR),
    ),
    "a nameless signature": (
        "A signature has a name and a meaning.",
        set_all(Signature, printed_name=" "),
    ),
    "sealed words rewritten": ("The chain is whole.", set_all(SealedText, text="Something else.")),
    "a judgement that is in no ledger": (
        "Every submission, judgement and signature is in the chain.",
        set_all(LedgerEntry, LedgerEntry.kind == "Judged", subject_type="Nothing"),
    ),
    "guards taken off": (
        "The guards stand.",
        lambda: (
            None
            if db.engine.dialect.name == "sqlite"
            else db.session.execute(sa.text("DROP TRIGGER keep_judgements_update ON judgements"))
        ),
    ),
    "a link dated back": (
        "Times do not run backwards within the chain.",
        set_all(LedgerEntry, LedgerEntry.kind == "Judged", at=clock.now() - timedelta(days=400)),
    ),
    "keys of requests no longer unique": (
        "A form sent twice is known by its key.",
        _rename("request_keys"),
    ),
    "rows without a version": (
        "What two people may change has a version.",
        _rename("appointments"),
    ),
    "a leaver's session left open": ("Who has left is signed in nowhere.", _leave),
    "a leaver's role left in force": ("Who has left holds no role.", _leave),
    "work left with a leaver": (
        "No work waits with somebody who left or may not do it any more.",
        _leave,
    ),
    "a constraint taken off": (
        "The constraints stand.",
        lambda: db.session.execute(sa.text("DROP INDEX uq_certificates_in_force")),
    ),
}
"""How it is broken → what the check says must hold, and the breaking."""
