"""Why a unit was picked, or was not, and what a strategy says, in plain sentences."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.logs.kinds import KINDS
from trainer.logs.models import EvidenceKind
from trainer.sampling.rules.drawing import Ground
from trainer.sampling.rules.risk import Rate
from trainer.sampling.rules.settings import ALL, Level, Target, Trigger


class Said(NamedTuple):
    """A reason: an icon, and a sentence."""

    icon: str
    words: str


LEVELS = {
    Level.IN_TRAINING: _l("In training"),
    Level.NEW: _l("New to it"),
    Level.NORMAL: _l("Settled"),
    Level.LOW: _l("Low risk"),
}

TRIGGERS = {
    Trigger.PRIOR_LEARNING: _l("Held already: the proof is looked at before it counts"),
    Trigger.LINE_MANAGER: _l("The assessor is also the learner’s line manager"),
    Trigger.DISAGREED: _l("A quality assurer disagreed on this unit within a year"),
    Trigger.SAME_FAULT: _l("It may share a fault found elsewhere"),
    Trigger.APPEALED: _l("The learner appealed against a decision on it"),
    Trigger.FIRST: _l("The assessor’s first decision on this unit"),
    Trigger.SIMULATION: _l("Rests on simulation"),
    Trigger.ONE_KIND: _l("Rests on one kind of evidence"),
}

TARGETS = {
    Target.ASSESSORS: _l("Every assessor"),
    Target.UNITS: _l("Every unit of every assessor"),
    Target.METHODS: _l("Every kind of evidence"),
    Target.SITES: _l("Every site"),
    Target.CANDIDATES: _l("Every learner"),
}

_ICONS = {
    Trigger.PRIOR_LEARNING: "swap",
    Trigger.LINE_MANAGER: "people",
    Trigger.DISAGREED: "back",
    Trigger.SAME_FAULT: "back",
    Trigger.APPEALED: "chat",
    Trigger.FIRST: "flag",
    Trigger.SIMULATION: "eye",
    Trigger.ONE_KIND: "doc",
}


def reasons_said(
    reasons: list[dict[str, Any]], assessor: str, sites: Mapping[str, str]
) -> list[Said]:
    """Say why a row was picked or left out; `assessor` is a name, `sites` are names by id."""
    return [_said(one, assessor, sites) for one in reasons]


def method_said(kind: str) -> str:
    """Name a kind of evidence by its code."""
    return str(KINDS[EvidenceKind(kind)].name)


def rate_said(rate: Rate) -> str:
    """Say what an assessor's share follows from."""
    level = str(LEVELS[rate.level])
    if not rate.doubled:
        return level
    return _("Raised after disagreement, from %(base)s%%", base=rate.base)


def _said(one: dict[str, Any], assessor: str, sites: Mapping[str, str]) -> Said:
    ground = one["ground"]
    if ground in set(Trigger):
        return Said(_ICONS[Trigger(ground)], str(TRIGGERS[Trigger(ground)]))
    if ground in set(Target):
        return _target_said(Target(ground), one["name"], assessor, sites)
    return _ground_said(Ground(ground), one, assessor)


def _ground_said(ground: Ground, one: dict[str, Any], assessor: str) -> Said:
    match ground:
        case Ground.CARRIED_OVER:
            words = _("Picked before, and opened again before anybody looked into it")
            return Said("back", words)
        case Ground.EVERY_DECISION if one["name"] == Level.IN_TRAINING:
            return Said("people", _("In training: every decision is looked into"))
        case Ground.EVERY_DECISION:
            return Said(
                "people", _("Every decision of %(name)s’s is looked into at present", name=assessor)
            )
        case Ground.BY_LOT:
            return Said("sample", _share_said(one["per_cent"], assessor))
    return Said(
        "dash",
        _(
            "Left out by lot: number %(place)s of %(of)s, and the first %(taken)s were picked",
            place=one["place"],
            of=one["of"],
            taken=one.get("taken", 0),
        ),
    )


def _share_said(per_cent: int, assessor: str) -> str:
    if ALL % per_cent == 0:
        return _("Picked at random, 1 in %(of)s of %(name)s’s", of=ALL // per_cent, name=assessor)
    return _("Picked at random, %(share)s%% of %(name)s’s", share=per_cent, name=assessor)


def _target_said(target: Target, key: str, assessor: str, sites: Mapping[str, str]) -> Said:
    match target:
        case Target.ASSESSORS:
            words = _("Nothing of %(name)s’s was looked into of late", name=assessor)
        case Target.UNITS:
            words = _(
                "%(name)s’s decisions on this unit were not looked into of late", name=assessor
            )
        case Target.METHODS:
            words = _("%(kind)s was not looked into of late", kind=method_said(key))
        case Target.SITES:
            words = _("Nothing at %(site)s was looked into of late", site=sites.get(key, key))
        case Target.CANDIDATES:
            words = _("Nothing of this learner was looked into of late")
    return Said("eye", words)
