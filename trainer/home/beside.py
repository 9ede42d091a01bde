"""What waits for somebody beside their own record, each with its reason and one button."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from babel.support import LazyProxy
from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from trainer.home.around import Around
from trainer.home.due import due_this_week
from trainer.home.things import Thing


@dataclass(frozen=True)
class Waits:
    """How a number that stands around every page reads as a thing to do, and the page it leads to."""

    counter: str
    icon: str
    what: Callable[[int], str]
    why: LazyProxy
    endpoint: str
    word: LazyProxy
    values: Mapping[str, Any] = field(default_factory=dict)

    def told(self, beside: Around) -> Iterator[Thing]:
        """Say it, if anything waits."""
        if number := getattr(beside, self.counter):
            yield Thing(
                icon=self.icon,
                what=self.what(number),
                why=str(self.why),
                url=url_for(self.endpoint, **self.values),
                word=str(self.word),
            )


FIRST: Sequence[Waits] = (
    Waits(
        "to_judge",
        "queue",
        lambda num: ngettext(
            "Judge the %(num)d entry that waits for you",
            "Judge the %(num)d entries that wait for you",
            num,
        ),
        _l("As their assessor. The oldest comes first."),
        "assessments.queue",
        _l("Open the queue"),
    ),
    Waits(
        "to_sign",
        "sign",
        lambda num: ngettext(
            "Put your name to the %(num)d unit that waits for it",
            "Put your name to the %(num)d units that wait for it",
            num,
        ),
        _l("To be signed or countersigned, or sent back to you by a quality assurer."),
        "assessments.queue",
        _l("Open the queue"),
    ),
    Waits(
        "to_release",
        "shield",
        lambda num: ngettext(
            "Check the %(num)d thing that waits to be released",
            "Check the %(num)d things that wait to be released",
            num,
        ),
        _l("As their quality assurer. Nothing counts before you have."),
        "quality.queue",
        _l("Open the list"),
    ),
)
"""Where others can't go on before it is done."""

THEN: Sequence[Waits] = (
    Waits(
        "to_hear",
        "chat",
        lambda num: ngettext(
            "See to the %(num)d appeal that waits for an answer",
            "See to the %(num)d appeals that wait for an answer",
            num,
        ),
        _l("A learner asked for a judgement to be looked at again, and it has a day to it."),
        "appeals.listed",
        _l("Open the list"),
    ),
    Waits(
        "to_look_into",
        "flag",
        lambda num: ngettext(
            "See to the %(num)d case of evidence set aside",
            "See to the %(num)d cases of evidence set aside",
            num,
        ),
        _l("Until it is decided nobody judges or signs on it."),
        "malpractice.listed",
        _l("Open the list"),
    ),
    Waits(
        "to_hand_over",
        "people",
        lambda num: ngettext(
            "Say what the next assessor of %(num)d learner should know",
            "Say what the next assessors of %(num)d learners should know",
            num,
        ),
        _l("You assessed them until now. A few sentences will do."),
        "registrations.hand_overs",
        _l("Write it down"),
    ),
    Waits(
        "points_to_do",
        "flag",
        lambda num: ngettext(
            "Do the %(num)d thing you were asked to do",
            "Do the %(num)d things you were asked to do",
            num,
        ),
        _l("Each has a day to it. Say what you did, and whoever asked looks at it."),
        "points.listed",
        _l("See which"),
        {"whose": "mine"},
    ),
    Waits(
        "points_to_close",
        "check",
        lambda num: ngettext(
            "Look whether the %(num)d thing you asked for is done",
            "Look whether the %(num)d things you asked for are done",
            num,
        ),
        _l("Whoever you asked says that it is. Close it, or open it again."),
        "points.listed",
        _l("See which"),
        {"whose": "raised"},
    ),
    Waits(
        "to_read",
        "doc",
        lambda num: ngettext(
            "Read the %(num)d update that is for you",
            "Read the %(num)d updates that are for you",
            num,
        ),
        _l("Something changed where you work. The minutes count as development."),
        "updates.mine",
        _l("Read"),
    ),
    Waits(
        "feedback_to_give",
        "chat",
        lambda num: ngettext(
            "Say how you see %(num)d person at work", "Say how you see %(num)d people at work", num
        ),
        _l("You are asked for feedback. It takes about ten minutes."),
        "feedback.mine",
        _l("See who asks"),
    ),
    Waits(
        "own_appraisals",
        "appraise",
        lambda _num: _("Go on with your appraisal"),
        _l("It waits for your words, or for your name."),
        "appraisals.mine",
        _l("Open it"),
    ),
    Waits(
        "led_appraisals",
        "appraise",
        lambda num: ngettext(
            "Do your part in %(num)d appraisal", "Do your part in %(num)d appraisals", num
        ),
        _l("To write, to talk through, to sign or to review."),
        "appraisals.team",
        _l("Open the list"),
    ),
    Waits(
        "promotions_to_do",
        "step",
        lambda num: ngettext(
            "Do your part in %(num)d promotion case",
            "Do your part in %(num)d promotion cases",
            num,
        ),
        _l("To score, to approve, or to answer. Others wait for it."),
        "promotions.mine",
        _l("Open the list"),
    ),
    Waits(
        "register_candidates",
        "shield",
        lambda num: ngettext(
            "Look whether to enter %(num)d person on the register",
            "Look whether to enter %(num)d people on the register",
            num,
        ),
        _l("They meet all that the career map asks. You decide."),
        "careers.candidates",
        _l("See what it rests on"),
    ),
    Waits(
        "own_development",
        "dev",
        lambda num: ngettext(
            "Look at %(num)d thing in your development plan",
            "Look at %(num)d things in your development plan",
            num,
        ),
        _l("It waits for your yes, or its day has come with nothing begun."),
        "development.mine",
        _l("Open the plan"),
    ),
    Waits(
        "led_development",
        "dev",
        lambda num: ngettext(
            "Read %(num)d thing your people put into their plans",
            "Read %(num)d things your people put into their plans",
            num,
        ),
        _l("They wait for your yes."),
        "development.team",
        _l("Open the plans"),
    ),
    Waits(
        "asked_to_coach",
        "people",
        lambda num: ngettext(
            "Say whether you can coach %(num)d colleague",
            "Say whether you can coach %(num)d colleagues",
            num,
        ),
        _l("You are asked for help with something you do well."),
        "pairs.mine",
        _l("See who asks"),
    ),
    Waits(
        "exercises_to_judge",
        "eye",
        lambda num: ngettext(
            "Judge in the %(num)d standardisation exercise you are asked to",
            "Judge in the %(num)d standardisation exercises you are asked to",
            num,
        ),
        _l("Alone, by the day it says. Then you all see where you differ."),
        "standardisation.mine",
        _l("See which"),
    ),
)


def beside_own_record(beside: Around) -> list[Thing]:
    """List what waits for somebody of others' records, and what others ask of them."""
    return [
        *(thing for one in FIRST for thing in one.told(beside)),
        *_samples(beside),
        *(thing for one in THEN for thing in one.told(beside)),
    ]


def _samples(beside: Around) -> Iterator[Thing]:
    if beside.to_sample:
        yield Thing(
            icon="eye",
            what=ngettext(
                "Look into the %(num)d unit that was picked for you",
                "Look into the %(num)d units that were picked for you",
                beside.to_sample,
            ),
            why=due_this_week(beside.to_sample_this_week or 0),
            url=url_for("quality.samples", show="due" if beside.to_sample_this_week else None),
            word=_("See which, and why"),
        )
