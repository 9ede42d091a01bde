"""What entries allow at a moment, whatever their dates, ends, suspensions, checks, units and sites."""

from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.orm import Session

from tests.factories import make_user
from tests.factories_catalogue import make_version
from tests.factories_people import make_site
from trainer.accounts.models import User
from trainer.assessors.entitling import counts_at, covers, serves
from trainer.assessors.footing import terms_of
from trainer.assessors.models import (
    CompetenceCheck,
    Duty,
    RegisterEntry,
    Standing,
    Suspension,
)
from trainer.assessors.terms import ANYWHERE, Gap, Term, Work, gap, standing_in
from trainer.catalogue.models import Qualification, Unit
from trainer.core import clock
from trainer.extensions import db
from trainer.people.models import Site

BEGINNING = datetime(2026, 3, 27, 9, tzinfo=UTC)
"""Two days before summer time begins, so that days of 23 hours are among those tried."""

MOMENTS = st.integers(0, 24 * 10 * 4).map(lambda n: BEGINNING + timedelta(minutes=15 * n))
DAYS = MOMENTS.map(clock.day_of)
UNITS, SITES = st.sets(st.integers(1, 3)), st.sets(st.integers(1, 2))
SPANS = st.tuples(MOMENTS, st.none() | MOMENTS).filter(
    lambda span: not span[1] or span[0] <= span[1]
)
REVIEWS = st.tuples(MOMENTS, DAYS)
ASSESS = {Duty.ASSESS}


@st.composite
def terms(draw: st.DrawFn) -> Term:
    starts_on, ended_at = draw(DAYS), draw(st.none() | MOMENTS)
    ends_on = draw(st.none() | DAYS.filter(lambda day: day >= starts_on))
    return Term(
        draw(st.sampled_from(Duty)),
        draw(st.sampled_from(Standing)),
        starts_on,
        ends_on,
        ended_at if ends_on else None,
        draw(UNITS),
        draw(SITES),
        draw(st.lists(SPANS, max_size=2, unique_by=lambda span: span[1] is None or span)),
        draw(st.lists(REVIEWS, max_size=2)),
        draw(st.booleans()),
    )


WORKS = st.builds(
    Work,
    st.just(1),
    st.just(1),
    st.none() | st.integers(1, 2),
    st.sets(st.integers(1, 3), max_size=2).map(frozenset),
)


@given(st.lists(terms(), max_size=3), WORKS, MOMENTS)
def test_what_happens_later_changes_nothing_decided_before(
    held: list[Term], work: Work, at: datetime
) -> None:
    """Ends, suspensions, lifts and checks recorded after a decision leave what it was allowed."""
    then = gap(held, ASSESS, work, at)
    standing = standing_in(held, work, at)
    for term in held:
        if term.ends_on is None:
            term.ends_on, term.ended_at = clock.day_of(at), at + timedelta(seconds=1)
        term.suspensions.append((at + timedelta(seconds=1), None))
        term.reviews.append((at + timedelta(seconds=1), clock.day_of(at)))
    assert gap(held, ASSESS, work, at) is then
    assert standing_in(held, work, at) is standing


@given(st.lists(terms(), max_size=3), terms(), WORKS, MOMENTS)
def test_another_entry_never_takes_away(
    held: list[Term], more: Term, work: Work, at: datetime
) -> None:
    if gap(held, ASSESS, work, at) is None:
        assert gap([*held, more], ASSESS, work, at) is None


@given(st.lists(terms(), max_size=3), WORKS, MOMENTS)
def test_who_may_for_several_units_may_for_each(held: list[Term], work: Work, at: datetime) -> None:
    each = [
        gap(held, ASSESS, Work(1, 1, work.site_id, frozenset({unit})), at) is None
        for unit in work.units
    ]
    general = gap(held, ASSESS, Work(1, 1, work.site_id), at) is None
    assert (gap(held, ASSESS, work, at) is None) == (general and all(each))


@given(terms(), WORKS, MOMENTS)
def test_one_entry_allows_exactly_what_nothing_of_it_speaks_against(
    term: Term, work: Work, at: datetime
) -> None:
    day = clock.day_of(at)
    known = [until for recorded, until in term.reviews if recorded <= at]
    by_hand = term.ends_on == day and term.ended_at is not None and at < term.ended_at
    allowed = (
        term.duty is Duty.ASSESS
        and term.starts_on <= day
        and (term.ends_on is None or day < term.ends_on or by_hand)
        and not any(since <= at and (not till or at < till) for since, till in term.suspensions)
        and (any(day < until for until in known) or not (known or term.checked_first))
        and (not term.sites or work.site_id in term.sites)
        and (not term.units or work.units <= term.units)
    )
    assert (gap([term], ASSESS, work, at) is None) == allowed


TERM = Term(Duty.ASSESS, Standing.QUALIFIED, BEGINNING.date())
NOON = BEGINNING + timedelta(days=1)
HOUR = timedelta(hours=1)


@pytest.mark.parametrize(
    ("change", "work", "reason"),
    [
        ({}, Work(1, 1), None),
        ({"duty": Duty.VERIFY}, Work(1, 1), Gap.NOT_ENTERED),
        ({"starts_on": BEGINNING.date() + timedelta(days=2)}, Work(1, 1), Gap.NOT_ENTERED),
        ({"suspensions": [(NOON, None)]}, Work(1, 1), Gap.SUSPENDED),
        ({"suspensions": [(NOON - HOUR, NOON)]}, Work(1, 1), None),
        ({"suspensions": [(NOON + HOUR, None)]}, Work(1, 1), None),
        ({"checked_first": True}, Work(1, 1), Gap.NOT_CHECKED),
        (
            {"checked_first": True, "reviews": [(NOON + HOUR, NOON.date() + timedelta(days=9))]},
            Work(1, 1),
            Gap.NOT_CHECKED,
        ),
        (
            {"checked_first": True, "reviews": [(NOON, NOON.date() + timedelta(days=9))]},
            Work(1, 1),
            None,
        ),
        ({"reviews": [(BEGINNING, NOON.date())]}, Work(1, 1), Gap.REVIEW_DUE),
        ({"reviews": [(BEGINNING, NOON.date() + timedelta(days=1))]}, Work(1, 1), None),
        ({"reviews": [(NOON + HOUR, NOON.date())]}, Work(1, 1), None),
        ({"sites": {2}}, Work(1, 1, 1), Gap.OTHER_SITES),
        ({"sites": {2}}, Work(1, 1, None), Gap.OTHER_SITES),
        ({"sites": {2}}, Work(1, 1, ANYWHERE), None),
        ({"units": {3}}, Work(1, 1, None, frozenset({3, 4})), Gap.OTHER_UNITS),
        ({"units": {3, 4}}, Work(1, 1, None, frozenset({3, 4})), None),
        ({"standing": Standing.WORKING_TOWARDS}, Work(1, 1), Gap.IN_TRAINING),
    ],
)
def test_each_thing_that_speaks_against_it_is_named(
    change: dict[str, object], work: Work, reason: Gap | None
) -> None:
    term = Term(
        **{"duty": Duty.ASSESS, "standing": Standing.QUALIFIED, "starts_on": BEGINNING.date()}
        | change  # type: ignore[arg-type]
    )
    assert gap([term], ASSESS, work, NOON, qualified=True) is reason


def test_a_second_name_is_asked_for_the_units_somebody_is_in_training_for() -> None:
    qualified = Term(Duty.ASSESS, Standing.QUALIFIED, BEGINNING.date(), units={1})
    training = Term(Duty.ASSESS, Standing.WORKING_TOWARDS, BEGINNING.date(), units={2})
    standings = [
        standing_in([qualified, training], Work(1, 1, None, frozenset({unit})), NOON)
        for unit in (1, 2, 3)
    ]
    assert standings == [Standing.QUALIFIED, Standing.WORKING_TOWARDS, None]


@pytest.fixture
def places(app: object) -> tuple[User, Qualification, list[Unit], list[Site]]:
    qualification = make_version().qualification
    units = [Unit(code=f"TWIN{number}") for number in range(3)]
    db.session.add_all(units)
    sites = [make_site("Twin North"), make_site("Twin South")]
    db.session.commit()
    return make_user("Somebody Entered"), qualification, units, sites


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(terms(), WORKS, MOMENTS)
def test_statements_say_the_same_as_the_rules(
    places: tuple[User, Qualification, list[Unit], list[Site]],
    term: Term,
    work: Work,
    at: datetime,
) -> None:
    """The conditions of `entitling`, and what `footing` reads back, agree with `terms`."""
    holder, qualification, units, sites = places
    session: Session = db.session()
    with session.begin_nested() as undone:
        entry = RegisterEntry(
            holder=holder,
            qualification=qualification,
            duty=term.duty,
            standing=term.standing,
            starts_on=term.starts_on,
            ends_on=term.ends_on,
            ended_at=term.ended_at,
            checked_first=term.checked_first,
            units=[units[number - 1] for number in sorted(term.units)],
            sites=[sites[number - 1] for number in sorted(term.sites)],
            suspensions=[
                Suspension(reason="–", suspended_at=since, lifted_at=until)
                for since, until in term.suspensions
            ],
            competence=[
                CompetenceCheck(
                    shown_by="–",
                    checked_by="–",
                    checked_on=review_on - timedelta(days=1),
                    review_on=review_on,
                    recorded_at=recorded_at,
                )
                for recorded_at, review_on in term.reviews
            ],
        )
        session.add(entry)
        session.flush()
        [read] = terms_of(holder.id, qualification.id)
        site_id = sites[work.site_id - 1].id if work.site_id else None
        named = {units[number - 1].id for number in work.units}
        asked = Work(qualification.id, 0, site_id, frozenset(named))
        found = session.scalar(
            sa.select(RegisterEntry.id).where(
                RegisterEntry.id == entry.id,
                counts_at(at),
                serves(site_id),
                *(covers(unit) for unit in named),
            )
        )
        assert (found is not None) == (gap([read], {term.duty}, asked, at) is None)
        undone.rollback()
    session.expire_all()
