"""The two plans, each picking from the same decisions month by month."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from random import Random

from trainer.sampling.rules.drawing import Inputs, Row, draw, keys_of
from trainer.sampling.rules.risk import Rate, Verdict, rate_of
from trainer.sampling.rules.settings import Settings, Target, Trigger
from trainer.sampling.simulating.world import Decision, is_qualified

LATELY = 12
"""Months for which a disagreement draws looks to the same assessor on the same unit."""

World = Sequence[Sequence[Decision]]
"""The decisions of each month."""


def by_risk(world: World, settings: Settings, seed: str) -> list[list[Decision]]:
    """Pick as the rules do, each month by what the looks of the months before have shown."""
    record = _Record(settings)
    picked = []
    for month, decisions in enumerate(world, start=1):
        rows = [record.row_of(one, month) for one in decisions]
        drawn = draw(record.inputs_for(decisions, month), rows, f"{seed}|{month}")
        ids = {one.row.id for one in drawn if one.picked}
        picked.append([one for one in decisions if one.row.id in ids])
        record.note(picked[-1], month)
    return picked


def flat(world: World, sizes: Iterable[int], chance: Random) -> list[list[Decision]]:
    """Pick so many in each month, all decisions of the month being equally likely."""
    return [chance.sample(decisions, size) for decisions, size in zip(world, sizes, strict=True)]


class _Record:
    """What the looks so far have shown."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.verdicts: dict[int, list[Verdict]] = defaultdict(list)
        self.disagreed: dict[tuple[int, str], int] = {}
        self.met: dict[Target, dict[str, int]] = {one: {} for one in settings.targets}

    def row_of(self, decision: Decision, month: int) -> Row:
        """Say what the draw is told of a decision, with what was found in others like it lately."""
        row = decision.row
        found = self.disagreed.get((row.assessor, row.unit))
        if found is None or month - found > LATELY:
            return row
        return row._replace(triggers=(*row.triggers, Trigger.DISAGREED.value))

    def inputs_for(self, decisions: Iterable[Decision], month: int) -> Inputs:
        """Put together what the draw of a month rests on."""
        kinds = {one.row.assessor: one.kind for one in decisions}
        rates = {
            who: self._rate_of(who, qualified=is_qualified(kind, month))
            for who, kind in kinds.items()
        }
        return Inputs(self.settings, rates, self._covered(month))

    def note(self, looked_into: Iterable[Decision], month: int) -> None:
        """Keep what these looks have shown."""
        for one in looked_into:
            found = one.wrong and one.shows
            self.verdicts[one.row.assessor].append(Verdict.DISAGREED if found else Verdict.AGREED)
            if found:
                self.disagreed[one.row.assessor, one.row.unit] = month
            for target, met in self.met.items():
                met.update(dict.fromkeys(keys_of(target, one.row), month))

    def _rate_of(self, who: int, *, qualified: bool) -> Rate:
        return rate_of(self.settings, self.verdicts[who], qualified=qualified)

    def _covered(self, month: int) -> frozenset[str]:
        return frozenset(
            key
            for target, months in self.settings.targets.items()
            for key, met in self.met[target].items()
            if month - met <= months
        )
