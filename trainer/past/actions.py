"""Take a file of past training in, all of it or nothing, and keep it only until then."""

from itertools import islice

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.past import policies, queries
from trainer.past.events import PastTrainingBroughtIn
from trainer.past.models import PastFile
from trainer.past.planning import Plan, plan
from trainer.training.models import Holding, HoldingSource

AT_ONCE = 2_000


def keep_file(*, actor: User, name: str, body: str) -> PastFile:
    """Keep a file until the person who sent it has looked at what it would add."""
    require(policies.may_bring_in(actor))
    purge_files()
    kept = PastFile(sent_by=actor, name=name[-200:], body=body)
    db.session.add(kept)
    db.session.flush()  # The next page is named by its number.
    return kept


def purge_files() -> None:
    """Drop the files that nobody confirmed within a day."""
    db.session.execute(
        sa.delete(PastFile).where(
            PastFile.taken_in_at.is_(None), PastFile.at <= clock.now() - queries.KEPT
        )
    )


def bring_in(looked_at: Plan, *, actor: User, file: PastFile | None = None) -> None:
    """Record everything the plan says, or nothing.

    It is made again against what is held now: where that changed since it was looked at, nothing
    happens and it is to be looked at anew. Raises Unacceptable, Conflict.
    """
    require(policies.may_bring_in(actor))
    if looked_at.problems:
        raise Unacceptable(str(looked_at.problems[0]), "file")
    now = plan(looked_at.sheet, queries.known_for(looked_at.sheet, actor))
    if now.fingerprint != looked_at.fingerprint:
        raise Conflict(
            _("What people hold has changed since you looked. Look through the file again.")
        )
    _write_down(now, actor)
    if file is not None:
        file.taken_in_at, file.body, file.added = clock.now(), "", len(now.new)
    publish(PastTrainingBroughtIn(actor=actor, subject=file, added=len(now.new), people=now.people))


def _write_down(now: Plan, actor: User) -> None:
    at, rows = clock.now(), iter(now.new)
    while some := list(islice(rows, AT_ONCE)):
        db.session.execute(
            sa.insert(Holding),
            [
                {
                    "person_id": one.person_id,
                    "skill_id": one.skill_id,
                    "starts_on": one.starts_on,
                    "ends_on": one.ends_on,
                    "source": HoldingSource.RECORD,
                    "says": one.says,
                    "recorded_by_id": actor.id,
                    "recorded_at": at,
                }
                for one in some
            ],
        )
