"""The files somebody has sent and not been done with yet."""

from collections.abc import Sequence
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import defer

from trainer.accounts.models import User
from trainer.catalogue.incoming.models import IncomingFile
from trainer.core import clock
from trainer.extensions import db

KEPT = timedelta(days=1)


def own(actor: User) -> sa.Select[IncomingFile]:
    """Select the files this person sent within the last day."""
    return sa.select(IncomingFile).where(
        IncomingFile.uploaded_by_id == actor.id, IncomingFile.at > clock.now() - KEPT
    )


def listed(actor: User) -> Sequence[IncomingFile]:
    """List them, the latest first, without what there is to say about them."""
    return db.session.scalars(
        own(actor).order_by(IncomingFile.id.desc()).options(defer(IncomingFile.report))
    ).all()
