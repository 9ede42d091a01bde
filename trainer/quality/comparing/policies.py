"""Whose figures somebody sees: as quality assurer those of their qualifications, else their own."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessors.entitling import runs_on
from trainer.assessors.models import Duty, RegisterEntry
from trainer.core import clock
from trainer.core.policy import YES, Verdict, no
from trainer.core.text import gettext as _
from trainer.people.models import Role


@dataclass(frozen=True, slots=True)
class Sight:
    """Of which qualifications somebody sees figures (None: of all), and of whom (None: of everyone)."""

    qualifications: sa.Select[int] | None
    assessor_id: int | None

    def limits(self, qualification: Any, assessor: Any) -> list[sa.ColumnElement[bool]]:
        """Match what belongs to it, by the columns that name qualification and assessor."""
        found = []
        if self.qualifications is not None:
            found.append(qualification.in_(self.qualifications))
        if self.assessor_id is not None:
            found.append(assessor == self.assessor_id)
        return found


def may_compare(actor: User) -> Verdict:
    """Say whether there are figures for this person: for quality assurers, and each assessor's own."""
    if not actor.holds(Role.IQA) and not actor.holds(Role.ASSESSOR):
        return no(_("Quality assurers see the figures of assessors, and assessors their own."))
    return YES


def sight_of(actor: User) -> Sight:
    """Say whose figures somebody sees: assessors of the qualifications they verify, or their own."""
    if not actor.holds(Role.IQA):
        return Sight(None, actor.id)
    verified = sa.select(RegisterEntry.qualification_id).where(
        RegisterEntry.holder_id == actor.id,
        RegisterEntry.duty == Duty.VERIFY,
        runs_on(clock.today()),
    )
    return Sight(verified, None)
