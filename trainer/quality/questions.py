"""What is asked of a quality assurer who looks into a unit, and what the answers allow: pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _l
from trainer.sampling.rules.risk import Verdict


class Answer(StrEnum):
    """How one question of a look is answered."""

    YES = "yes"
    IN_PART = "in_part"
    NO = "no"


@dataclass(frozen=True)
class Question:
    """One thing a quality assurer looks for, by the name under which its answer is kept."""

    name: str
    words: LazyProxy


@dataclass(frozen=True)
class Group:
    """Questions that belong together."""

    title: LazyProxy
    questions: tuple[Question, ...]


ABOUT_EVIDENCE = (
    Group(
        _l("Do you agree that the evidence is"),
        (
            Question("valid", _l("Valid: it fits what the criteria ask")),
            Question("authentic", _l("Authentic: the learner’s own")),
            Question("current", _l("Current: recent enough")),
            Question("sufficient", _l("Sufficient: it covers all of each criterion")),
            Question("reliable", _l("Reliable: another assessor would say the same")),
        ),
    ),
    Group(
        _l("Is the feedback"),
        (
            Question("specific", _l("Specific to this evidence")),
            Question("next_step", _l("Clear about what comes next")),
            Question("timely", _l("Timely")),
        ),
    ),
    Group(
        _l("Are the records in order"),
        (
            Question("dates", _l("The dates")),
            Question("signatures", _l("The signatures")),
            Question("authenticity", _l("The assessor’s word that the work is the learner’s")),
            Question("declaration", _l("The learner’s declaration")),
        ),
    ),
)
ABOUT_PROOF = (
    Group(
        _l("Is the proof of the earlier achievement"),
        (
            Question(
                "genuine", _l("Genuine: seen in the original, or confirmed by who awarded it")
            ),
            Question("own", _l("The learner’s own")),
            Question("complete", _l("Complete: what was achieved, where and when")),
        ),
    ),
    Group(
        _l("Does it stand for this unit"),
        (
            Question("equal", _l("It covers all that the unit asks, at its level")),
            Question("still_holds", _l("It is recent enough that the competence still holds")),
        ),
    ),
    Group(
        _l("Is the record in order"),
        (
            Question("checked", _l("Who checked the proof, and how")),
            Question("checked_on", _l("The dates")),
        ),
    ),
)
"""What is asked of a unit held already, for which nothing was sent and nothing judged."""

Groups = tuple[Group, ...]


def questions_in(*groups: Group) -> tuple[Question, ...]:
    """List the questions of these groups, in order."""
    return tuple(question for group in groups for question in group.questions)


QUESTIONS = questions_in(*ABOUT_EVIDENCE)
OF_PROOF = questions_in(*ABOUT_PROOF)

Answers = Mapping[str, Mapping[str, Any]]
"""By the question's name, its `answer` and its `note`."""


def answered_in(answers: Answers) -> Groups:
    """Say which questions were asked where these answers were given."""
    asked_of_proof = any(one.name in answers for one in OF_PROOF)
    return ABOUT_PROOF if asked_of_proof else ABOUT_EVIDENCE


def unanswered(answers: Answers, asked: Groups) -> list[Question]:
    """List the questions asked that have no answer."""
    return [one for one in questions_in(*asked) if not answers.get(one.name, {}).get("answer")]


def unexplained(answers: Answers) -> list[Question]:
    """List the questions that were answered other than yes, without a note that says why."""
    return [
        one
        for one in questions_in(*answered_in(answers))
        if answers.get(one.name, {}).get("answer") in {Answer.IN_PART, Answer.NO}
        and not answers[one.name].get("note")
    ]


def denied(answers: Answers) -> list[Question]:
    """List the questions answered with no."""
    asked = questions_in(*answered_in(answers))
    return [one for one in asked if answers.get(one.name, {}).get("answer") == Answer.NO]


def fits(verdict: Verdict, answers: Answers) -> bool:
    """Say whether a verdict goes with these answers: nobody simply agrees after a no."""
    return verdict is not Verdict.AGREED or not denied(answers)
