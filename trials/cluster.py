"""A whole installation on one machine, restarted and killed under traffic: `./run trial cluster`.

Two web servers behind nginx as `deploy/` has it, a job worker, files in an object storage, and the
database that is given (PostgreSQL, as `trials/README.md` says).
"""

import argparse
import json
import os
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from trials.load import world
from trials.load.counting import Note, lost, noted, p95
from trials.load.serving import (
    Nginx,
    WebServer,
    answer,
    job_worker,
    nginx,
    object_storage,
    people_at_work,
    web_server,
)
from trials.scene import settings

PROXY, STORAGE, SERVERS = 8620, 8621, (8622, 8623)
TOKEN = "what Prometheus shows in this trial, long enough"  # noqa: S105 - of no use elsewhere
UNDER_WAY = 3.0
"""Seconds after a server was killed in which what it was at may fail; nothing else may, and never before."""
SIGNED_IN = 40
"""Seconds after which all are there."""
ASKED = 20


@dataclass
class Outcome:
    """What was noted, when a server was killed, how often servers were restarted, what was wrong."""

    restarts: int = 0
    killed_at: float = 0.0
    notes: list[Note] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


def run(folder: Path, *, database: str, seconds: int, pause: float) -> Outcome:
    """Do all of it to an installation at which fifty people work."""
    config = replace(settings(folder, database), base_url=f"http://127.0.0.1:{PROXY}")
    told, notes, outcome = folder / "people.json", folder / "notes", Outcome()
    world.make(config, told)
    with object_storage(STORAGE, folder / "storage.log") as storage:
        more = storage | {"TRAINER_PROXIES": "1", "TRAINER_METRICS_TOKEN": TOKEN}
        logs = [folder / f"web-{port}.log" for port in SERVERS]
        with (
            web_server(config, SERVERS[0], logs[0], **more) as first,
            web_server(config, SERVERS[1], logs[1], **more) as second,
            job_worker(config, folder / "worker.log", **more),
            nginx(PROXY, list(SERVERS), folder) as proxy,
        ):
            with people_at_work(
                config.base_url, told, notes, seconds=seconds, pause=pause
            ) as people:
                time.sleep(SIGNED_IN)
                _harm(first, second, proxy, outcome)
                if people.poll() is not None:
                    outcome.faults.append("The people had left before all was done.")
            outcome.notes = noted(notes)
            outcome.faults += _passed_over(second)
            outcome.faults += _measured(outcome.notes)
            outcome.faults += _logged(outcome, logs, folder / "nginx.log")
    outcome.faults += _failed(outcome)
    outcome.faults += lost(config, outcome.notes)
    return outcome


def _harm(first: WebServer, second: WebServer, proxy: Nginx, outcome: Outcome) -> None:
    """Restart each server twice in turn; take one out and put it back; kill the other."""
    for server in (first, second, first, second):
        server.restart()
        server.wait()
        outcome.restarts += 1
    proxy.pass_to([second.port])
    time.sleep(2)
    first.stop()
    time.sleep(5)
    first.start()
    first.wait()
    proxy.pass_to([first.port, second.port])
    time.sleep(2)
    outcome.killed_at = time.time()
    second.stop(by=signal.SIGKILL)
    time.sleep(5)
    second.start()
    second.wait()


def _failed(outcome: Outcome) -> Iterator[str]:
    """Say which requests failed that were not under way at the server that was killed."""
    for one in outcome.notes:
        began = one.at - one.ms / 1000
        was_under_way = began - UNDER_WAY < outcome.killed_at < one.at
        if not one.done and not (one.failed and was_under_way):
            yield f"{one.kind} {one.what} at {one.at - outcome.killed_at:+.1f} s: {one.status}"


def _passed_over(second: WebServer) -> Iterator[str]:
    """Say whether a server that is gone is noticed by anybody, and told by what watches it."""
    second.stop()
    came = [answer(PROXY, "/sign-in")[0] for _time in range(ASKED)]
    if set(came) != {200}:
        yield f"With one server stopped pages came with {came}."
    status, said = answer(SERVERS[0], "/readyz")
    if (status, json.loads(said)) != (
        200, {"ready": True, "records": True, "files": True, "worker": True},
    ):  # fmt: skip
        yield f"/readyz of the other said {status}: {said}"
    second.start()
    second.wait()


def _measured(notes: list[Note]) -> Iterator[str]:
    """Say whether each server tells what it answered, and nginx none of it."""
    if answer(PROXY, "/metrics", Authorization=f"Bearer {TOKEN}")[0] != 404:  # noqa: PLR2004 - not found
        yield "/metrics can be read through nginx."
    for port in SERVERS:
        status, told = answer(port, "/metrics", Authorization=f"Bearer {TOKEN}")
        if status != 200 or "trainer_workers 1.0" not in told:  # noqa: PLR2004 - as it should be
            yield f"/metrics on {port} said {status}: {told[:200]}"
    if not notes:
        yield "Nobody did anything."


def _logged(outcome: Outcome, logs: list[Path], front: Path) -> Iterator[str]:
    """Say whether each answer can be found by its number, at nginx and at one of the servers."""
    passed = {json.loads(line)["request"] for line in front.read_text().splitlines()}
    by_server = [_numbers(path) for path in logs]
    for path, numbers in zip(logs, by_server, strict=True):
        if not numbers:
            yield f"{path.name} has no request."
    answered = [one for one in outcome.notes if one.request]
    for one in answered:
        if one.request not in passed or sum(one.request in some for some in by_server) != 1:
            yield f"Request {one.request} is not in the logs of nginx and of one server."


def _numbers(log: Path) -> set[str]:
    """Read a log, each line of which is JSON; give the numbers of the requests that were answered."""
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    return {line["request"] for line in lines if line["says"] == "answered"}


def main() -> None:
    """Run the trial on a database of its own and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--database", default="")
    parser.add_argument("--seconds", type=int, default=400, help="how long people work")
    parser.add_argument("--pause", type=float, default=3, help="seconds at each page, on average")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="trainer-cluster-") as folder:
        outcome = run(Path(folder), **vars(asked))
    notes = outcome.notes
    failed = [one for one in notes if one.failed]
    posts = sum(one.done and bool(one.mark) for one in notes)
    print(
        f"{'FAILED' if outcome.faults else 'PASSED'}: {len(notes)} requests, {outcome.restarts}"
        f" restarts, one server taken out and one killed; {len(failed)} requests failed, all under way"
        f" at the kill unless said below; {posts} posts acknowledged and counted;"
        f" 95 in 100 pages within {p95([one.ms for one in notes if one.kind == 'page']):.0f} ms;"
        f" {asked.database.partition(':')[0] or 'sqlite'}, load average {os.getloadavg()[0]:.1f}."
    )
    for one in outcome.faults[:20]:
        print(f"- {one}")
    sys.exit(1 if outcome.faults else 0)


if __name__ == "__main__":
    main()
