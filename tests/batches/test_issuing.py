"""A batch: signed once, issued line by line, exactly once each, whatever ends in between."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from tests.batches.conftest import let_time_pass, sign, work
from tests.factories import make_user
from tests.factories_certificates import make_certificate
from tests.factories_people import appoint, proof_of
from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.audit.models import LedgerEntry
from trainer.audit.verify import verify
from trainer.batches import queries
from trainer.batches.actions import issuing, signing, steering
from trainer.batches.models import Batch, BatchLine, BatchStatus, LineStatus
from trainer.certificates.models import Certificate
from trainer.checks import batches, certificates, ledger
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import Notice, OutboxItem, OutboxStatus, Task
from trainer.people.models import Appointment, Role
from trainer.registrations.models import Registration, RegistrationStatus

CHECKS = [*certificates.CHECKS, *ledger.CHECKS, *batches.CHECKS]


def findings() -> list[str]:
    return [one.says for check in CHECKS for one in check.findings()]


def states(batch: Batch) -> list[LineStatus]:
    return [line.status for line in batch.lines]


def test_it_is_signed_once_and_each_is_issued(tess: User, ready: list[Registration]) -> None:
    batch = sign(tess, ready)
    assert db.session.scalar(sa.select(sa.func.count(Certificate.id))) == 0
    assert work(Task.ISSUE_BATCH) == 1
    assert states(batch) == [LineStatus.ISSUED] * 3
    assert batch.status is BatchStatus.DONE
    certificates_made = [line.certificate for line in batch.lines]
    assert [one and one.registration_id for one in certificates_made] == [one.id for one in ready]
    assert [one and one.number[-4:] for one in certificates_made] == ["0001", "0002", "0003"]
    (signed,) = db.session.scalars(
        sa.select(LedgerEntry).where(LedgerEntry.kind == "BatchSigned")
    ).all()
    assert signed.actor_id == tess.id
    told = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == tess.id)).all()
    assert told == ["3 certificates of “Autumn” are issued."]
    assert verify() == findings() == []


def test_the_signature_holds_for_its_lines_however_long_it_takes(
    tess: User, ready: list[Registration]
) -> None:
    batch = sign(tess, ready)
    db.session.execute(
        sa.update(Batch).values(
            proven_at=clock.now() - timedelta(hours=2), signed_at=clock.now() - timedelta(hours=2)
        )
    )
    db.session.commit()
    work(Task.ISSUE_BATCH)
    assert states(batch) == [LineStatus.ISSUED] * 3
    assert findings() == []
    db.session.execute(sa.update(Batch).values(signed_at=clock.now()))
    assert "signed without the password just before" in " ".join(findings())


@pytest.mark.parametrize("proof", ["stale", "another's"])
def test_a_fresh_proof_is_asked_for(
    tess: User, ready: list[Registration], eve: User, proof: str
) -> None:
    given = proof_of(eve)
    if proof == "stale":
        given = Proof(user_id=tess.id, at=clock.now() - timedelta(minutes=6))
    chosen = queries.candidates(tess, [one.id for one in ready])
    with pytest.raises(Refused, match="password again"):
        signing.sign("Autumn", chosen, actor=tess, proof=given)


def test_those_who_are_not_ready_are_named_and_never_signed_for(
    tess: User, ready: list[Registration], not_ready: Registration
) -> None:
    certified = make_certificate(make_user("Has One"), by=tess).registration
    own = ready[2]
    own.learner_id = tess.id
    db.session.commit()
    found = queries.candidates(tess, [one.id for one in (*ready, not_ready, certified)])
    assert [one.verdict.reason.partition(" ")[0] for one in found] == [
        "",
        "",
        "You",
        "The",
        "Certificate",
    ]
    with pytest.raises(Unacceptable, match="Not Yet: The registration isn't complete yet"):
        signing.sign("All", [found[0], found[3]], actor=tess, proof=proof_of(tess))
    with pytest.raises(Unacceptable, match="Tick whose"):
        signing.sign("None", [], actor=tess, proof=proof_of(tess))


def test_only_training_administrators_sign(ready: list[Registration], dev: User) -> None:
    appoint(dev, Role.SYSTEM_ADMIN)
    assert queries.candidates(dev, [one.id for one in ready]) == []
    with pytest.raises(Refused, match="Only a training administrator"):
        signing.sign("Autumn", [], actor=dev, proof=proof_of(dev))


def test_what_changed_since_is_refused_on_its_line_and_stops_nobody(
    tess: User, ready: list[Registration]
) -> None:
    batch = sign(tess, ready)
    ready[0].status = RegistrationStatus.ACTIVE
    db.session.commit()
    work(Task.ISSUE_BATCH)
    assert states(batch) == [LineStatus.REFUSED, LineStatus.ISSUED, LineStatus.ISSUED]
    assert batch.lines[0].refusal == "The registration isn't complete yet."
    assert batch.status is BatchStatus.DONE

    ready[0].status = RegistrationStatus.CLAIM_READY
    db.session.commit()
    steering.try_again(batch, actor=tess)
    db.session.commit()
    work(Task.ISSUE_BATCH)
    assert states(batch) == [LineStatus.ISSUED] * 3
    assert db.session.scalar(sa.select(sa.func.count(Certificate.id))) == 3
    assert verify() == findings() == []


def test_who_lost_the_role_meanwhile_issues_nothing(tess: User, ready: list[Registration]) -> None:
    batch = sign(tess, ready)
    db.session.execute(
        sa.update(Appointment).where(Appointment.holder_id == tess.id).values(ends_on=clock.today())
    )
    db.session.commit()
    work(Task.ISSUE_BATCH)
    assert states(batch) == [LineStatus.REFUSED] * 3


def test_done_twice_it_is_done_once(tess: User, ready: list[Registration], config: Config) -> None:
    """INV24: a worker that ended before it had marked the work as done."""
    batch = sign(tess, ready)
    item = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == "issue_batch")).one()
    work(Task.ISSUE_BATCH)
    item.status = OutboxStatus.WAITING
    db.session.commit()
    let_time_pass()
    assert work(Task.ISSUE_BATCH) == 1
    for line in batch.lines:
        issuing.issue_line(line.id, config)
    assert db.session.scalar(sa.select(sa.func.count(Certificate.id))) == 3
    assert findings() == []


def test_two_batches_with_the_same_registration_issue_it_once(
    tess: User, ready: list[Registration]
) -> None:
    first, second = sign(tess, ready), sign(tess, ready[:1], "Again")
    work(Task.ISSUE_BATCH)
    assert states(first) == [LineStatus.ISSUED] * 3
    assert states(second) == [LineStatus.REFUSED]
    assert "is in force for this already" in second.lines[0].refusal


def test_it_rests_goes_on_and_ends_early(
    tess: User, ready: list[Registration], config: Config
) -> None:
    batch = sign(tess, ready)
    steering.pause(batch, actor=tess)
    db.session.commit()
    work(Task.ISSUE_BATCH)
    assert states(batch) == [LineStatus.WAITING] * 3
    steering.resume(batch, actor=tess)
    issuing.issue_line(batch.lines[0].id, config)
    steering.pause(batch, actor=tess)
    db.session.commit()
    assert work(Task.ISSUE_BATCH) == 1
    assert states(batch) == [LineStatus.ISSUED, LineStatus.WAITING, LineStatus.WAITING]
    steering.cancel(batch, actor=tess)
    db.session.commit()
    assert states(batch) == [LineStatus.ISSUED, LineStatus.CANCELLED, LineStatus.CANCELLED]
    for act in (steering.pause, steering.resume, steering.cancel, steering.try_again):
        with pytest.raises(Refused):
            act(batch, actor=tess)
    assert work(Task.ISSUE_BATCH) == 0
    assert db.session.scalar(sa.select(sa.func.count(Certificate.id))) == 1


def test_while_it_is_under_way_the_work_stays_its_workers(
    tess: User, ready: list[Registration]
) -> None:
    """Each certificate says that the work goes on, and that nothing is wrong with it."""
    sign(tess, ready)
    item = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == "issue_batch")).one()
    item.attempts = outbox.MOST_ATTEMPTS - 1
    db.session.commit()
    claimed = outbox.claim(item.id)
    assert claimed is not None
    before = item.due_at
    assert before <= clock.now() + timedelta(minutes=1)
    outbox.go_on(item.id)
    assert item.due_at >= before
    assert item.attempts == 1


def test_what_the_worker_can_never_do_is_given_up_where_it_is_seen(
    tess: User, ready: list[Registration]
) -> None:
    batch = sign(tess, ready)
    item = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == "issue_batch")).one()
    item.attempts = outbox.MOST_ATTEMPTS
    db.session.commit()
    work(Task.ISSUE_BATCH)
    assert item.status is OutboxStatus.FAILED
    assert states(batch) == [LineStatus.REFUSED] * 3
    assert batch.status is BatchStatus.DONE


def test_the_database_wants_one_line_for_each_and_a_certificate_where_issued(
    tess: User, ready: list[Registration]
) -> None:
    batch = sign(tess, ready)
    for forged in (
        sa.insert(BatchLine).values(
            batch_id=batch.id, registration_id=ready[0].id, status="waiting", refusal=""
        ),
        sa.update(BatchLine).values(status="issued"),
    ):
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(forged)


def test_a_line_with_another_ones_certificate_is_found(
    tess: User, ready: list[Registration]
) -> None:
    batch = sign(tess, ready)
    work(Task.ISSUE_BATCH)
    line = batch.lines[0]
    line.registration = make_certificate(make_user("Other"), by=tess).registration
    db.session.commit()
    assert findings() == [f"Batch line {line.id} has the certificate of another registration."]
