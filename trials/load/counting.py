"""What people were told, held against the records: nothing that was acknowledged may be missing."""

import json
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import LoginSession
from trainer.assessments.models import DraftJudgement, Judgement, Signature, Submission
from trainer.cli.context import made
from trainer.config import Config
from trainer.extensions import db
from trainer.logs.models import Revision, StoredFile

BROKEN = 500


@dataclass(frozen=True)
class Note:
    """One request: what it was, how long it took, what came back (0 where nothing did)."""

    at: float
    kind: str
    what: str
    ms: float
    status: int
    done: bool
    mark: str
    request: str

    @property
    def failed(self) -> bool:
        """Say whether it ended with a fault of the installation."""
        return self.status == 0 or self.status >= BROKEN


def noted(path: Path) -> list[Note]:
    """Read what was noted."""
    return [Note(**json.loads(line)) for line in path.read_text().splitlines()]


def p95(times: list[float]) -> float:
    """Tell how long all but one in twenty took at most, in milliseconds."""
    return statistics.quantiles(times, n=20)[-1] if len(times) > 1 else 0.0


def lost(config: Config, notes: list[Note]) -> Iterator[str]:
    """Say what was acknowledged and is not in the records, or is there more than once."""
    app = made(config)
    with app.app_context():
        kept = {what: Counter(db.session.scalars(asked)) for what, asked in _asked().items()}
        sessions = db.session.scalar(sa.select(sa.func.count()).select_from(LoginSession)) or 0
        db.session.remove()
        db.engine.dispose()
    app.extensions["jobs"].close()
    app.extensions["file_reader"].close()
    for what, there in kept.items():
        marks = [mark for one in notes if one.done and one.what == what for mark in _marks(one)]
        for mark in marks:
            if there[mark] != 1:
                yield f"{what}: {mark!r} was acknowledged once and is there {there[mark]} times."
    opened = sum(one.done for one in notes if one.what == "sign in")
    if sessions < opened:
        yield f"{opened} sign-ins were acknowledged and {sessions} sessions are there."


def _marks(one: Note) -> list[str]:
    return one.mark.split(";") if one.mark else []


def _asked() -> dict[str, sa.Select[Any]]:
    """How the mark of each kind of post is found again."""
    judged = sa.union_all(sa.select(Judgement.feedback), sa.select(DraftJudgement.feedback))
    signed = Signature.unit_assessment_id, Signature.signed_as
    return {
        "write an entry": sa.select(Revision.title),
        "attach a file": sa.select(StoredFile.name),
        "submit": sa.select(sa.cast(Revision.item_id, sa.String)).join(
            Submission, Submission.revision_id == Revision.id
        ),
        "judge": sa.select(judged.subquery().c.feedback),
        "sign judgements": sa.select(Judgement.feedback),
        "sign a unit": sa.select(
            sa.cast(signed[0], sa.String) + " " + sa.cast(signed[1], sa.String)
        ),
    }
