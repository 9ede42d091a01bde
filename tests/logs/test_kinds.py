"""What each kind of evidence lacks and who signs it, computed for every row of the table."""

from dataclasses import dataclass
from typing import Any

import pytest

from trainer.logs.kinds import BY_LEARNER, BY_WITNESS, KINDS, Hand, counting, lacks, next_part
from trainer.logs.models import EvidenceKind, Part

K = EvidenceKind
DAY = {"title": "At the counter", "happened_on": "2026-11-20", "minutes": 20, "place": "Counter",
       "what": "What was seen.", "kept_at": ""}  # fmt: skip
PAIR = [{"question": "Why?", "answer": "Because it was promised."}]
WHOLE: dict[EvidenceKind, dict[str, Any]] = {
    K.REFLECTIVE_ACCOUNT: dict.fromkeys(("situation", "task", "action", "result"), "Words."),
    K.WORK_PRODUCT: {"redacted": True},
    K.PHOTO_AUDIO_VIDEO: {"others_shown": True, "consent": "Marta, in writing."},
    K.CASE_STUDY: {"brief": "A case."},
    K.PROJECT: {"brief": "A project."},
    K.TEST: {"set_by": "College", "score": 8, "pass_mark": 7},
    K.PRIOR_LEARNING: {"source": "A certificate."},
    K.OBSERVATION: {"activity": "Serving.", "remote": False},
    K.DISCUSSION: {"topics": "Promises."},
    K.ORAL_QUESTIONS: {"questions": PAIR},
    K.WRITTEN_QUESTIONS: {"questions": PAIR},
    K.SIMULATION: {"permission": "AS-4", "reason": "Robberies are rare."},
}


@pytest.mark.parametrize("kind", WHOLE)
def test_what_is_whole_lacks_nothing(kind: EvidenceKind) -> None:
    assert lacks(kind, DAY, WHOLE[kind], ["photo"]) == []


@pytest.mark.parametrize(
    ("kind", "without"),
    [
        (kind, detail.name)
        for kind in WHOLE
        for detail in KINDS[kind].details
        if detail.needed or detail.name in {"redacted", "consent"}
    ],
)
def test_each_thing_that_is_needed_is_missed(kind: EvidenceKind, without: str) -> None:
    kept = {name: value for name, value in WHOLE[kind].items() if name != without}
    assert len(lacks(kind, DAY, kept, ["photo"])) == 1


@pytest.mark.parametrize(
    ("kind", "column"), [(kind, one) for kind in WHOLE for one in KINDS[kind].needed]
)
def test_each_column_that_is_needed_is_missed(kind: EvidenceKind, column: str) -> None:
    assert lacks(kind, {**DAY, column: None}, WHOLE[kind], ["photo"])


def test_of_a_recording_kept_elsewhere_it_is_asked_who_is_in_it() -> None:
    elsewhere = {**DAY, "kept_at": "The training room"}
    assert lacks(K.PHOTO_AUDIO_VIDEO, elsewhere, {}, []) == [
        "Say whether anyone but you can be seen or heard."
    ]
    assert lacks(K.PHOTO_AUDIO_VIDEO, elsewhere, {}, ["photo"]) == []


@pytest.mark.parametrize("answer", [True, False])
def test_no_is_an_answer(answer: bool) -> None:
    assert lacks(K.OBSERVATION, DAY, {"activity": "Serving.", "remote": answer}, []) == []


def test_a_failed_test_shows_nothing() -> None:
    given = {"set_by": "College", "score": 6, "pass_mark": 7}
    assert ["below the pass mark" in one for one in lacks(K.TEST, DAY, given, ["pdf"])] == [True]


@pytest.mark.parametrize(
    ("what", "files", "enough"),
    [("Summed up.", [], True), ("", ["audio"], True), ("", ["pdf"], False), ("", [], False)],
)
def test_a_discussion_is_recorded_or_summed_up(what: str, files: list[str], enough: bool) -> None:
    given = lacks(K.DISCUSSION, {**DAY, "what": what}, {"topics": "Promises."}, files)
    assert (given == []) is enough


def test_a_question_without_its_answer_is_missed() -> None:
    half = [*PAIR, {"question": "And then?", "answer": ""}]
    assert len(lacks(K.ORAL_QUESTIONS, DAY, {"questions": half}, [])) == 1


@pytest.mark.parametrize("kind", EvidenceKind)
def test_everybody_signs_once_and_in_turn(kind: EvidenceKind) -> None:
    signed: list[Part] = []
    while (part := next_part(kind, signed)) is not None:
        assert part not in signed
        signed.append(part)
    assert tuple(signed) == KINDS[kind].signers


def test_who_signs_what() -> None:
    assert KINDS[K.OBSERVATION].signers == (Part.AUTHOR, Part.LEARNER)
    assert KINDS[K.PRIOR_LEARNING].signers == (Part.ASSESSOR, Part.IQA)
    assert {KINDS[one].signers for one in BY_WITNESS} == {(Part.WITNESS, Part.ASSESSOR)}
    assert all(Part.LEARNER not in KINDS[one].signers for one in BY_LEARNER)
    assert all(rules.signers for rules in KINDS.values() if rules.hand is not Hand.LEARNER)


@dataclass
class Name:
    part: Part
    content_hash: str


def test_a_signature_counts_for_the_text_it_was_given_for() -> None:
    given = [Name(Part.AUTHOR, "old"), Name(Part.AUTHOR, "new"), Name(Part.LEARNER, "old")]
    assert counting(given, "new") == {Part.AUTHOR}
