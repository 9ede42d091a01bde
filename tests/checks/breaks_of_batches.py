"""How the checks of batches are seen to fail."""

from collections.abc import Callable

from tests.checks.breaks import first
from tests.factories_certificates import make_complete
from trainer.accounts.models import User
from trainer.batches.models import Batch, BatchLine, BatchStatus, LineStatus
from trainer.certificates.models import Certificate
from trainer.core import clock
from trainer.extensions import db
from trainer.registrations.models import Registration


def _line(registration: Registration, status: LineStatus, **rest: object) -> None:
    """Put a line into a batch that is over."""
    batch = Batch(
        name="Autumn",
        status=BatchStatus.DONE,
        signed_by_id=first(User).id,
        proven_at=clock.now(),
    )
    db.session.add(BatchLine(batch=batch, registration=registration, status=status, **rest))


def _give_anothers() -> None:
    certificate = first(Certificate)
    another = make_complete(certificate.learner)
    _line(another, LineStatus.ISSUED, certificate=certificate)


BREAKS: dict[str, tuple[str, Callable[[], object]]] = {
    "another's certificate in a batch": (
        "A line of a batch has the certificate of its own registration.",
        _give_anothers,
    ),
    "a line that waits for ever": (
        "Nothing waits in a batch that is over.",
        lambda: _line(first(Registration), LineStatus.WAITING),
    ),
    "a line refused without a word": (
        "What was not issued says why.",
        lambda: _line(first(Registration), LineStatus.REFUSED),
    ),
}
