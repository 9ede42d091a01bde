"""Until when an achieved unit, a criterion that was met or a piece of evidence is current: no clock.

A unit's rule says for how many months. Whatever ends has `review_by`: the first day on which it no
longer counts as current, as elsewhere `ends_on`.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from trainer.core.clock import months_after


class Currency(StrEnum):
    """How current something is."""

    CURRENT = "current"
    SOON = "soon"
    LAPSED = "lapsed"


class Rule(NamedTuple):
    """For how many months a unit is current, and how many days before the end it is to be renewed."""

    months: int
    renewal_days: int


class Standing(NamedTuple):
    """How current something is, and the first day on which it is so no longer."""

    state: Currency
    review_by: date

    @property
    def last_day(self) -> date:
        """The last day on which it is current."""
        return self.review_by - timedelta(days=1)


def standing(begun: date, rule: Rule, day: date) -> Standing:
    """Say how current something is on a day that came about on another: from that day on."""
    review_by = months_after(begun, rule.months)
    if day >= review_by:
        return Standing(Currency.LAPSED, review_by)
    soon = day >= review_by - timedelta(days=rule.renewal_days)
    return Standing(Currency.SOON if soon else Currency.CURRENT, review_by)


def begun_on(met_on: date, achieved_on: date | None) -> date:
    """Say from which day a criterion counts: the signatures under its unit say anew that it is met."""
    return met_on if achieved_on is None else max(met_on, achieved_on)
