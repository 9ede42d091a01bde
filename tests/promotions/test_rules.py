"""The rules of promotion cases, in every case there is."""

from itertools import product

import pytest

from trainer.promotions.rules.deciding import Member, fallen, has_scored, is_quorate, next_place
from trainer.promotions.rules.fitness import Candidate, Duty, Unfit, unfit_for
from trainer.promotions.rules.seeing import Part, reads_scores
from trainer.promotions.rules.stages import (
    AGAINST,
    MOVES,
    OVER,
    STEPS,
    PromotionStatus,
    after_appeal,
    step_of,
)

S = PromotionStatus
ALLOWED = {
    (S.OPENED, S.EVIDENCE_PACK), (S.EVIDENCE_PACK, S.READINESS_CHECKED),
    (S.READINESS_CHECKED, S.EVIDENCE_PACK), (S.READINESS_CHECKED, S.PANEL),
    (S.PANEL, S.RECOMMENDED), (S.PANEL, S.DEVELOP_FURTHER), (S.PANEL, S.NOT_RECOMMENDED),
    (S.RECOMMENDED, S.APPROVED), (S.RECOMMENDED, S.REFUSED), (S.RECOMMENDED, S.HELD),
    (S.HELD, S.EVIDENCE_PACK), (S.APPROVED, S.OFFERED),
    (S.OFFERED, S.ACCEPTED), (S.OFFERED, S.DECLINED), (S.ACCEPTED, S.IN_POST),
    (S.IN_POST, S.TRIAL_CONFIRMED), (S.IN_POST, S.TRIAL_ENDED),
    *((end, S.APPEALED) for end in AGAINST), *((S.APPEALED, end) for end in AGAINST),
    (S.APPEALED, S.OPENED), (S.APPEALED, S.ACCEPTED),
    *((one, S.WITHDRAWN) for one in (
        S.OPENED, S.EVIDENCE_PACK, S.READINESS_CHECKED, S.PANEL, S.RECOMMENDED, S.HELD, S.APPROVED,
        S.OFFERED, S.ACCEPTED,
    )),
}  # fmt: skip


@pytest.mark.parametrize(("before", "after"), list(product(S, S)))
def test_a_case_moves_only_along_the_table(before: S, after: S) -> None:
    assert (after in MOVES[before]) == ((before, after) in ALLOWED)


def test_every_end_is_an_end_but_for_appeals() -> None:
    for end in OVER:
        assert MOVES[end] == ({S.APPEALED} if end in AGAINST else set())
    assert all(MOVES[one] for one in S if one not in OVER)


@pytest.mark.parametrize("end", sorted(AGAINST))
def test_an_appeal_leads_back_or_to_other_people(end: S) -> None:
    assert after_appeal(end, upheld=False) is end
    assert after_appeal(end, upheld=True) is (S.ACCEPTED if end is S.TRIAL_ENDED else S.OPENED)


def test_every_stage_but_two_is_at_one_step() -> None:
    at = {one: [name for name, some in STEPS if one in some] for one in S}
    assert {one for one, names in at.items() if len(names) != 1} == {S.APPEALED, S.WITHDRAWN}
    assert step_of(S.APPEALED, S.REFUSED) == step_of(S.REFUSED, None)
    assert step_of(S.WITHDRAWN, None) is None


@pytest.mark.parametrize(
    ("status", "place"),
    [
        (S.OPENED, 0), (S.EVIDENCE_PACK, 1), (S.READINESS_CHECKED, 2), (S.NOT_RECOMMENDED, 3),
        (S.REFUSED, 4), (S.TRIAL_ENDED, 5),
    ],
)  # fmt: skip
def test_the_steps_are_counted_from_the_first(status: S, place: int) -> None:
    assert step_of(status, None) == step_of(S.APPEALED, status) == place


@pytest.mark.parametrize("duty", Duty)
@pytest.mark.parametrize("anew", [False, True])
def test_whoever_has_a_stake_or_a_part_is_refused(duty: Duty, anew: bool) -> None:
    flags = [
        "is_nominee", "has_left", "nominated", "stands_in", "tied", "below", "seated", "had_part",
    ]  # fmt: skip
    reasons = dict(zip(flags, Unfit.__members__.values(), strict=True))
    order = [Unfit.NOMINEE, Unfit.LEFT, Unfit.NOMINATED, Unfit.STANDS_IN, Unfit.TIED, Unfit.BELOW,
             Unfit.SEATED, Unfit.HAD_PART]  # fmt: skip
    assert list(reasons.values()) == order
    for values in product([False, True], repeat=len(flags)):
        given = dict(zip(flags, values, strict=True))
        counted = [
            reasons[flag]
            for flag, holds in given.items()
            if holds and (flag != "had_part" or anew or duty is Duty.HEARER)
        ]
        assert unfit_for(duty, Candidate(**given), anew=anew) == (counted[0] if counted else None)


def test_a_panel_takes_two_people_and_one_from_outside() -> None:
    inside, outside = Member(1, outside_line=False), Member(2, outside_line=True)
    assert is_quorate([inside, outside])
    assert not is_quorate([outside])
    assert not is_quorate([outside, Member(2, outside_line=True)])
    assert not is_quorate([inside, Member(3, outside_line=False)])
    assert not is_quorate([inside, Member(2, outside_line=True, gave_up=True)])
    assert not is_quorate([])


def test_a_panel_has_scored_when_everybody_who_sits_has() -> None:
    done, waits = Member(1, True, scored=True), Member(2, False)
    gone = Member(3, True, gave_up=True)
    assert not has_scored([done, waits])
    assert has_scored([done, Member(2, False, scored=True), gone])
    assert not has_scored([done, gone])


def test_approvals_go_in_order() -> None:
    assert next_place([2, 1], []) == 1
    assert next_place([1, 2], [1]) == 2
    assert next_place([1, 2], [1, 2]) is None
    assert next_place([], []) is None


def test_only_what_was_met_and_is_still_asked_for_can_fall() -> None:
    states = {"a": "met", "b": "met", "c": "partly"}
    pack = {
        "lines": [{"words": name, "state": state} for name, state in states.items()],
        "training": [{"code": "FA", "skill": "First aid", "state": "met"}],
    }
    assert fallen(pack, ["not", "met", "not"], {}) == ["a"]
    assert fallen(pack, ["not", "met", "not"], {"FA": "not"}) == ["a", "First aid"]
    assert fallen(pack, ["met", "partly", "met"], {"FA": "met"}) == ["b"]


def test_training_of_a_pack_without_codes_is_known_by_its_name() -> None:
    pack = {"lines": [], "training": [{"skill": "First aid", "state": "met"}]}
    assert fallen(pack, [], {"First aid": "not"}) == ["First aid"]
    assert fallen(pack, [], {"FA": "not"}) == []


@pytest.mark.parametrize("lines", [[], ["met", "met"]])
def test_states_that_are_not_those_of_the_pack_are_not_guessed_at(lines: list[str]) -> None:
    pack = {"lines": [{"words": "a", "state": "met"}], "training": []}
    with pytest.raises(ValueError, match="zip"):
        fallen(pack, lines, {})


@pytest.mark.parametrize("part", Part)
@pytest.mark.parametrize("decided", [False, True])
def test_nobody_reads_scores_before_all_have_scored(part: Part, decided: bool) -> None:
    assert not reads_scores(part, all_scored=False, decided=decided)
    early = {Part.PANEL, Part.APPROVER, Part.HEARER, Part.HR}
    assert reads_scores(part, all_scored=True, decided=decided) == (decided or part in early)
