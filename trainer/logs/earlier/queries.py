"""Finding how a draft read before, and what became of its words since."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import raiseload

from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.earlier.keeping import words_of
from trainer.logs.earlier.models import EarlierWords
from trainer.logs.models import EvidenceKind, Revision
from trainer.logs.wording import Change, changes, read


@dataclass(frozen=True)
class Version:
    """An earlier version in the list, with what the next one changed in it."""

    kept: EarlierWords
    changed: list[Change]


def earlier_of(revision: Revision) -> sa.Select[EarlierWords]:
    """Select what a revision said before, the latest first."""
    return (
        sa.select(EarlierWords)
        .where(EarlierWords.revision_id == revision.id)
        .order_by(EarlierWords.id.desc())
        .options(raiseload("*"))
    )


def versions_of(revision: Revision) -> list[Version]:
    """List the earlier versions, each with how it differs from the one after it."""
    kind, later, listed = revision.item.kind, words_of(revision), []
    for one in db.session.scalars(earlier_of(revision)):
        listed.append(Version(one, changes(texts(kind, one.words), texts(kind, later))))
        later = one.words
    return listed


def texts(kind: EvidenceKind, words: Mapping[str, Any]) -> dict[str, str]:
    """Put every text of a version under its heading."""
    return {
        _("Name"): words["title"],
        _("Where"): words["place"],
        **dict(read(kind, words)),
        _("Kept somewhere else"): words["kept_at"],
    }
