"""What somebody may see and answer of an appraisal at a stage: asked by pages, papers and exports alike.

The template says it, section by section, within what `rules/template.py` allows: one of the pair
never reads the other’s part before both are shared, and nobody writes over what is signed.
Whoever writes always sees what they wrote. Of one that is cancelled, nobody sees more than that.
Once an overall rating is handed in to be calibrated, it is settled: its writer answers it no more.
Whoever is asked to answer an appeal sees what HR sees, once it is locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from trainer.appraisals.rules.stages import LOCKED, RANKS, AppraisalStage, Party, is_between
from trainer.appraisals.rules.template import Part, Section, SectionKind, Template


@dataclass(frozen=True, slots=True)
class Sight:
    """Of one section: whose parts somebody sees, and whether they may answer it now."""

    sees: frozenset[Party] = frozenset()
    answers: bool = False


NOTHING = Sight()


def sight(
    template: Template, viewer: Party | None, stage: AppraisalStage, *, calibrates: bool = False
) -> Mapping[str, Sight]:
    """Say for each section, by its key, what this viewer sees and answers; a stranger nothing.

    `calibrates` says that the round it is in is calibrated.
    """
    found = {one.key: _sight_of(one, viewer, stage) for one in template.sections}
    if calibrates and is_settled(stage):
        found |= {
            one.key: replace(found[one.key], answers=False)
            for one in template.sections
            if one.kind is SectionKind.OVERALL
        }
    return found


def is_settled(stage: AppraisalStage) -> bool:
    """Say whether an overall rating in a round that is calibrated is HR’s alone to change."""
    handed_in = RANKS[AppraisalStage.CALIBRATION]
    return stage is AppraisalStage.CANCELLED or RANKS[stage] >= handed_in


def _sight_of(section: Section, viewer: Party | None, stage: AppraisalStage) -> Sight:
    if viewer is None:
        return NOTHING
    own = section.parts.get(viewer)
    return Sight(
        frozenset(
            writer
            for writer, part in section.parts.items()
            if writer is viewer or _is_seen(part, viewer, stage)
        ),
        own is not None and is_between(stage, own.writes.first, own.writes.last),
    )


def _is_seen(part: Part, viewer: Party, stage: AppraisalStage) -> bool:
    if viewer is Party.HEARER:
        return stage in LOCKED and _is_seen(part, Party.HR, stage)
    span = part.seen_by.get(viewer)
    return span is not None and is_between(stage, span.first, span.last)
