"""Come here to find the people, units and criteria that the builder acts with."""

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.catalogue.models import Criterion, Qualification, QualificationVersion, UnitVersion
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Site
from trainer.training.models import Skill


def person(number: str) -> User:
    """Find someone by their staff number."""
    return db.session.scalars(sa.select(User).where(User.staff_number == number)).one()


def site(code: str) -> Site:
    """Find a site by its code."""
    return db.session.scalars(sa.select(Site).where(Site.code == code)).one()


def skill_called(code: str) -> Skill:
    """Find a skill by its code."""
    return db.session.scalars(sa.select(Skill).where(Skill.code == code)).one()


def version(qualification: str) -> QualificationVersion:
    """Find the latest version of a qualification by its code."""
    return db.session.scalars(
        sa.select(QualificationVersion)
        .join(QualificationVersion.qualification)
        .where(Qualification.code == qualification)
        .order_by(QualificationVersion.number.desc())
        .limit(1)
    ).one()


def proof_of(someone: User) -> Proof:
    """Let someone prove now who they are."""
    return Proof(user_id=someone.id, at=clock.now())


class Criteria:
    """The ids of criteria by unit code and number; published criteria stay as they are."""

    def __init__(self) -> None:
        rows = db.session.execute(
            sa.select(UnitVersion.code, Criterion.number, Criterion.id).join(
                Criterion, Criterion.unit_version_id == UnitVersion.id
            )
        )
        self._ids = {(code, number): criterion_id for code, number, criterion_id in rows}

    def id_of(self, unit: str, number: str) -> int:
        """Find a criterion by its unit's code and its number."""
        return self._ids[unit, number]
