"""Opening a qualification to programs that do not sign in, and closing it again."""

from trainer.accounts.models import User
from trainer.catalogue import policies
from trainer.catalogue.events import ClosedToEveryone, OpenedToEveryone
from trainer.catalogue.models import QualificationVersion
from trainer.core.events import publish
from trainer.core.policy import require


def open_to_everyone(version: QualificationVersion, *, actor: User) -> None:
    """Let other programs read a qualification at the addresses of CASE without signing in."""
    require(policies.may_open(actor, version))
    qualification = version.qualification
    if not qualification.is_open:
        qualification.is_open = True
        publish(OpenedToEveryone(actor=actor, subject=qualification, code=qualification.code))


def close_to_everyone(version: QualificationVersion, *, actor: User) -> None:
    """Have other programs sign in to read a qualification."""
    require(policies.may_import(actor))
    qualification = version.qualification
    if qualification.is_open:
        qualification.is_open = False
        publish(ClosedToEveryone(actor=actor, subject=qualification, code=qualification.code))
