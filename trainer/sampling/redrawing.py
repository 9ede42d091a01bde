"""Drawing a sample again from what was frozen, and saying where the records differ from it."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import InstrumentedAttribute

from trainer.audit.models import LedgerEntry
from trainer.core.collecting import uncollected
from trainer.core.database import AnyRow, Columns
from trainer.extensions import db
from trainer.sampling.actions.drawing import AT_ONCE, population_hash
from trainer.sampling.events import SampleDrawn
from trainer.sampling.facts import row_from
from trainer.sampling.models import Pick, Sample, SampleRow
from trainer.sampling.rules.drawing import Drawn, Inputs, draw, hash_of


class What(StrEnum):
    """In what a sample differs from the draw made again."""

    POPULATION = "population"
    PICKED = "picked"
    REASONS = "reasons"
    PICKS = "picks"
    COUNTS = "counts"
    LEDGER = "ledger"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Difference:
    """One difference; `unit_assessment_id` is 0 where it is about the sample as a whole."""

    what: What
    unit_assessment_id: int = 0


@uncollected()
def differences(sample: Sample) -> list[Difference]:
    """Draw the sample again from its seed and list every difference from what is recorded."""
    return list(_differences(sample))


def _differences(sample: Sample) -> Iterator[Difference]:
    if not _is_in_ledger(sample):
        yield Difference(What.LEDGER)
    facts = list(db.session.scalars(_rows_in(sample, SampleRow.facts)))
    if population_hash(facts) != sample.population_hash or len(facts) != sample.size:
        yield Difference(What.POPULATION)
    try:
        again = draw(Inputs.from_data(sample.inputs), map(row_from, facts), sample.seed)
    except (ValueError, LookupError, TypeError, AttributeError):
        yield Difference(What.UNREADABLE)
        return
    if sum(one.picked for one in again) != sample.picked:
        yield Difference(What.COUNTS)
    kept = db.session.execute(_rows_in(sample, SampleRow.picked, SampleRow.reasons))
    for one, row in zip(again, kept, strict=True):
        yield from _of_row(one, row)
    yield from _of_picks(sample, {one.row.id for one in again if one.picked})


def _is_in_ledger(sample: Sample) -> bool:
    """Say whether the sample rests on what the ledger says of it, whatever its own row says."""
    body = db.session.scalar(
        sa.select(LedgerEntry.body).where(
            LedgerEntry.kind == SampleDrawn.__name__,
            LedgerEntry.subject_type == Sample.__name__,
            LedgerEntry.subject_id == sample.id,
        )
    )
    return body is not None and json.loads(body) == {
        "strategy": sample.strategy_id,
        "stage": sample.stage.value,
        "seed": sample.seed,
        "chosen_seed": sample.chosen_seed,
        "size": sample.size,
        "picked": sample.picked,
        "inputs_hash": hash_of(sample.inputs),
        "population_hash": sample.population_hash,
    }


def _of_row(drawn: Drawn, kept: AnyRow) -> Iterator[Difference]:
    if drawn.picked != kept.picked:
        yield Difference(What.PICKED, drawn.row.id)
    elif [reason.to_data() for reason in drawn.reasons] != kept.reasons:
        yield Difference(What.REASONS, drawn.row.id)


def _of_picks(sample: Sample, picked: set[int]) -> Iterator[Difference]:
    made = set(
        db.session.scalars(
            sa.select(Pick.unit_assessment_id)
            .join(SampleRow, SampleRow.id == Pick.row_id)
            .where(SampleRow.sample_id == sample.id)
        )
    )
    for unit_id in sorted(picked ^ made):
        yield Difference(What.PICKS, unit_id)


def _rows_in(sample: Sample, *columns: InstrumentedAttribute[Any]) -> Columns:
    """Select what was frozen, by unit, to be read a part at a time."""
    return (
        sa.select(*columns)
        .where(SampleRow.sample_id == sample.id)
        .order_by(SampleRow.unit_assessment_id)
        .execution_options(yield_per=AT_ONCE)
    )
