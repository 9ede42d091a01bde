"""What somebody should do next, most urgent first: each thing with its reason and one button."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts import standing
from trainer.assessors.lapses import Lapse
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


def second_step(due: date | None) -> list[Thing]:
    """Point to the second step of signing in that a role needs by a day, while there is none."""
    if due is None or standing.present().has_second_step:
        return []
    return [
        Thing(
            icon="lock",
            what=_("Set up a second step for signing in"),
            why=_("Your role needs one before %(day)s.", day=day(due)),
            url=url_for("factors.overview"),
            word=_("Set it up"),
        )
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


def lacking(number: int) -> list[Thing]:
    """Point to the required skills somebody lacks, in one thing."""
    if not number:
        return []
    return [
        Thing(
            icon="warn",
            what=ngettext(
                "Get %(num)d skill your work asks for",
                "Get %(num)d skills your work asks for",
                number,
            ),
            why=_(
                "Lapsed or missing. My training says why it is asked, and which courses give it."
            ),
            url=url_for("training.mine"),
            word=_("See what is missing"),
        )
    ]


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
