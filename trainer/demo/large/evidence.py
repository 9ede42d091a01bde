"""Come here for the entries of the bench: everyday words over again, each with its criteria."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

import sqlalchemy as sa

from trainer.catalogue.models import Criterion
from trainer.core import clock
from trainer.demo.large.rows import Rows
from trainer.demo.large.staff import Somebody
from trainer.demo.stories import Teller, path, told_by
from trainer.extensions import db
from trainer.logs.content import content_hash
from trainer.logs.models import (
    Activity,
    CriterionLink,
    EvidenceKind,
    EvidenceStatus,
    Framework,
    Item,
    Revision,
)

NOTE = "As told above"


@dataclass(frozen=True)
class Written:
    """An entry as it was sent."""

    revision_id: int
    content_hash: str


class Writer:
    """Writes entries, numbered for each person."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self._numbers: Counter[int] = Counter()
        self._to_freeze: list[dict[str, object]] = []

    def write(self, who: Somebody, criteria: Sequence[Criterion], at: datetime) -> Written:
        """Write an entry that claims these criteria; `freeze` follows once it is inserted."""
        self._numbers[who.id] += 1
        number = self._numbers[who.id]
        item = self._rows.add(
            Item,
            owner_id=who.id,
            number=number,
            kind=EvidenceKind.LOG,
            status=EvidenceStatus.SUBMITTED,
            row_version=1,
        )
        words = _words(who, number)
        revision = self._rows.add(Revision, item_id=item, number=1, row_version=1, **words)
        self._to_freeze.append({"revision": revision, "at": at})
        for one in criteria:
            self._rows.add(CriterionLink, revision_id=revision, criterion_id=one.id, note=NOTE)
        return Written(revision, _hash(who, number, words, criteria))

    def freeze(self) -> None:
        """Freeze what was sent, after its links are there: the database lets none be added."""
        table = cast(sa.Table, Revision.__table__)
        frozen = (
            sa.update(table)
            .where(table.c.id == sa.bindparam("revision"))
            .values(frozen_at=sa.bindparam("at"))
        )
        if self._to_freeze:
            db.session.connection().execute(frozen, self._to_freeze)
        self._to_freeze.clear()


def _words(who: Somebody, number: int) -> dict[str, object]:
    stories = path("diploma-path")
    story = stories[(who.id + number) % len(stories)]
    told = told_by(story, Teller(who.name.split()[0], "Castle Yard", turn=number))
    return {
        "title": told.title,
        "activity": Activity(told.activity),
        "happened_on": clock.today(),
        "minutes": told.minutes,
        "place": told.place,
        "what": told.what,
        "so_what": told.so_what,
        "now_what": told.now_what,
        "kept_at": "",
        "framework": Framework.REFLECTION,
    }


def _hash(
    who: Somebody, number: int, words: dict[str, object], criteria: Sequence[Criterion]
) -> str:
    item = Item(owner_id=who.id, number=number, kind=EvidenceKind.LOG)
    links = [CriterionLink(criterion=one, note=NOTE) for one in criteria]
    return content_hash(Revision(item=item, number=1, links=links, files=[], **words))
