"""The draw: which units of a frozen population are looked into, and why each is or is not.

A draw is a function of its inputs alone. Lots are hashes of the seed with each unit's own number,
so the order of the rows, the database and the machine make no difference.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, NamedTuple

from trainer.sampling.rules.risk import Rate
from trainer.sampling.rules.settings import ALL, Settings, Target, Trigger


class Ground(StrEnum):
    """On what a unit was picked, or left out, besides triggers and targets.

    What is carried over was picked before, and opened again before anybody looked into it. No
    strategy names it, so none can leave it out.
    """

    CARRIED_OVER = "carried_over"
    EVERY_DECISION = "every_decision"
    BY_LOT = "by_lot"
    LEFT_BY_LOT = "left_by_lot"


class Row(NamedTuple):
    """A unit decision as the draw knows it: `id` and `cycle` name it, the rest is what it covers.

    `triggers` are those that apply to it, whether or not the strategy minds them; what is carried
    over is named among them.
    """

    id: int
    cycle: int
    assessor: int
    candidate: int
    unit: str
    site: int | None
    methods: tuple[str, ...]
    triggers: tuple[str, ...]


class Reason(NamedTuple):
    """Why a row was picked or left out: a trigger, a target or a ground, with its numbers.

    For a lot: `place` of `of` rows in the order drawn, of which the first `taken` were picked, at
    `per_cent`. For a target: `name` says which assessor, unit, method, site or candidate.
    """

    ground: str
    name: str = ""
    place: int = 0
    of: int = 0
    taken: int = 0
    per_cent: int = 0

    def to_data(self) -> dict[str, Any]:
        """Write the reason as plain data, without what it leaves empty."""
        found: dict[str, Any] = {"ground": self.ground}
        if self.name:
            found["name"] = self.name
        if self.of:
            found |= {"place": self.place, "of": self.of, "taken": self.taken}
        if self.per_cent:
            found["per_cent"] = self.per_cent
        return found


class Drawn(NamedTuple):
    """What the draw says of one row."""

    row: Row
    picked: bool
    reasons: tuple[Reason, ...]


@dataclass(frozen=True)
class Inputs:
    """All that a draw rests on, besides the rows and the seed.

    `rates` by assessor; `covered` are the targets that were met by earlier looks within the time
    the strategy gives them, as `keys_of` writes them.
    """

    settings: Settings
    rates: Mapping[int, Rate]
    covered: frozenset[str]

    def to_data(self) -> dict[str, Any]:
        """Write the inputs as plain data, always the same for the same inputs."""
        return {
            "settings": self.settings.to_data(),
            "rates": {str(who): self.rates[who].to_data() for who in sorted(self.rates)},
            "covered": sorted(self.covered),
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> "Inputs":
        """Read inputs written by `to_data`."""
        return cls(
            Settings.from_data(data["settings"]),
            {int(who): Rate.from_data(rate) for who, rate in data["rates"].items()},
            frozenset(data["covered"]),
        )


class TooMany(ValueError):
    """The strategy asks for more than it lets one draw pick: `asked` of at most `most`."""

    def __init__(self, asked: int, most: int) -> None:
        super().__init__(f"{asked} of at most {most}")
        self.asked, self.most = asked, most


def draw(inputs: Inputs, rows: Iterable[Row], seed: str) -> list[Drawn]:
    """Pick by trigger, then by target, then by lot; say why for each row, by id.

    No two rows have the same id. Raises `TooMany` where more would be picked than the strategy
    lets one draw pick.
    """
    by_lot = sorted(rows, key=lambda row: _lot(seed, row))
    reasons = _triggered(inputs, by_lot)
    _pick_for_targets(inputs, by_lot, reasons)
    picked = set(reasons)
    _pick_by_lot(inputs, by_lot, seed, picked, reasons)
    most = inputs.settings.most
    if most is not None and len(picked) > most:
        raise TooMany(len(picked), most)
    by_lot.sort(key=lambda row: row.id)
    return [Drawn(row, row.id in picked, tuple(reasons[row.id])) for row in by_lot]


def keys_of(target: Target, row: Row) -> list[str]:
    """Name what of the row a target is about, as one key for each."""
    return _KEYS[target](row)


def hash_of(data: Any) -> str:
    """Hash plain data in its one canonical form."""
    written = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(written.encode()).hexdigest()


def _lot(seed: str, row: Row) -> bytes:
    return hashlib.sha256(f"{seed}|{row.id}|{row.cycle}".encode()).digest()


_KEYS: dict[Target, Callable[[Row], list[str]]] = {
    Target.ASSESSORS: lambda row: [f"assessors:{row.assessor}"],
    Target.UNITS: lambda row: [f"units:{row.assessor}:{row.unit}"],
    Target.METHODS: lambda row: [f"methods:{method}" for method in row.methods],
    Target.SITES: lambda row: [] if row.site is None else [f"sites:{row.site}"],
    Target.CANDIDATES: lambda row: [f"candidates:{row.candidate}"],
}

_Reasons = dict[int, list[Reason]]


def _triggered(inputs: Inputs, by_lot: Sequence[Row]) -> _Reasons:
    minded: list[StrEnum] = [Ground.CARRIED_OVER]
    minded += [one for one in Trigger if one in inputs.settings.triggers]
    every = {
        assessor: Reason(Ground.EVERY_DECISION.value, rate.level.value, per_cent=ALL)
        for assessor, rate in inputs.rates.items()
        if rate.per_cent >= ALL
    }
    reasons: _Reasons = {}
    for row in by_lot:
        found = [Reason(one.value) for one in minded if one in row.triggers] if row.triggers else []
        if row.assessor in every:
            found.append(every[row.assessor])
        if found:
            reasons[row.id] = found
    return reasons


def _pick_for_targets(inputs: Inputs, by_lot: Sequence[Row], reasons: _Reasons) -> None:
    """Pick the first by lot for each target that no look and no pick has met yet."""
    for target in (one for one in Target if one in inputs.settings.targets):
        keys, met = _KEYS[target], set(inputs.covered)
        for row in by_lot:
            if row.id in reasons:
                met.update(keys(row))
        for row in by_lot:
            named = keys(row)
            if not met.issuperset(named):
                new = [key for key in named if key not in met]
                met.update(new)
                found = [Reason(target.value, key.partition(":")[2]) for key in new]
                reasons.setdefault(row.id, []).extend(found)


def _pick_by_lot(
    inputs: Inputs, by_lot: Sequence[Row], seed: str, picked: set[int], reasons: _Reasons
) -> None:
    left: dict[int, list[Row]] = defaultdict(list)
    for row in by_lot:
        if row.id not in picked:
            left[row.assessor].append(row)
    for assessor, rows in left.items():
        per_cent = inputs.rates[assessor].per_cent
        taken = _share(seed, assessor, len(rows), per_cent)
        for place, row in enumerate(rows, start=1):
            ground = Ground.BY_LOT if place <= taken else Ground.LEFT_BY_LOT
            reasons[row.id] = [Reason(ground.value, "", place, len(rows), taken, per_cent)]
        picked.update(row.id for row in rows[:taken])


def _share(seed: str, assessor: int, of: int, per_cent: int) -> int:
    """Take this share of so many, a part of one by lot, so that small numbers come out fair."""
    whole, hundredths = divmod(of * per_cent, ALL)
    lot = hashlib.sha256(f"{seed}|assessor|{assessor}".encode()).digest()
    return whole + (int.from_bytes(lot[:8]) * ALL >> 64 < hundredths)
