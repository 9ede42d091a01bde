"""Who may set evidence aside, look into it and decide: every case."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.malpractice.models import Step
from trainer.malpractice.rules import Known, Unfit, unfit_for

NAMES = list(Known.__dataclass_fields__)


@pytest.mark.parametrize(
    ("fact", "set_aside", "reported", "decided"),
    [
        ("is_learner", Unfit.LEARNER, Unfit.LEARNER, Unfit.LEARNER),
        ("is_concerned", Unfit.CONCERNED, Unfit.CONCERNED, Unfit.CONCERNED),
        ("has_left", Unfit.LEFT, Unfit.LEFT, Unfit.LEFT),
        ("did_another_step", *[Unfit.DID_ANOTHER_STEP] * 3),
        ("barred", None, Unfit.BARRED, Unfit.BARRED),
        ("judged", None, None, Unfit.INVOLVED),
        ("involved", None, Unfit.INVOLVED, None),
        ("manages", None, Unfit.MANAGES, None),
    ],
)
def test_what_each_fact_bars(
    fact: str, set_aside: Unfit | None, reported: Unfit | None, decided: Unfit | None
) -> None:
    known = Known(entitled=True, **{fact: True})
    found = [unfit_for(step, known) for step in Step]
    assert found == [set_aside, reported, decided]
    assert [unfit_for(step, Known()) for step in Step] == [Unfit.NOT_ENTITLED] * 3
    assert [unfit_for(step, Known(entitled=True)) for step in Step] == [None] * 3


def test_no_combination_lets_whom_it_is_about_do_anything() -> None:
    for facts in product([False, True], repeat=len(NAMES)):
        known = dict(zip(NAMES, facts, strict=True))
        if known["is_learner"] or known["is_concerned"] or known["did_another_step"]:
            assert all(unfit_for(step, Known(**known)) is not None for step in Step)


@given(st.lists(st.tuples(st.sampled_from(list(Step)), st.integers(0, 4)), max_size=15))
def test_whoever_tries_three_people_do_three_steps(tries: list[tuple[Step, int]]) -> None:
    """Person 0 is the learner, 1 whom it is about."""
    done: dict[Step, int] = {}
    for step, person in tries:
        turn = list(Step)[len(done)] if len(done) < len(Step) else None
        known = Known(
            entitled=True,
            is_learner=person == 0,
            is_concerned=person == 1,
            did_another_step=person in done.values(),
        )
        if step is turn and unfit_for(step, known) is None:
            done[step] = person
    assert len(set(done.values())) == len(done)
    assert not {0, 1} & set(done.values())
