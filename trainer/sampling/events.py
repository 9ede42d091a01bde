"""What happens to strategies and samples."""

from dataclasses import dataclass
from typing import Any

from trainer.accounts.models import User
from trainer.catalogue.models import Qualification
from trainer.core.events import Event, LedgerEvent, Sealed
from trainer.registrations.models import UnitAssessment
from trainer.sampling.models import Look, Pick, Sample, Stage, Strategy
from trainer.sampling.rules.risk import Verdict


@dataclass(frozen=True, kw_only=True)
class StrategySet(LedgerEvent):
    """How decisions on a qualification are sampled from now on."""

    subject: Strategy
    qualification: Qualification
    version: int
    settings: dict[str, Any]
    reason: Sealed


@dataclass(frozen=True, kw_only=True)
class SampleDrawn(LedgerEvent):
    """A sample was drawn: the seed, and hashes of what it rested on and of what came out."""

    subject: Sample
    strategy: Strategy
    stage: Stage
    seed: str
    chosen_seed: bool
    size: int
    picked: int
    inputs_hash: str
    population_hash: str


@dataclass(frozen=True, kw_only=True)
class PickDropped(Event):
    """A picked unit was reopened or left before anybody looked into it."""

    subject: Pick


@dataclass(frozen=True, kw_only=True)
class LookedInto(LedgerEvent):
    """A quality assurer looked into a unit and said what they make of it."""

    subject: Look
    unit_assessment: UnitAssessment
    cycle: int
    stage: Stage
    assessor: User
    verdict: Verdict
    answers: dict[str, Any]
    note: Sealed
    content_hash: str
