"""What somebody would do behind the application's back to what people hold."""

from collections.abc import Callable

import sqlalchemy as sa

from tests.checks.breaks import set_all
from tests.factories import make_user
from tests.factories_training import make_skill
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.extensions import db
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.training.actions.giving import give_to_those_who_have_it
from trainer.training.models import Holding

HOLDS = "A skill that came with a unit or a certificate counts only while that does."


def _given_with_both() -> None:
    unit = db.session.scalars(sa.select(UnitAssessment)).one()
    version = unit.registration.version
    give_to_those_who_have_it(make_skill(unit_id=unit.unit_version.unit_id))
    give_to_those_who_have_it(make_skill(qualification_id=version.qualification_id))
    db.session.flush()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Holding)) == 2


def _unit_opened_by_hand() -> None:
    _given_with_both()
    set_all(UnitAssessment, status=UnitStatus.IN_PROGRESS)()


def _certificate_revoked_by_hand() -> None:
    _given_with_both()
    set_all(Certificate, status=CertificateStatus.REVOKED)()


def _of_another_person() -> None:
    _given_with_both()
    set_all(Holding, person_id=make_user("Else Where").id)()


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "a skill counts though its unit was opened by hand": (HOLDS, _unit_opened_by_hand),
    "a skill counts though its certificate was revoked by hand": (
        HOLDS,
        _certificate_revoked_by_hand,
    ),
    "a skill counts for somebody else": (HOLDS, _of_another_person),
}
