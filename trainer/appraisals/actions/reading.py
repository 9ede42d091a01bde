"""Noting who outside the pair read an appraisal, for the person it is about to see."""

from collections.abc import Iterable

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals.models import Appraisal, AppraisalReading
from trainer.appraisals.rules.stages import Party
from trainer.extensions import db

PAIR = frozenset({Party.APPRAISEE, Party.MANAGER})


def note_reading(appraisal: Appraisal, party: Party, *, actor: User) -> None:
    """Keep that somebody read it, unless they are one of the pair."""
    if party not in PAIR:
        db.session.add(
            AppraisalReading(
                appraisal_id=appraisal.id,
                reader_id=actor.id,
                party=party,
                stage=appraisal.status,
            )
        )


def note_session_read(appraisals: Iterable[Appraisal], *, actor: User, leads: bool) -> None:
    """Keep whose ratings somebody read in a session, once for each appraisal at its stage.

    `leads` says that they are there for HR. Who is one of the pair is not noted.
    """
    read = {one.id: one for one in appraisals if one.manager_id != actor.id}
    noted = db.session.execute(
        sa.select(AppraisalReading.appraisal_id, AppraisalReading.stage).where(
            AppraisalReading.reader_id == actor.id, AppraisalReading.appraisal_id.in_(read)
        )
    ).all()
    for one in read.values():
        if (one.id, one.status) not in noted:
            note_reading(one, _party_in_session(one, actor, leads=leads), actor=actor)


def _party_in_session(appraisal: Appraisal, actor: User, *, leads: bool) -> Party:
    if appraisal.second_line_id == actor.id:
        return Party.SECOND_LINE
    return Party.HR if leads else Party.CALIBRATOR
