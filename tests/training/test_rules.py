"""What is required of somebody and how they stand: the rules against what they say, day by day."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from trainer.training.rules import reminding, renewing, spans
from trainer.training.rules.requiring import (
    EVERYBODY,
    Asked,
    Group,
    Job,
    Person,
    Rule,
    Whom,
    by_group,
    required,
    same_title,
)
from trainer.training.rules.spans import Span
from trainer.training.rules.standing import COVERED, SkillState, Standing, state_of

START = date(2024, 2, 20)
DAY = timedelta(days=1)
MOST = 60

days = st.integers(0, MOST).map(lambda number: START + number * DAY)
lengths = st.integers(0, 25)


@st.composite
def some_spans(draw: st.DrawFn, *, endless: bool = True) -> Span:
    first = draw(days)
    ends = first + draw(lengths) * DAY
    return Span(first, draw(st.sampled_from([ends, None])) if endless else ends)


jobs = st.builds(
    Job,
    some_spans(),
    st.sampled_from([1, 2]),
    st.sampled_from([None, 7]),
    st.sampled_from(["Adviser", "Manager"]),
)
groups = st.sampled_from(
    [
        EVERYBODY,
        (Whom.SITE, 1),
        (Whom.TEAM, 7),
        (Whom.JOB_TITLE, "adviser"),
        (Whom.ROLE, "assessor"),
        (Whom.PERSON, 5),
        (Whom.PERSON, 6),
    ]
)
persons = st.builds(
    Person,
    st.just(5),
    st.lists(jobs, max_size=4),
    st.lists(st.tuples(st.just("assessor"), some_spans()), max_size=2),
    st.dictionaries(
        st.sampled_from([1, 2]), st.lists(some_spans(endless=False), max_size=3), max_size=2
    ),
)
many_rules = st.lists(
    st.builds(
        Rule,
        st.integers(1, 99),
        st.sampled_from([1, 2, 3]),
        groups,
        some_spans(),
        st.sampled_from([0, 5, 30]),
    ),
    max_size=6,
    unique_by=lambda rule: rule.id,
)


def is_in(person: Person, group: Group, day: date) -> bool:
    """The plain meaning of a group, one day at a time."""
    now = [job for job in person.jobs if job.span.holds(day)]
    whom, which = group
    if not now:
        return False
    if whom is Whom.EVERYBODY:
        return True
    if whom is Whom.PERSON:
        return bool(which == person.id)
    if whom is Whom.ROLE:
        return any(role == which and span.holds(day) for role, span in person.roles)
    named: dict[Whom, Any] = {Whom.SITE: "site_id", Whom.TEAM: "team_id"}
    if whom in named:
        return any(getattr(job, named[whom]) == which for job in now)
    return any(same_title(job.job_title) == which for job in now)


@given(persons, many_rules, days)
def test_what_is_required_is_what_the_rules_say_that_day(
    person: Person, rules: list[Rule], day: date
) -> None:
    found = required(person, by_group(rules), day)
    wanted: dict[int, set[int]] = {}
    for rule in rules:
        if rule.span.holds(day) and is_in(person, rule.group, day):
            wanted.setdefault(rule.skill_id, set()).add(rule.id)
    assert {one.skill_id: set(one.rule_ids) for one in found} == wanted


@given(persons, many_rules, days)
def test_the_time_to_get_it_begins_when_it_was_first_asked_without_a_gap(
    person: Person, rules: list[Rule], day: date
) -> None:
    """Told of one rule at a time, against walking back day by day."""
    for rule in rules:
        if rule.group[0] is Whom.ROLE:
            continue  # Somebody's role goes on where their job has a gap.
        for one in required(person, by_group([rule]), day):
            first = day
            while is_in(person, rule.group, first - DAY) and rule.span.holds(first - DAY):
                first -= DAY
            exempt = person.exemptions.get(rule.skill_id, ())
            over = [x.ends_on for x in exempt if x.ends_on and x.starts_on < x.ends_on <= day]
            assert one.since == max([first, *over])
            assert one.due_on == one.since + timedelta(days=rule.days_to_get)


@given(st.lists(some_spans(endless=False), max_size=4), days)
def test_overlapping_exemptions_last_until_the_first_day_without_one(
    exempt: list[Span], day: date
) -> None:
    after = day
    while any(one.holds(after) for one in exempt):
        after += DAY
    assert spans.until(exempt, day) == (after if after > day else None)


def test_a_leaver_is_asked_nothing_from_the_day_after_the_last() -> None:
    left = Person(5, [Job(Span(START, START + 9 * DAY), 1, None, "Adviser")])
    rules = by_group(
        [Rule(1, 1, EVERYBODY, Span(START), 0), Rule(2, 2, (Whom.PERSON, 5), Span(START), 0)]
    )
    assert [one.skill_id for one in required(left, rules, START + 8 * DAY)] == [1, 2]
    assert required(left, rules, START + 9 * DAY) == []


def test_a_mover_has_the_days_of_the_new_place_and_keeps_the_old_count_elsewhere() -> None:
    moved = START + 20 * DAY
    person = Person(
        5, [Job(Span(START, moved), 1, None, "Adviser"), Job(Span(moved), 2, None, "Adviser")]
    )
    rules = by_group(
        [Rule(1, 1, (Whom.SITE, 2), Span(START), 10), Rule(2, 2, EVERYBODY, Span(START), 10)]
    )
    assert required(person, rules, moved) == [
        Asked(1, (1,), moved, moved + 10 * DAY),
        Asked(2, (2,), START, START + 10 * DAY),
    ]
    assert [one.skill_id for one in required(person, rules, moved - DAY)] == [2]


def test_somebody_back_from_an_exemption_has_the_days_again() -> None:
    back = START + 30 * DAY
    person = Person(
        5,
        [Job(Span(START), 1, None, "Adviser")],
        (),
        {1: [Span(START, back - DAY), Span(START + 9 * DAY, back)]},
    )
    rules = by_group([Rule(1, 1, EVERYBODY, Span(START), 14)])
    assert required(person, rules, back - DAY)[0].exempt_until == back
    assert required(person, rules, back) == [Asked(1, (1,), back, back + 14 * DAY)]


END = date(2025, 6, 1)
LONG_SINCE = Asked(1, (1,), date(2020, 1, 1), date(2020, 2, 1))


def stands(day: date, *ends: date | None, asked: Asked = LONG_SINCE) -> Standing:
    return state_of(asked, ends, day, renewal_days=30, grace_days=7)


def test_each_state_begins_and_ends_on_its_day() -> None:
    one = SkillState
    seen = {
        -31: one.HELD,
        -30: one.DUE,
        -1: one.DUE,
        0: one.GRACE,
        6: one.GRACE,
        7: one.LAPSED,
        400: one.LAPSED,
    }
    assert {n: stands(END + n * DAY, END).state for n in seen} == seen
    assert stands(END, END, None) == (SkillState.HELD, None)
    assert stands(END, END - 99 * DAY, END + 99 * DAY) == (SkillState.HELD, END + 99 * DAY)


def test_what_is_not_held_is_missing_from_the_day_it_is_due() -> None:
    asked = Asked(1, (1,), START, START + 14 * DAY)
    assert stands(START + 13 * DAY, asked=asked) == (SkillState.NOT_YET, asked.due_on)
    assert stands(START + 14 * DAY, asked=asked) == (SkillState.MISSING, asked.due_on)


def test_what_had_lapsed_before_it_was_asked_is_no_lapse() -> None:
    asked = Asked(1, (1,), END + 7 * DAY, END + 21 * DAY)
    assert stands(END + 7 * DAY, END, asked=asked).state is SkillState.NOT_YET
    assert stands(END + 21 * DAY, END, asked=asked).state is SkillState.MISSING
    earlier = Asked(1, (1,), END + 6 * DAY, END + 20 * DAY)
    assert stands(END + 20 * DAY, END, asked=earlier).state is SkillState.LAPSED


def test_an_exemption_matters_to_those_who_do_not_hold_it() -> None:
    asked = Asked(1, (1,), START, START, END + 50 * DAY)
    assert stands(END - 31 * DAY, END, asked=asked).state is SkillState.HELD
    assert stands(END - 30 * DAY, END, asked=asked) == (SkillState.EXEMPT, END + 50 * DAY)


@given(
    st.lists(st.one_of(st.none(), days), max_size=3), days, days, st.integers(0, 40),
    st.integers(0, 20), st.integers(0, 20),
)  # fmt: skip
def test_more_that_counts_never_makes_it_worse(
    ends: list[date | None], more: date, day: date, renewal: int, grace: int, due: int
) -> None:
    asked = Asked(1, (1,), START, START + due * DAY)
    covered = [
        state_of(asked, given_, day, renewal_days=renewal, grace_days=grace).state in COVERED
        for given_ in (ends, [*ends, more])
    ]
    assert covered[0] <= covered[1]
    held = any(end is None or day < end + grace * DAY for end in ends)
    assert covered[0] == held


def test_a_year_from_29_february_and_a_month_from_the_31st() -> None:
    assert renewing.ends_on(date(2024, 2, 29), 12) == date(2025, 3, 1)
    assert renewing.ends_on(date(2024, 2, 29), 48) == date(2028, 2, 29)
    assert renewing.ends_on(date(2026, 1, 31), 1) == date(2026, 3, 1)
    assert renewing.ends_on(date(2026, 8, 31), 3) == date(2026, 12, 1)
    assert renewing.ends_on(START, None) is None


@given(
    st.dates(date(2000, 1, 1), date(2090, 1, 1)),
    st.integers(1, 60),
    st.integers(0, 90),
    st.integers(-120, 60),
)
def test_renewing_in_the_window_loses_no_day_and_else_gains_none(
    end: date, months: int, window: int, away: int
) -> None:
    day = end + away * DAY
    got = renewing.ends_on(day, months, former_end=end, renewal_days=window)
    anew = renewing.ends_on(day, months)
    if -window <= away <= 0:
        assert got == renewing.ends_on(end, months)
        assert anew is not None
        assert got is not None
        assert got >= anew
    else:
        assert got == anew


@given(days, st.lists(st.integers(-80, 40), min_size=1))
def test_no_distance_comes_back_as_the_days_go_by(deadline: date, nights: list[int]) -> None:
    told = [reminding.distance_of(deadline, deadline + night * DAY) for night in sorted(nights)]
    known = [one for one in told if one is not None]
    assert known == sorted(known, reverse=True)
    assert set(known) <= {*reminding.AHEAD, *(-one for one in reminding.OVERDUE)}


def test_every_night_gives_every_distance_on_its_day() -> None:
    first: dict[int | None, int] = {}
    for night in range(-70, 20):
        first.setdefault(reminding.distance_of(END, END + night * DAY), night)
    assert first == {None: -70, 60: -60, 30: -30, 14: -14, 7: -7, 1: -1, -1: 0, -7: 6, -14: 13}


def test_the_first_day_of_the_window_counts_from_the_end_and_the_day_before_does_not() -> None:
    opens = END - 30 * DAY
    from_end = renewing.ends_on(opens, 12, former_end=END, renewal_days=30)
    assert from_end == date(2026, 6, 1)
    early = renewing.ends_on(opens - DAY, 12, former_end=END, renewal_days=30)
    assert early == renewing.ends_on(opens - DAY, 12)


def test_of_several_rules_for_a_skill_the_first_to_be_met_counts() -> None:
    person = Person(5, [Job(Span(START), 1, 7, "Adviser")])
    later = START + 9 * DAY
    rules = [
        Rule(1, 1, EVERYBODY, Span(START), 60),
        Rule(2, 1, (Whom.SITE, 1), Span(later), 10),
        Rule(3, 1, (Whom.TEAM, 7), Span(later), 90),
    ]
    [asked] = required(person, by_group(rules), later)
    assert asked == Asked(1, (1, 2, 3), START, later + 10 * DAY)
