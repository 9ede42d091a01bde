"""What somebody may see and answer of an appraisal at a stage: asked by pages, papers and exports alike.

The template says it, section by section, within what `rules/template.py` allows: one of the pair
never reads the other’s part before both are shared, and nobody writes over what is signed.
Whoever writes always sees what they wrote. Of one that is cancelled, nobody sees more than that.
Whoever is asked to answer an appeal sees what HR sees, once it is locked.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from trainer.appraisals.rules.stages import LOCKED, AppraisalStage, Party, is_between
from trainer.appraisals.rules.template import Part, Section, Template


@dataclass(frozen=True, slots=True)
class Sight:
    """Of one section: whose parts somebody sees, and whether they may answer it now."""

    sees: frozenset[Party] = frozenset()
    answers: bool = False


NOTHING = Sight()


def sight(template: Template, viewer: Party | None, stage: AppraisalStage) -> Mapping[str, Sight]:
    """Say for each section, by its key, what this viewer sees and answers; a stranger nothing."""
    return {one.key: _sight_of(one, viewer, stage) for one in template.sections}


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
