"""Come here for a catalogue of many units, made up by rule, to measure browsing and searching with."""

from typing import Any

from trainer.catalogue.models import (
    Criterion,
    Facts,
    LearningOutcome,
    OutcomeKind,
    Unit,
    UnitVersion,
    Wording,
)
from trainer.catalogue.searching import CatalogueEntry, EntryKind, plain
from trainer.core import clock
from trainer.demo.large.rows import Rows
from trainer.demo.large.standards import CRITERIA, SUBJECTS

CRITERIA_EACH = 20
PLACES = (
    "counter", "telephone", "website", "warehouse", "showroom", "workshop", "kitchen", "station", "clinic",
    "library", "office", "garden", "harbour",
)  # fmt: skip


def fill(criteria: int) -> None:
    """Put units with so many criteria in all on the shelf; no qualification lists them."""
    rows = Rows()
    for number in range(criteria // CRITERIA_EACH):
        _add(rows, number)
    rows.write()
    rows.settle()


def _add(rows: Rows, number: int) -> None:
    code = f"SHELF-{number:04d}"
    subject, place = SUBJECTS[number % len(SUBJECTS)], PLACES[number % len(PLACES)]
    shown: dict[str, Any] = {
        "code": code,
        "title": f"Look after {subject} at the {place}, {number}",
        "level": number % 4 + 1,
        "credit": number % 6 + 1,
        "facts": Facts.UNVERIFIED,
    }
    unit = rows.add(Unit, code=code)
    version = rows.add(
        UnitVersion,
        unit_id=unit,
        number=1,
        wording=Wording.OWN,
        content_hash="0" * 64,
        published_at=clock.now(),
        **shown,
    )
    outcome = rows.add(
        LearningOutcome,
        unit_version_id=version,
        number="1",
        title=f"Handle {subject} at the {place}",
        kind=OutcomeKind.COMPETENCE,
        position=0,
    )
    texts = [_text(number, step) for step in range(CRITERIA_EACH)]
    for step, text in enumerate(texts):
        rows.add(
            Criterion,
            unit_version_id=version,
            outcome_id=outcome,
            number=f"1.{step + 1}",
            text=text,
            position=step,
        )
    rows.add(
        CatalogueEntry,
        kind=EntryKind.UNIT,
        unit_id=unit,
        version_id=version,
        heading=plain(f"{code} {shown['title']}"),
        words=plain(" ".join(texts)),
        **shown,
    )


def _text(number: int, step: int) -> str:
    what = SUBJECTS[(number + step) % len(SUBJECTS)]
    where = PLACES[(number + step * 5) % len(PLACES)]
    return f"{CRITERIA[step % len(CRITERIA)].format(what)} at the {where}"
