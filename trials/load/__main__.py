"""Let fifty people work at once and count what came of it: `./run trial load`."""

import argparse
import os
import sys
import tempfile
import time
from dataclasses import dataclass, replace
from pathlib import Path

from bench.serving import proportional_memory
from trials.load import world
from trials.load.counting import Note, lost, noted, p95
from trials.load.serving import job_worker, people_at_work, web_server
from trials.scene import settings

PORT = 8620
WARM = 60
"""Seconds after which memory is measured for the first time: all have signed in and looked around."""
MOST_MS = {"page": 300, "post": 1000, "password": 1000}
MOST_GROWTH = 0.1


@dataclass(frozen=True)
class Outcome:
    """What was noted, how much memory the web server had early and late, and what was lost."""

    notes: list[Note]
    memory: tuple[float, float]
    lost: list[str]


def run(folder: Path, *, minutes: float, workers: int, pause: float, database: str) -> Outcome:
    """Make the people, let them work, and hold what they were told against the records."""
    config = replace(settings(folder, database), base_url=f"http://127.0.0.1:{PORT}")
    told, notes, log = folder / "people.json", folder / "notes", folder / "log"
    world.make(config, told)
    seconds = int(minutes * 60)
    with (
        web_server(config, PORT, log, WEB_CONCURRENCY=str(workers)) as server,
        job_worker(config, log),
    ):
        with people_at_work(config.base_url, told, notes, seconds=seconds, pause=pause):
            time.sleep(min(WARM, seconds / 2))
            early = _memory(server.pid)
        late = _memory(server.pid)
    found = noted(notes)
    return Outcome(found, (early, late), list(lost(config, found)))


def _memory(process: int) -> float:
    """Measure the web server in MiB between two passwords, as each takes 64 while it is looked at."""
    measured = []
    for _time in range(20):
        measured.append(proportional_memory(process))
        time.sleep(0.2)
    return min(measured)


def faults(outcome: Outcome) -> list[str]:
    """Say what was not as it must be."""
    found = [f"{one.kind} {one.what}: {one.status}" for one in outcome.notes if not one.done]
    found += outcome.lost
    for kind, most in MOST_MS.items():
        if (slow := p95([one.ms for one in outcome.notes if one.kind == kind])) > most:
            found.append(f"{kind}: 95 in 100 took up to {slow:.0f} ms, and {most} is the most.")
    early, late = outcome.memory
    if late > early * (1 + MOST_GROWTH):
        found.append(f"The web server grew from {early:.0f} to {late:.0f} MiB.")
    return found


def described(outcome: Outcome) -> str:
    """Say in a few lines what was measured."""
    lines = []
    for kind in MOST_MS:
        times = [one.ms for one in outcome.notes if one.kind == kind]
        lines.append(f"{kind}: {len(times)}, 95 in 100 within {p95(times):.0f} ms")
    failed = sum(one.failed for one in outcome.notes)
    marked = sum(one.done and bool(one.mark) for one in outcome.notes)
    lines.append(f"{failed} failed, {marked} posts acknowledged and counted")
    lines.append("memory {:.0f} MiB early, {:.0f} late".format(*outcome.memory))
    return "; ".join(lines)


def main() -> None:
    """Run the trial on a database of its own and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--pause", type=float, default=3, help="seconds at each page, on average")
    parser.add_argument("--database", default="")
    asked = parser.parse_args()
    busy = os.getloadavg()[0]
    with tempfile.TemporaryDirectory(prefix="trainer-load-") as folder:
        outcome = run(Path(folder), **vars(asked))
        found = faults(outcome)
    kind = asked.database.partition(":")[0] or "sqlite"
    print(
        f"{'FAILED' if found else 'PASSED'}: {described(outcome)}; {kind}, {asked.workers} workers,"
    )
    print(f"load average {busy:.1f} before and {os.getloadavg()[0]:.1f} at the end.")
    for one in found[:20]:
        print(f"- {one}")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
