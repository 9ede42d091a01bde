"""What an entry of the register allowed at a moment, and if it did not, why. Pure.

Decisions and the checks of decisions made long ago ask the same functions, so that what lapses
later changes nothing that was decided before.
"""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from trainer.assessors.models import Duty, Standing
from trainer.core import clock


class Gap(StrEnum):
    """Why the register does not let somebody do something."""

    NOT_ENTERED = "not_entered"
    SUSPENDED = "suspended"
    NOT_CHECKED = "not_checked"
    REVIEW_DUE = "review_due"
    OTHER_SITES = "other_sites"
    OTHER_UNITS = "other_units"
    IN_TRAINING = "in_training"


ANYWHERE = 0
"""Stands for no site in particular, where somebody is asked about before it is known."""


@dataclass(frozen=True, slots=True)
class Work:
    """What is to be decided on: whose work, for which qualification, which units of it, and where.

    Without units it is no unit in particular, as when somebody is allocated.
    """

    qualification_id: int
    learner_id: int
    site_id: int | None = None
    units: frozenset[int] = frozenset()


@dataclass(slots=True)
class Term:
    """An entry as far as it decides what is allowed; no units or no sites are all of them.

    `suspensions` are moments from and until, `reviews` when a check of competence was recorded and
    the day on which it holds no more; with `checked_first` nothing is allowed before there is one.
    """

    duty: Duty
    standing: Standing
    starts_on: date
    ends_on: date | None = None
    ended_at: datetime | None = None
    units: set[int] = field(default_factory=set)
    sites: set[int] = field(default_factory=set)
    suspensions: list[tuple[datetime, datetime | None]] = field(default_factory=list)
    reviews: list[tuple[datetime, date]] = field(default_factory=list)
    checked_first: bool = False

    def runs(self, at: datetime) -> bool:
        """Say whether it had begun and not ended; one ended by hand ran until that moment."""
        day = clock.day_of(at)
        if day < self.starts_on:
            return False
        if self.ends_on is None or day < self.ends_on:
            return True
        return day == self.ends_on and self.ended_at is not None and at < self.ended_at

    def is_suspended(self, at: datetime) -> bool:
        """Say whether it was suspended at that moment."""
        return any(
            since <= at and (until is None or at < until) for since, until in self.suspensions
        )

    def is_checked(self, at: datetime) -> bool:
        """Say whether a check of competence was recorded, or the entry is from before that was asked."""
        return not self.checked_first or any(known <= at for known, _until in self.reviews)

    def is_reviewed(self, at: datetime) -> bool:
        """Say whether the last check of competence held; where there was none, none has run out."""
        known = [review_on for recorded_at, review_on in self.reviews if recorded_at <= at]
        return not known or clock.day_of(at) < max(known)

    def serves(self, site_id: int | None) -> bool:
        """Say whether it is for learners at that site."""
        return not self.sites or site_id == ANYWHERE or site_id in self.sites

    def covers(self, unit_id: int) -> bool:
        """Say whether it is for that unit."""
        return not self.units or unit_id in self.units


def gap(
    terms: Iterable[Term],
    duties: Collection[Duty],
    work: Work,
    at: datetime,
    *,
    qualified: bool = False,
) -> Gap | None:
    """Say what kept somebody with these entries from one of the duties at a moment, if anything.

    Where it is for several units, each must be in some entry; with `qualified` someone who works
    towards the qualification does not do.
    """
    left = [term for term in terms if term.duty in duties and term.runs(at)]
    if not left:
        return Gap.NOT_ENTERED
    asked: list[tuple[Callable[[Term], bool], Gap]] = [
        (lambda term: not term.is_suspended(at), Gap.SUSPENDED),
        (lambda term: term.is_checked(at), Gap.NOT_CHECKED),
        (lambda term: term.is_reviewed(at), Gap.REVIEW_DUE),
        (lambda term: term.serves(work.site_id), Gap.OTHER_SITES),
        (lambda term: not qualified or term.standing is Standing.QUALIFIED, Gap.IN_TRAINING),
    ]
    for holds, otherwise in asked:
        left = [term for term in left if holds(term)]
        if not left:
            return otherwise
    if not all(any(term.covers(unit) for term in left) for unit in work.units):
        return Gap.OTHER_UNITS
    return None


def standing_in(terms: Iterable[Term], work: Work, at: datetime) -> Standing | None:
    """Say how somebody with these entries stood as an assessor of this work, if at all."""
    held = list(terms)
    if gap(held, {Duty.ASSESS}, work, at) is not None:
        return None
    in_training = gap(held, {Duty.ASSESS}, work, at, qualified=True)
    return Standing.QUALIFIED if in_training is None else Standing.WORKING_TOWARDS
