"""Registrations to test with, in whatever state the test needs."""

from datetime import date

from tests.factories import make_user
from tests.factories_catalogue import make_version
from tests.factories_register import make_admin, make_assessor, make_iqa
from trainer.accounts.models import User
from trainer.catalogue.models import QualificationVersion
from trainer.extensions import db
from trainer.people.models import Site
from trainer.registrations import actions
from trainer.registrations.models import Registration, RegistrationStatus


def make_registration(
    learner: User | None = None,
    version: QualificationVersion | None = None,
    *,
    assessor: User | None = None,
    iqa: User | None = None,
    units: tuple[str, ...] = ("SM-2",),
    status: RegistrationStatus = RegistrationStatus.ACTIVE,
    site: Site | None = None,
    target_on: date | None = None,
    actor: User | None = None,
) -> Registration:
    """A learner registered on the small scheme, or another version, by some administrator."""
    version = version or make_version()
    registration = actions.register_learner(
        learner=learner or make_user(),
        version=version,
        awarding=version.numbers[0] if version.numbers else None,
        assessor=assessor or make_assessor(version.qualification),
        iqa=iqa or make_iqa(version.qualification),
        units=units,
        site=site,
        target_on=target_on,
        actor=actor or make_admin("Registrar Once"),
    )
    registration.status = status
    db.session.commit()
    return registration
