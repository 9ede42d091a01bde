"""What an appraisal asks: sections with their parts, and what is wrong with a template."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from trainer.appraisals.rules.stages import RANKS, WRITERS, AppraisalStage, Party
from trainer.core.text import gettext as _

TOP = 4
"""The highest level; the lowest is 1. Both have to be explained."""


class SectionKind(StrEnum):
    """What a section is made of."""

    OBJECTIVES = "objectives"
    BEHAVIOURS = "behaviours"
    QUESTIONS = "questions"
    OVERALL = "overall"


RATED = frozenset({SectionKind.OBJECTIVES, SectionKind.BEHAVIOURS})
"""Kinds whose ratings bear on the overall one, by their weights."""


@dataclass(frozen=True, slots=True)
class Span:
    """From one stage to another, both included."""

    first: AppraisalStage
    last: AppraisalStage


@dataclass(frozen=True, slots=True)
class Part:
    """What one of the writers answers in a section: when, and who else sees it when."""

    writes: Span
    seen_by: Mapping[Party, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Question:
    """Something asked in words, or by choosing one of a few answers."""

    key: str
    text: str
    hint: str = ""
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the form under a heading of its own; `weight` is a percentage, of rated ones."""

    key: str
    kind: SectionKind
    title: str
    parts: Mapping[Party, Part]
    says: str = ""
    weight: int = 0
    questions: tuple[Question, ...] = ()
    cites: bool = False


@dataclass(frozen=True)
class Template:
    """All that is asked, with the names of the four levels from the lowest."""

    name: str
    scale: tuple[str, str, str, str]
    sections: tuple[Section, ...]

    def section(self, key: str) -> Section | None:
        """Find a section by its key."""
        return next((one for one in self.sections if one.key == key), None)

    def level(self, rating: int | None) -> str:
        """Say what a rating is called; nothing without one."""
        return self.scale[rating - 1] if rating else ""


WRITING = {
    Party.APPRAISEE: Span(AppraisalStage.SELF_ASSESSMENT, AppraisalStage.MEETING_HELD),
    Party.MANAGER: Span(AppraisalStage.SELF_ASSESSMENT, AppraisalStage.MEETING_HELD),
    Party.SECOND_LINE: Span(AppraisalStage.EMPLOYEE_SIGNED, AppraisalStage.EMPLOYEE_SIGNED),
}
"""When each may write at all: nobody changes what the manager has signed."""


def faults(template: Template) -> list[str]:
    """Say what is wrong with a template, in whole sentences."""
    return [
        *_faults_of_all(template),
        *(says for one in template.sections for says in _faults_of_section(one)),
    ]


def _faults_of_all(template: Template) -> Iterator[str]:
    for key, number in Counter(one.key for one in template.sections).items():
        if number > 1:
            yield _("Two sections have the key “%(key)s”. Give each its own.", key=key)
    weights = [one.weight for one in template.sections if one.kind in RATED]
    if weights and sum(weights) != 100:  # noqa: PLR2004 - the whole of it
        yield _("The weights add up to %(sum)d %%. They have to be 100 %%.", sum=sum(weights))
    overall = [one for one in template.sections if one.kind is SectionKind.OVERALL]
    if len(overall) > 1:
        yield _("There can be one overall rating only.")
    if any(set(one.parts) != {Party.MANAGER} for one in overall):
        yield _("The overall rating is the manager’s alone.")


def _faults_of_section(section: Section) -> Iterator[str]:
    if not section.parts:
        yield _("Nobody answers “%(title)s”.", title=section.title)
    if section.weight and section.kind not in RATED:
        yield _("“%(title)s” is not rated, so it has no weight.", title=section.title)
    if (section.kind is SectionKind.QUESTIONS) != bool(section.questions):
        yield _("Questions belong to a section of questions: “%(title)s”.", title=section.title)
    keys = Counter(one.key for one in section.questions)
    if any(number > 1 for number in keys.values()):
        yield _("Two questions of “%(title)s” have the same key.", title=section.title)
    for writer, part in section.parts.items():
        yield from _faults_of_part(section, writer, part)


def _faults_of_part(section: Section, writer: Party, part: Part) -> Iterator[str]:
    if writer not in WRITERS:
        yield _("In “%(title)s” somebody writes who only reads.", title=section.title)
        return
    allowed = WRITING[writer]
    if not _within(part.writes, allowed):
        yield _(
            "In “%(title)s” somebody writes when the words are not theirs to write.",
            title=section.title,
        )
    if Party.HEARER in part.seen_by:
        yield _("Who answers an appeal reads what HR reads. Leave “hearer” out.")
    for viewer, span in part.seen_by.items():
        if RANKS[span.first] > RANKS[span.last]:
            yield _("In “%(title)s” a time ends before it begins.", title=section.title)
        if _is_early(section, writer, viewer, span.first):
            yield _(
                "In “%(title)s” one would read the other before both are released.",
                title=section.title,
            )


def _within(span: Span, allowed: Span) -> bool:
    return RANKS[allowed.first] <= RANKS[span.first] <= RANKS[span.last] <= RANKS[allowed.last]


def _is_early(section: Section, writer: Party, viewer: Party, first: AppraisalStage) -> bool:
    """Say whether one of the pair would see the other's part before both are shared.

    What the person alone answers may be read as soon as it is handed in.
    """
    pair = {Party.APPRAISEE, Party.MANAGER}
    if {writer, viewer} != pair or RANKS[first] >= RANKS[AppraisalStage.SHARED]:
        return False
    alone = set(section.parts) & pair == {Party.APPRAISEE}
    return not (alone and RANKS[first] >= RANKS[AppraisalStage.MANAGER_DRAFT])
