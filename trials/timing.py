"""Ask at the door for people who are there and for nobody, and compare: `./run trial timing`."""

import argparse
import http.client
import itertools
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from statistics import median, quantiles

from tests.factories import make_user
from trainer.accounts.models import User
from trainer.app import create_app
from trainer.extensions import db
from trials.scene import lay_tables, settings
from trials.serving import Server, serving

MOST_MS = 5.0
TRIES = 4
"""Wrong passwords an account takes before it rests: so many are tried of each, and no more."""
WARM = 20
"""Answers of each kind that are not counted, while the server reads what it needs."""
OTHERS = range(2, 250)
_TOKEN = re.compile(r'name="csrf_token"[^>]*?value="([^"]+)"')
_DIFFERS = re.compile(r'(?:name="csrf_token"[^>]*?value|name="csrf-token" content)="[^"]+"')


@dataclass(frozen=True)
class Door:
    """A form that a stranger may send, and what it is given about somebody."""

    path: str
    given: Callable[[str], dict[str, str]]
    of: Callable[[User], str]


@dataclass
class Answers:
    """What came back for one kind of person: milliseconds, and every form the answer had."""

    ms: list[float] = field(default_factory=list)
    forms: set[tuple[int, int, str]] = field(default_factory=set)


DOORS = {
    "sign-in": Door(
        "/sign-in",
        lambda name: {"identity": name, "password": "not the right one"},
        lambda person: person.staff_number,
    ),
    "forgotten": Door("/forgotten", lambda name: {"email": name}, lambda person: str(person.email)),
}


def addresses() -> Iterator[str]:
    """Name one address after the other of this machine's own network, for each may ask so often only."""
    for third, fourth in itertools.product(OTHERS, OTHERS):
        yield f"127.0.{third}.{fourth}"


def ask(server: Server, door: Door, name: str, address: str) -> tuple[float, tuple[int, int, str]]:
    """Open the form, send it and give the milliseconds and the answer, without what differs each time.

    That is what was typed, which comes back, and the form's token; the length counts both.
    """
    connection = http.client.HTTPConnection(*server.address, source_address=(address, 0))
    connection.request("GET", door.path)
    shown = connection.getresponse()
    cookie = (shown.headers["Set-Cookie"] or "").partition(";")[0]
    token = _TOKEN.search(shown.read().decode())
    if token is None:
        raise SystemExit(f"timing: {door.path} shows no form ({shown.status}).")
    connection.close()
    body = "&".join(
        f"{one}={value}" for one, value in {"csrf_token": token[1], **door.given(name)}.items()
    ).replace(" ", "+")
    headers = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": cookie}
    connection = http.client.HTTPConnection(*server.address, source_address=(address, 0))
    connection.connect()
    began = time.perf_counter()
    connection.request("POST", door.path, body, headers)
    answer = connection.getresponse()
    said = answer.read()
    took = (time.perf_counter() - began) * 1000
    connection.close()
    words = _DIFFERS.sub("token", said.decode()).replace(name, "…")
    return took, (answer.status, len(said), words)


def measure(
    server: Server, door: Door, known: list[str], unknown: list[str], number: int
) -> dict[str, Answers]:
    """Ask for one who is there and one who is not, so many times each, in an order that is drawn."""
    told = {"known": Answers(), "unknown": Answers()}
    names = {"known": itertools.cycle(known), "unknown": itertools.cycle(unknown)}
    asking = addresses()
    lots = random.Random(7)  # noqa: S311 - repeatable, not secret
    for turn in range(number + WARM):
        for kind in lots.sample(sorted(told), 2):
            took, form = ask(server, door, next(names[kind]), next(asking))
            told[kind].forms.add(form)
            if turn >= WARM:
                told[kind].ms.append(took)
    return told


def faults(name: str, told: dict[str, Answers]) -> Iterator[str]:
    """Say what a stranger could tell the two by."""
    known, unknown = told["known"], told["unknown"]
    if known.forms != unknown.forms or len(known.forms) != 1:
        seen = {kind: {form[:2] for form in one.forms} for kind, one in told.items()}
        yield f"{name}: the answers differ (status and length: {seen})"
    if (apart := abs(median(known.ms) - median(unknown.ms))) >= MOST_MS:
        yield f"{name}: the medians are {apart:.1f} ms apart"


def described(name: str, told: dict[str, Answers]) -> str:
    """Say in a line what was measured."""
    parts = []
    for kind, one in told.items():
        low, middle, high = quantiles(one.ms, n=4)
        parts.append(f"{kind} {middle:.2f} ms (quartiles {low:.2f} and {high:.2f})")
    apart = abs(median(told["known"].ms) - median(told["unknown"].ms))
    return f"{name}: {', '.join(parts)}; {apart:.2f} ms apart"


def people(number: int) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """Make so many people with a password, and name as many who are not there, no longer and no shorter."""
    first = make_user("Ann Known", password="seven yellow kettles", email="known000@example.org")  # noqa: S106
    made = [first]
    for place in range(1, number):
        one = make_user("Ann Known", email=f"known{place:03}@example.org")
        one.password = first.password
        made.append(one)
    for place, one in enumerate(made):
        one.staff_number = f"known{place:03}"
    db.session.commit()
    known = {name: [door.of(one) for one in made] for name, door in DOORS.items()}
    unknown = {
        name: [one.replace("known", "other") for one in names] for name, names in known.items()
    }
    return known, unknown


def main() -> None:
    """Measure and print the verdict."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=500, help="answers of each kind")
    parser.add_argument("--only", choices=sorted(DOORS), action="append")
    asked = parser.parse_args()
    found: list[str] = []
    with tempfile.TemporaryDirectory(prefix="trainer-timing-") as folder:
        config = settings(Path(folder))
        app = create_app(config)
        lay_tables(app)
        with app.app_context():
            known, unknown = people(-(-(asked.number + WARM) // TRIES))
        with serving(replace(config, base_url="http://127.0.0.1")) as server:
            for name in asked.only or DOORS:
                told = measure(server, DOORS[name], known[name], unknown[name], asked.number)
                print(described(name, told))
                found += faults(name, told)
    for one in found:
        print(f"- {one}")
    verdict = "FAILED" if found else "PASSED"
    print(f"{verdict}: {asked.number} of each, load average {os.getloadavg()[0]:.1f} at the end")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
