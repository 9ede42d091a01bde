"""Bring ten thousand items in from a file of each format: seconds, processor's seconds, peak memory.

`python -m bench.importing`, on SQLite in a folder of its own, or with `--database postgresql://…` on a
database that may be emptied. Each file goes through the command people use, in a process of its own:
first as new, then with every criterion reworded, which makes the next version of everything. The first
line is the floor: what it costs to start, and to bring in next to nothing.
"""

import argparse
import csv
import io
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa
import yaml

from trainer.catalogue.exchange.exporting import KINDS
from trainer.catalogue.exchange.moodle import HEADS
from trainer.catalogue.exchange.recognising import Format, read_file
from trainer.catalogue.importing import CatalogueEntry

UNITS, OUTCOMES, CRITERIA = 50, 9, 21
COMMAND = [sys.executable, "-m", "trainer.cli"]
KB = 1024
NOTHING = b"trainer_catalogue: 1\nframeworks: [{code: nothing, title: Nothing, kind: scheme}]\n"


@dataclass(frozen=True)
class Cost:
    """What one import took."""

    seconds: float
    processor: float
    peak_mb: float

    def says(self) -> str:
        """Print it in columns."""
        return f"{self.seconds:10.1f}{self.processor:10.1f}{self.peak_mb:8.0f}"


def main() -> None:
    """Measure each format, first as new, then once more with every unit reworded."""
    asked = argparse.ArgumentParser(prog="python -m bench.importing", description=__doc__)
    asked.add_argument("--database", default="", help="PostgreSQL's address; it is emptied")
    given = asked.parse_args()
    heads = f"{'s':>10}{'cpu s':>10}{'MB':>8}" * 2
    print(f"{'':28}{'MB':>8}{'as new':>28}{'as the next version':>28}\n{'':36}{heads}")
    with tempfile.TemporaryDirectory() as folder:
        for name, first, second in files():
            place = Path(folder) / name
            place.mkdir()
            environment = _environment(place, given.database)
            _run(["migrate"], environment)
            new = _brought_in(place, first, environment)
            following = _brought_in(place, second, environment)
            print(f"{name:28}{len(first) / 1e6:8.1f}{new.says()}{following.says()}")
            shutil.rmtree(place)


def files() -> Iterator[tuple[str, bytes, bytes]]:
    """Write the same framework in each format: others' files first, then our own."""
    yield "starting, and nothing else", NOTHING, NOTHING.replace(b"Nothing", b"Still nothing")
    words = ("as your workplace asks", "the way your workplace asks for it")
    foreign = {
        "CASE package of others": case,
        "Moodle's CSV of others": moodle,
        "progression": progression,
    }
    for name, write in foreign.items():
        yield name, write(words[0]), write(words[1])
    first, second = (_entry(case(one)) for one in words)
    for kind in Format:
        if kind in KINDS:
            yield f"our own {kind}", KINDS[kind].write(first), KINDS[kind].write(second)


def _entry(package: bytes) -> CatalogueEntry:
    plan = read_file(package, source="bench")
    return CatalogueEntry(
        trainer_catalogue=1,
        frameworks=list(plan.frameworks),
        units=list(plan.units),
        qualifications=list(plan.qualifications),
    )


def _tree(words: str) -> Iterator[tuple[str, str, str]]:
    """Go through ten thousand items: each with the one above it, and what it says."""
    for u in range(UNITS):
        yield f"u{u}", "", f"Unit {u} of a large organisation"
        for o in range(OUTCOMES):
            yield f"u{u}o{o}", f"u{u}", f"Outcome {u}.{o}: serve people well"
            for c in range(CRITERIA + (o == 0)):
                yield f"u{u}o{o}c{c}", f"u{u}o{o}", f"Do the thing called {u}.{o}.{c} {words}"


def case(words: str) -> bytes:
    """Write it as a CASE package as other programs write them."""
    document = _named("framework")
    link = {"title": "", "uri": "https://elsewhere.invalid/"}
    items = [
        {
            "identifier": _named(key),
            "fullStatement": text,
            "CFItemType": "Standard",
            "language": "en",
        }
        for key, _parent, text in _tree(words)
    ]
    associations = [
        {
            "identifier": _named(f"{key} below"),
            "associationType": "isChildOf",
            "sequenceNumber": place,
            "originNodeURI": {**link, "identifier": _named(key)},
            "destinationNodeURI": {**link, "identifier": _named(parent) if parent else document},
        }
        for place, (key, parent, _text) in enumerate(_tree(words))
    ]
    head = {"identifier": document, "title": "Standards of a large organisation", "creator": "B"}
    package = {"CFDocument": head, "CFItems": items, "CFAssociations": associations}
    return json.dumps(package).encode()


def moodle(words: str) -> bytes:
    """Write it as Moodle writes its competencies."""
    written = io.StringIO()
    rows = csv.writer(written)
    rows.writerow(HEADS)
    rows.writerow(["", "large", "Standards of a large organisation", "", "1", *[""] * 7, "1", ""])
    for key, parent, text in _tree(words):
        rows.writerow([parent, key, text, f"<p>{text}</p>", "1", *[""] * 9])
    return written.getvalue().encode()


def progression(words: str) -> bytes:
    """Write it as a progression: ten levels of ten topics with a hundred statements each."""
    topics = [
        {
            "name": f"topic-{t}",
            "title": f"Topic {t}",
            "content": [
                {"level": n, "criteria": [f"Do {t}.{n}.{c} {words}" for c in range(100)]}
                for n in range(1, 11)
            ],
        }
        for t in range(10)
    ]
    text = yaml.safe_dump({"path": "/large", "title": "Large", "topics": topics}, width=1000)
    return f"---\n{text}---\n".encode()


def _named(key: str) -> str:
    return str(uuid.uuid5(uuid.NAMESPACE_URL, key))


def _brought_in(place: Path, data: bytes, environment: dict[str, str]) -> Cost:
    file = place / "file"
    file.write_bytes(data)
    return _run(["catalogue", "import", str(file), "--json"], environment)


def _run(line: list[str], environment: dict[str, str]) -> Cost:
    started = time.perf_counter()
    process = subprocess.Popen(
        [*COMMAND, *line], env={**os.environ, **environment}, stdout=subprocess.DEVNULL
    )
    _pid, status, used = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"bench: {' '.join(line)} ended with {status}")
    processor = used.ru_utime + used.ru_stime
    return Cost(time.perf_counter() - started, processor, used.ru_maxrss / KB)


def _environment(place: Path, database: str) -> dict[str, str]:
    if database:
        _empty(database)
    return {
        "TRAINER_DATABASE_URL": database,
        "TRAINER_SECRET_KEY": "a secret for the bench that is long enough",
        "TRAINER_BASE_URL": "http://127.0.0.1:8000",
        "TRAINER_DATA_DIR": str(place),
    }


def _empty(database: str) -> None:
    address = database.replace("postgresql:", "postgresql+psycopg:", 1)
    with sa.create_engine(address).begin() as connection:
        connection.exec_driver_sql("DROP SCHEMA public CASCADE")
        connection.exec_driver_sql("CREATE SCHEMA public")


if __name__ == "__main__":
    main()
