"""What somebody should do next, most urgent first: each thing with its reason and one button."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.assessors.lapses import Lapse
from trainer.home.around import Around
from trainer.home.due import due_this_week
from trainer.home.queries import CameBack, Entry, ToSign
from trainer.logs.awaiting import Awaiting
from trainer.logs.models import EvidenceStatus, Part
from trainer.web.filters import ago, day

MOST_NAMES = 5


@dataclass(frozen=True)
class Thing:
    """One thing to do: what, why now, and the button that leads there."""

    icon: str
    what: str
    why: str
    url: str
    word: str


def for_learner(
    came_back: Sequence[CameBack], to_sign: Sequence[ToSign], entries: Sequence[Entry]
) -> list[Thing]:
    """Order what waits for a learner: questions to answer, units to sign, drafts to finish."""
    return [
        *(_answer(one) for one in came_back),
        *(_sign(one) for one in to_sign),
        *_carry_on(entries),
    ]


def awaiting_name(waiting: Sequence[Awaiting]) -> list[Thing]:
    """Point to the evidence that waits for somebody's name, written about them or by a learner."""
    return [
        Thing(
            icon="sign",
            what=_("Put your name under “%(title)s”", title=one.title or one.label),
            why=_("%(name)s wrote it about your work. Read it first.", name=one.author)
            if one.part is Part.LEARNER
            else _("%(label)s of %(name)s counts only with it.", label=one.label, name=one.owner),
            url=url_for("logs.sign", item_id=one.item_id),
            word=_("Read and sign"),
        )
        for one in waiting[:MOST_NAMES]
    ]


def lapsing_soon(lapses: Sequence[Lapse]) -> list[Thing]:
    """Point to what of somebody's own on the register runs out within 60 days, in one thing."""
    if not lapses:
        return []
    return [
        Thing(
            icon="clock",
            what=_("See what runs out for you on the register"),
            why=ngettext(
                "%(num)d thing, the first on %(day)s. A training administrator renews it.",
                "%(num)d things, the first on %(day)s. A training administrator renews them.",
                len(lapses),
                day=day(lapses[0].on),
            ),
            url=url_for("register.person", person_id=lapses[0].entry.holder_id),
            word=_("Look at it"),
        )
    ]


def under_other_hats(beside: Around) -> list[Thing]:
    """Point to what waits for somebody as an assessor or a quality assurer."""
    things: list[Thing] = []
    if beside.to_judge:
        things.append(
            Thing(
                icon="queue",
                what=ngettext(
                    "Judge the %(num)d entry that waits for you",
                    "Judge the %(num)d entries that wait for you",
                    beside.to_judge,
                ),
                why=_("As their assessor. The oldest comes first."),
                url=url_for("assessments.queue"),
                word=_("Open the queue"),
            )
        )
    if beside.to_sign:
        things.append(
            Thing(
                icon="sign",
                what=ngettext(
                    "Put your name to the %(num)d unit that waits for it",
                    "Put your name to the %(num)d units that wait for it",
                    beside.to_sign,
                ),
                why=_("To be signed or countersigned, or sent back to you by a quality assurer."),
                url=url_for("assessments.queue"),
                word=_("Open the queue"),
            )
        )
    if beside.to_release:
        things.append(
            Thing(
                icon="shield",
                what=ngettext(
                    "Check the %(num)d thing that waits to be released",
                    "Check the %(num)d things that wait to be released",
                    beside.to_release,
                ),
                why=_("As their quality assurer. Nothing counts before you have."),
                url=url_for("quality.queue"),
                word=_("Open the list"),
            )
        )
    things += _samples(beside)
    things += _appeals_and_cases(beside)
    things += _hand_overs(beside)
    things += _points(beside)
    things += _updates(beside)
    things += _exercises(beside)
    return things


def _hand_overs(beside: Around) -> Iterator[Thing]:
    if beside.to_hand_over:
        yield Thing(
            icon="people",
            what=ngettext(
                "Say what the next assessor of %(num)d learner should know",
                "Say what the next assessors of %(num)d learners should know",
                beside.to_hand_over,
            ),
            why=_("You assessed them until now. A few sentences will do."),
            url=url_for("registrations.hand_overs"),
            word=_("Write it down"),
        )


def _updates(beside: Around) -> Iterator[Thing]:
    if beside.to_read:
        yield Thing(
            icon="doc",
            what=ngettext(
                "Read the %(num)d update that is for you",
                "Read the %(num)d updates that are for you",
                beside.to_read,
            ),
            why=_("Something changed where you work. The minutes count as development."),
            url=url_for("updates.mine"),
            word=_("Read"),
        )


def _exercises(beside: Around) -> Iterator[Thing]:
    if beside.exercises_to_judge:
        yield Thing(
            icon="eye",
            what=ngettext(
                "Judge in the %(num)d standardisation exercise you are asked to",
                "Judge in the %(num)d standardisation exercises you are asked to",
                beside.exercises_to_judge,
            ),
            why=_("Alone, by the day it says. Then you all see where you differ."),
            url=url_for("standardisation.mine"),
            word=_("See which"),
        )


def _points(beside: Around) -> Iterator[Thing]:
    if beside.points_to_do:
        yield Thing(
            icon="flag",
            what=ngettext(
                "Do the %(num)d thing you were asked to do",
                "Do the %(num)d things you were asked to do",
                beside.points_to_do,
            ),
            why=_("Each has a day to it. Say what you did, and whoever asked looks at it."),
            url=url_for("points.listed", whose="mine"),
            word=_("See which"),
        )
    if beside.points_to_close:
        yield Thing(
            icon="check",
            what=ngettext(
                "Look whether the %(num)d thing you asked for is done",
                "Look whether the %(num)d things you asked for are done",
                beside.points_to_close,
            ),
            why=_("Whoever you asked says that it is. Close it, or open it again."),
            url=url_for("points.listed", whose="raised"),
            word=_("See which"),
        )


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


def _appeals_and_cases(beside: Around) -> Iterator[Thing]:
    if beside.to_hear:
        yield Thing(
            icon="chat",
            what=ngettext(
                "See to the %(num)d appeal that waits for an answer",
                "See to the %(num)d appeals that wait for an answer",
                beside.to_hear,
            ),
            why=_("A learner asked for a judgement to be looked at again, and it has a day to it."),
            url=url_for("appeals.listed"),
            word=_("Open the list"),
        )
    if beside.to_look_into:
        yield Thing(
            icon="flag",
            what=ngettext(
                "See to the %(num)d case of evidence set aside",
                "See to the %(num)d cases of evidence set aside",
                beside.to_look_into,
            ),
            why=_("Until it is decided nobody judges or signs on it."),
            url=url_for("malpractice.listed"),
            word=_("Open the list"),
        )


def _answer(one: CameBack) -> Thing:
    what = (
        _("Answer %(name)s’s question about “%(title)s”", name=one.assessor, title=one.title)
        if one.whole
        else _("Show %(name)s a little more in “%(title)s”", name=one.assessor, title=one.title)
    )
    return Thing(
        icon="back",
        what=what,
        why=_("“%(words)s” Sent back %(ago)s.", words=one.feedback, ago=ago(one.decided_at))
        if one.feedback
        else _("Some of its criteria are not yet met. Decided %(ago)s.", ago=ago(one.decided_at)),
        url=url_for("assessments.submission", submission_id=one.submission_id),
        word=_("Read and revise"),
    )


def _sign(one: ToSign) -> Thing:
    met = ngettext("Its %(num)d criterion is met.", "All %(num)d criteria are met.", one.criteria)
    return Thing(
        icon="sign",
        what=_("Sign off %(unit)s", unit=one.title),
        why=_("%(met)s Your declaration comes first, then your assessor’s.", met=met),
        url=url_for("assessments.sign", unit_assessment_id=one.unit_assessment_id),
        word=_("Read and sign"),
    )


def _carry_on(entries: Sequence[Entry]) -> Iterator[Thing]:
    for entry in entries:
        if entry.item_status is EvidenceStatus.DRAFT and not entry.is_handed_on:
            yield Thing(
                icon="pen",
                what=_("Finish “%(title)s”", title=entry.title or entry.label),
                why=ngettext(
                    "A draft, linked to %(num)d criterion.",
                    "A draft, linked to %(num)d criteria.",
                    entry.criteria,
                )
                if entry.criteria
                else _("A draft, not linked to a criterion yet."),
                url=url_for("logs.edit", item_id=entry.item_id),
                word=_("Carry on"),
            )
