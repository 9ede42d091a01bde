"""The phrases somebody is offered."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.phrases import policies
from trainer.assessments.phrases.models import Phrase
from trainer.core.prepared import prepared
from trainer.extensions import db


def phrases_of(person: User) -> Sequence[Phrase]:
    """List somebody's own phrases, then the organisation's."""
    return db.session.scalars(*_phrases(person.id)).all()


@prepared
def _phrases(person_id: Any) -> sa.Select[Phrase]:
    return policies.visible(person_id)
