"""Files of somebody: the bytes go, the fingerprint stays, and a removal on record says why."""

from collections.abc import Iterator

import sqlalchemy as sa

from trainer.core import clock
from trainer.extensions import db
from trainer.files.actions import record_removal
from trainer.files.models import Part, Rule
from trainer.files.retention import Due
from trainer.logs.models import StoredFile
from trainer.privacy.erasure.emptying.columns import key_of
from trainer.privacy.erasure.whom import Whom
from trainer.privacy.inventory import INVENTORY, Kind, Treatment
from trainer.privacy.inventory.reading import METADATA, of_person, treatment

GO = frozenset({Treatment.FILE, Treatment.COPY})
GONE = "erased"
EVIDENCE = StoredFile.__tablename__


def forget_files(whom: Whom) -> list[str]:
    """Let go of every file about somebody, and say where the bytes lie that are to be removed."""
    return [*_evidence(whom), *_papers(whom)]


def count_files(person_id: int) -> int:
    """Count the files about somebody whose bytes are still kept."""
    kept = sa.select(sa.func.count()).where(
        StoredFile.owner_id == person_id, StoredFile.removed_at.is_(None)
    )
    counted = [
        kept,
        *(_counting(key, person_id) for key in _keys() if key.table.name != EVIDENCE),
    ]
    total = sa.union_all(*counted).subquery()
    return int(db.session.scalar(sa.select(sa.func.sum(total.c[0]))) or 0)


def _evidence(whom: Whom) -> Iterator[str]:
    kept = sa.select(StoredFile).where(
        StoredFile.owner_id == whom.id, StoredFile.removed_at.is_(None)
    )
    for file in db.session.scalars(kept).all():
        yield from record_removal(Due(file, Part.ALL, Rule.ERASED, clock.today(), is_held=False))
    db.session.flush()


def _papers(whom: Whom) -> Iterator[str]:
    """Let go of papers, scans and packs; where a row must name a file it names one that is gone."""
    for key in _keys():
        if key.table.name == EVIDENCE:
            continue
        theirs = sa.and_(of_person(key.table.name, whom.id), key.is_not(None))
        yield from db.session.scalars(sa.select(key).where(theirs)).all()
        gone = None
        if not key.nullable:
            gone = sa.literal(f"{GONE}/{whom.sign}-{key.table.name}-") + sa.cast(
                key_of(key.table), sa.String
            )
        db.session.execute(sa.update(key.table).where(theirs).values({key: gone}))


def _keys() -> Iterator[sa.Column[str]]:
    for name, declared in INVENTORY.items():
        if declared.kind is Kind.ABOUT:
            for column in METADATA.tables[name].columns:
                if treatment(column) in GO:
                    yield column


def _counting(key: sa.Column[str], person_id: int) -> sa.Select[int]:
    theirs = sa.and_(
        of_person(key.table.name, person_id), key.is_not(None), key.not_like(f"{GONE}/%")
    )
    return sa.select(sa.func.count()).select_from(key.table).where(theirs)
