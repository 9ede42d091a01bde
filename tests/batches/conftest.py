"""People who are ready for a certificate, somebody who signs, and the worker."""

from collections.abc import Sequence

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_administrator, make_complete, make_version
from tests.factories_people import proof_of
from trainer import worker
from trainer.accounts.models import User
from trainer.batches import queries
from trainer.batches.actions import signing
from trainer.batches.models import Batch
from trainer.catalogue.models import QualificationVersion
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, OutboxStatus, Task
from trainer.registrations.models import Registration, RegistrationStatus


@pytest.fixture
def tess(app: Flask) -> User:
    return make_administrator(password=PASSWORD)


@pytest.fixture
def version(app: Flask) -> QualificationVersion:
    return make_version()


@pytest.fixture
def ready(version: QualificationVersion) -> list[Registration]:
    """Three learners whose certificate may be issued."""
    return [make_complete(make_user(f"Ready {name}"), version=version) for name in "ABC"]


@pytest.fixture
def not_ready(version: QualificationVersion) -> Registration:
    """One who is still at work."""
    return make_complete(make_user("Not Yet"), version=version, status=RegistrationStatus.ACTIVE)


def sign(by: User, registrations: Sequence[Registration], name: str = "Autumn") -> Batch:
    chosen = queries.candidates(by, [one.id for one in registrations])
    batch = signing.sign(name, chosen, actor=by, proof=proof_of(by))
    db.session.commit()
    return batch


def work(*tasks: Task) -> int:
    """Let the worker do what is due of these kinds, or of all; say how much that was."""
    due = sa.select(OutboxItem.id).where(OutboxItem.status == OutboxStatus.WAITING)
    if tasks:
        due = due.where(OutboxItem.task.in_(tasks))
    numbers = db.session.scalars(due.order_by(OutboxItem.id)).all()
    for number in numbers:
        worker.deliver(number)
    db.session.expire_all()
    return len(numbers)


def let_time_pass() -> None:
    """Let go what a worker that ended had taken up."""
    db.session.execute(sa.update(OutboxItem).values(due_at=OutboxItem.created_at))
    db.session.commit()
