"""Who sees and answers what at which stage, held against a table that has a row for every case."""

from dataclasses import replace
from itertools import product

import pytest

from tests.appraisals.table import table, template
from trainer.appraisals.actions.planning import CODES
from trainer.appraisals.rules.stages import MOVES, RANKS, AppraisalStage, Party
from trainer.appraisals.rules.template import Part, Span, Template, faults
from trainer.appraisals.rules.visibility import NOTHING, sight


def test_the_table_has_a_row_for_every_section_stage_and_person() -> None:
    every = {
        (code, section.key, party, stage)
        for code in CODES
        for section, party, stage in product(template(code).sections, Party, AppraisalStage)
    }
    assert set(table()) == every


def test_what_is_seen_and_answered_is_what_the_table_says() -> None:
    wrong = [
        (place, expected, found)
        for place, expected in table().items()
        if (found := sight(template(place[0]), place[2], place[3])[place[1]]) != expected
    ]
    assert not wrong


@pytest.mark.parametrize("stage", AppraisalStage)
def test_a_stranger_sees_and_answers_nothing(stage: AppraisalStage) -> None:
    assert set(sight(template("annual"), None, stage).values()) == {NOTHING}


def test_every_stage_but_cancelled_has_a_place_and_the_machine_never_goes_back_but_once() -> None:
    assert set(RANKS) == set(AppraisalStage) - {AppraisalStage.CANCELLED}
    back = [
        (one, other)
        for one, others in MOVES.items()
        for other in others
        if other in RANKS and RANKS[other] <= RANKS[one]
    ]
    assert back == [(AppraisalStage.MANAGER_SIGNED, AppraisalStage.MEETING_HELD)]


def changed(of: Template, section: str, writer: Party, part: Part) -> Template:
    return replace(
        of,
        sections=tuple(
            replace(one, parts={**one.parts, writer: part}) if one.key == section else one
            for one in of.sections
        ),
    )


@pytest.mark.parametrize(
    ("writer", "viewer", "first"),
    [
        (Party.MANAGER, Party.APPRAISEE, AppraisalStage.MANAGER_DRAFT),
        (Party.MANAGER, Party.APPRAISEE, AppraisalStage.CALIBRATION),
        (Party.APPRAISEE, Party.MANAGER, AppraisalStage.SELF_ASSESSMENT),
        (Party.APPRAISEE, Party.MANAGER, AppraisalStage.MANAGER_DRAFT),
    ],
)
def test_no_form_lets_one_of_the_pair_read_the_other_before_both_are_shared(
    writer: Party, viewer: Party, first: AppraisalStage
) -> None:
    part = Part(
        Span(AppraisalStage.SELF_ASSESSMENT, AppraisalStage.SELF_ASSESSMENT),
        {viewer: Span(first, AppraisalStage.CLOSED)},
    )
    found = faults(changed(template("annual"), "behaviours", writer, part))
    assert found == ["In “How you work” one would read the other before both are released."]


def test_no_form_lets_anybody_write_over_what_the_manager_signed() -> None:
    part = Part(Span(AppraisalStage.MEETING_HELD, AppraisalStage.MANAGER_SIGNED))
    found = faults(changed(template("annual"), "behaviours", Party.MANAGER, part))
    assert found == ["In “How you work” somebody writes when the words are not theirs to write."]


def test_weights_have_to_come_to_a_hundred() -> None:
    annual = template("annual")
    light = replace(
        annual,
        sections=tuple(
            replace(one, weight=40) if one.key == "behaviours" else one for one in annual.sections
        ),
    )
    assert faults(light) == ["The weights add up to 90 %. They have to be 100 %."]


@pytest.mark.parametrize("code", CODES)
def test_the_forms_trainer_comes_with_have_no_fault(code: str) -> None:
    assert faults(template(code)) == []


def test_an_overall_rating_is_settled_once_it_is_handed_in_to_be_calibrated() -> None:
    for stage, answers in (
        (AppraisalStage.MANAGER_DRAFT, True),
        (AppraisalStage.CALIBRATION, False),
        (AppraisalStage.MEETING_HELD, False),
    ):
        found = sight(template("annual"), Party.MANAGER, stage, calibrates=True)
        assert found["overall"].answers is answers
        assert found["behaviours"].answers
