"""Strategies, rows and rates as Hypothesis makes them up for the rules of sampling."""

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from trainer.sampling.rules.drawing import Ground, Inputs, Row, keys_of
from trainer.sampling.rules.risk import Rate
from trainer.sampling.rules.settings import ALL, ALWAYS, LONGEST, Level, Settings, Target, Trigger

UNHURRIED = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
"""For what may take as long as a busy machine needs."""

ASSESSORS = 4
TRIGGERS = st.sets(st.sampled_from([*Trigger, Ground.CARRIED_OVER]), max_size=3).map(
    lambda some: tuple(sorted(one.value for one in some))
)
METHODS = st.sets(st.sampled_from(["account", "observation", "rpl", "witness"]), max_size=3)


@st.composite
def strategies(draw: st.DrawFn) -> Settings:
    low, normal, new = sorted(draw(st.tuples(*[st.integers(1, ALL)] * 3)))
    settled, low_after = sorted(draw(st.tuples(*[st.integers(1, 30)] * 2)))
    return Settings(
        rates={Level.IN_TRAINING: ALL, Level.NEW: new, Level.NORMAL: normal, Level.LOW: low},
        triggers=draw(st.frozensets(st.sampled_from(Trigger))) | ALWAYS,
        targets=draw(st.dictionaries(st.sampled_from(Target), st.integers(1, LONGEST))),
        settled_after=settled,
        low_after=low_after,
        fall_after=draw(st.integers(1, 15)),
        most=draw(st.none() | st.integers(1, 1000)),
    )


ROWS = st.lists(
    st.builds(
        Row,
        id=st.integers(1, 10**6),
        cycle=st.integers(1, 3),
        assessor=st.integers(1, ASSESSORS),
        candidate=st.integers(1, 6),
        unit=st.sampled_from("abc"),
        site=st.none() | st.integers(1, 3),
        methods=METHODS.map(lambda some: tuple(sorted(some))),
        triggers=st.just(()) | TRIGGERS,
    ),
    unique_by=lambda row: row.id,
    max_size=12,
)

RATES = st.builds(
    Rate,
    level=st.sampled_from(Level),
    base=st.integers(1, ALL),
    doubled=st.sampled_from([0, 0, 0, 1, 2]),
    agreed=st.integers(0, 50),
    in_a_row=st.integers(0, 50),
)


@st.composite
def inputs(draw: st.DrawFn, rows_: list[Row]) -> Inputs:
    """Make what a draw from these rows rests on; some of their targets are covered already."""
    keys = sorted({key for row in rows_ for target in Target for key in keys_of(target, row)})
    made = draw(strategies())
    return Inputs(
        Settings.from_data({**made.to_data(), "most": None}),
        {who: draw(RATES) for who in range(1, ASSESSORS + 1)},
        draw(st.frozensets(st.sampled_from(keys))) if keys else frozenset(),
    )


@st.composite
def populations(draw: st.DrawFn) -> tuple[Inputs, list[Row], str]:
    """Make a population with what its draw rests on and a seed."""
    made = draw(ROWS)
    return draw(inputs(made)), made, draw(st.text(max_size=8))
