"""What the printed result of a round says: what `release` gives, in its order, and nothing beside."""

from collections.abc import Iterator

from trainer.config import Config
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.core.text import ngettext
from trainer.documents.paper import PaperPage, Section, Table, whole_day
from trainer.feedback import naming
from trainer.feedback.models import FeedbackQuestion, FeedbackRound
from trainer.feedback.rules.release import LEVELS, Part, Released


def page_of(told: FeedbackRound, released: Released, config: Config) -> PaperPage:
    """Say of a round what was released."""
    return PaperPage(
        organisation=config.organisation,
        centre=config.centre,
        title=_("How others see %(name)s’s work", name=told.subject.name),
        learner=told.subject.name,
        about=str(naming.KINDS[told.kind]),
        made_on=clock.today(config.zone),
        facts=(
            (_("Last day"), whole_day(told.closes_on)),
            (_("Asked"), _("without names") if told.anonymous else _("with names")),
        ),
        sections=(
            Section(_("Who answered"), words=tuple(_who(told, released))),
            *(_section(one, released) for one in told.questions if released.parts),
        ),
    )


def _who(told: FeedbackRound, released: Released) -> Iterator[str]:
    for part in released.parts:
        number = ngettext("%(num)d answer", "%(num)d answers", part.people)
        yield f"{naming.group_name(part.sides)}: {number}"
    if released.withheld:
        yield _(
            "Fewer than %(number)s people answered (%(sides)s), too few to show anything without"
            " giving somebody away.",
            number=told.minimum,
            sides=naming.group_name(released.withheld),
        )
    elif not released.parts:
        yield _("Nobody answered in this round.")


def _section(question: FeedbackQuestion, released: Released) -> Section:
    if question.version is None:
        return Section(question.name, words=tuple(_said(question, released)))
    heads = (_("Group"), *(str(level) for level in range(1, LEVELS + 1)), _("Average"))
    rows = tuple(_row(question, part) for part in released.parts)
    return Section(
        question.name,
        words=(question.version.meaning,),
        table=Table(heads, (5, 1, 1, 1, 1, 3), rows),
    )


def _row(question: FeedbackQuestion, part: Part) -> tuple[str, ...]:
    spread = part.spreads.get(question.id)
    name = naming.group_name(part.sides)
    if spread is None:
        return (name, *[""] * LEVELS, _("too few to show"))
    counts = (
        ", ".join(names) if names else str(number)
        for number, names in zip(spread.counts, spread.names or ((),) * LEVELS, strict=True)
    )
    return (name, *counts, f"{spread.average:.1f}")


def _said(question: FeedbackQuestion, released: Released) -> Iterator[str]:
    said = False
    for part in released.parts:
        for one in part.words.get(question.id, ()):
            said = True
            by = f" ({one.by})" if one.by else ""
            yield f"{naming.group_name(part.sides)}{by}: {one.words}"
    if not said:
        yield _("Nobody wrote anything here.")
