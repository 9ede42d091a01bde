"""The stages of an appraisal as a page shows them: what is done, where it is, and what is ahead."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _

from trainer.appraisals.models import Appraisal, AppraisalStep
from trainer.appraisals.rules.stages import ANSWERED, RANKS, AppraisalStage, Party
from trainer.core.text import written


def stages_of(one: Appraisal, steps: Sequence[AppraisalStep], party: Party) -> list[dict[str, str]]:
    """Lay out the way from the self-assessment to the end, each step with the day it was done."""
    reached = {step.stage: step.at for step in steps}
    cycle, mine = one.cycle, party is Party.APPRAISEE
    manager = one.manager.name
    way: list[tuple[AppraisalStage, AppraisalStage, str, str]] = [
        (
            AppraisalStage.SELF_ASSESSMENT,
            AppraisalStage.MANAGER_DRAFT,
            _("Your self-assessment") if mine else _("Self-assessment"),
            _("by %(day)s", day=written(cycle.self_due_on)),
        ),
        (
            AppraisalStage.MANAGER_DRAFT,
            AppraisalStage.CALIBRATION if cycle.calibrates else AppraisalStage.SHARED,
            _("Manager’s view"),
            _("by %(day)s", day=written(cycle.manager_due_on)),
        ),
        *(
            [(AppraisalStage.CALIBRATION, AppraisalStage.SHARED, _("Calibration"), "")]
            if cycle.calibrates
            else []
        ),
        (AppraisalStage.SHARED, AppraisalStage.MEETING_HELD, _("Meeting"), written(one.meeting_at)),
        (
            AppraisalStage.MEETING_HELD,
            AppraisalStage.MANAGER_SIGNED,
            _("%(name)s signs", name=manager),
            "",
        ),
        (
            AppraisalStage.MANAGER_SIGNED,
            AppraisalStage.EMPLOYEE_SIGNED,
            _("You sign") if mine else _("%(name)s signs", name=one.person.name),
            _("by %(day)s", day=written(cycle.sign_by)),
        ),
        (
            AppraisalStage.EMPLOYEE_SIGNED,
            AppraisalStage.REVIEWED,
            _("Second-line review"),
            one.second_line.name if one.second_line else _("HR"),
        ),
    ]
    return [_step(one, reached, told) for told in way]


def _step(
    one: Appraisal,
    reached: dict[AppraisalStage, Any],
    told: tuple[AppraisalStage, AppraisalStage, str, str],
) -> dict[str, str]:
    begins, ends, word, meta = told
    if one.status is AppraisalStage.CANCELLED:
        return {"state": "ahead", "word": word, "meta": ""}
    rank = RANKS[one.status]
    ended = [
        reached[stage] for stage in (ANSWERED if ends in ANSWERED else {ends}) if stage in reached
    ]
    if rank >= RANKS[ends] and (ended or one.status is not AppraisalStage.CLOSED):
        return {"state": "done", "word": word, "meta": written(ended[-1]) if ended else ""}
    state = "now" if rank >= RANKS[begins] and one.status is not AppraisalStage.CLOSED else "ahead"
    return {"state": state, "word": word, "meta": meta}
