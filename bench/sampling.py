"""Come here for what sampling by risk is worth: `python -m bench.sampling [RUNS]`.

Plays it beside a flat percentage of the same size in the scenarios of docs/sampling.md, in one
process, and prints the table of its results.
"""

import os
import sys
import time
from collections.abc import Iterable, Iterator

from trainer.sampling.rules.settings import Settings
from trainer.sampling.simulating.comparing import Comparison, Interval, compare
from trainer.sampling.simulating.scenarios import SCENARIOS

RUNS = 1000
NICE = 10


def table(comparisons: Iterable[Comparison]) -> Iterator[str]:
    """Write comparisons as the lines of a table."""
    yield (
        "| | scenario | looks | wrong | found by risk | found flat | difference, points (95 %) |"
        " unseen by risk | unseen flat | months by risk | months flat | difference (95 %) | verdict |"
    )
    yield "|" + "---|" * 13
    for number, one in enumerate(comparisons, start=1):
        by_risk, flat = one.by_risk, one.flat
        cells = (
            str(number),
            one.scenario.title.lower(),
            f"{one.looks:.0f}",
            f"{one.wrong:.1f}",
            f"{100 * by_risk.share:.1f} %",
            f"{100 * flat.share:.1f} %",
            _interval(one.share, 100, 1),
            f"{by_risk.unseen:.1f}",
            f"{flat.unseen:.1f}",
            _months(by_risk.months),
            _months(flat.months),
            _interval(one.months, 1, 2) if one.months else "–",
            f"**{one.finding.value}**",
        )
        yield f"| {' | '.join(cells)} |"


def _interval(interval: Interval, times: int, digits: int) -> str:
    mean, low, high = (
        f"{times * one:+.{digits}f}".replace("-", "−")
        for one in (interval.mean, interval.low, interval.high)
    )
    return f"{mean} ({low} to {high})"


def _months(months: float | None) -> str:
    return "–" if months is None else f"{months:.2f}"


def main(runs: int) -> None:
    """Play all scenarios and print the table, with the processor time it took."""
    os.nice(NICE)
    began = time.process_time()
    played = []
    for scenario in SCENARIOS:
        played.append(compare(scenario, range(1, runs + 1), Settings()))
        print(f"{scenario.title}: {time.process_time() - began:.0f} s", file=sys.stderr)
    print("\n".join(table(played)))


if __name__ == "__main__":
    main(int(sys.argv[1]) if sys.argv[1:] else RUNS)
