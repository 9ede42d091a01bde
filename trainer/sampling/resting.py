"""What a draw rests on besides its population: rates from the record, and what is covered."""

from collections.abc import Iterable

from trainer.core import clock
from trainer.sampling.models import Strategy
from trainer.sampling.record import qualified_for, record_of, seen_since
from trainer.sampling.rules.drawing import Inputs, Row, keys_of
from trainer.sampling.rules.risk import Rate, rate_of
from trainer.sampling.rules.settings import Settings


def inputs_for(strategy: Strategy, rows: Iterable[Row]) -> Inputs:
    """Put together what a draw from these rows rests on at this moment."""
    settings = Settings.from_data(strategy.settings)
    assessors = {row.assessor for row in rows}
    return Inputs(
        settings,
        rates_of(settings, strategy.qualification_id, assessors),
        covered_for(settings, strategy.qualification_id),
    )


def rates_of(
    settings: Settings, qualification_id: int, assessors: Iterable[int]
) -> dict[int, Rate]:
    """Say what share of each of these assessors' decisions is looked into now."""
    record, qualified = record_of(qualification_id), qualified_for(qualification_id)
    return {
        who: rate_of(settings, record.get(who, ()), qualified=who in qualified) for who in assessors
    }


def covered_for(settings: Settings, qualification_id: int) -> frozenset[str]:
    """Name the targets met by looks within the months the strategy gives each."""
    if not settings.targets:
        return frozenset()
    today = clock.today()
    since = {
        target: clock.end_of(clock.months_after(today, -months))
        for target, months in settings.targets.items()
    }
    seen = seen_since(qualification_id, min(since.values()))
    return frozenset(
        key
        for target, moment in since.items()
        for one in seen
        if one.looked_at > moment
        for key in keys_of(target, one.row)
    )
