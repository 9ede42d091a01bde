"""What learners, assessors and managers do all day, for Locust: it plays them, the trial counts.

Each request is noted as a line of JSON in the file that NOTES names: what it was, how long it took,
what came back, and for a post that changes something the mark by which it can be found in the records.
"""

import json
import os
import random
import re
import time
from html.parser import HTMLParser
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from locust import HttpUser, between
from locust.exception import StopUser

PEOPLE: list[dict[str, Any]] = json.loads(Path(os.environ["PEOPLE"]).read_text())
PAUSE = float(os.environ.get("PAUSE", "3"))
"""Seconds that somebody looks at a page, on average."""
DONE = {201, 302, 303}

notes = Path(os.environ["NOTES"]).open("a", buffering=1)  # noqa: SIM115 - as long as people work
_numbers = count(1)
chance = random.Random()  # noqa: S311 - what people do next, no secret


class Forms(HTMLParser):
    """The forms of a page: where each goes, and what it would send as it stands."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str]]]] = []
        self._within = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a form, or what one of its fields holds."""
        has = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.found.append((has.get("action", ""), []))
            self._within = True
        elif tag == "input" and self._within and "name" in has:
            unticked = has.get("type") in {"checkbox", "radio"} and "checked" not in has
            if not unticked and has.get("type") != "file":
                self.found[-1][1].append((has["name"], has.get("value", "")))

    def handle_endtag(self, tag: str) -> None:
        """Note that a form is over."""
        self._within = self._within and tag != "form"

    def to(self, address: str) -> tuple[str, list[tuple[str, str]]] | None:
        """Find the form that goes to such an address."""
        fitting = (one for one in self.found if re.fullmatch(address, re.split("[?#]", one[0])[0]))
        return next(fitting, None)


class Working(HttpUser):
    """Somebody who signs in, and then looks at pages and sends forms with pauses between."""

    abstract = True
    hat = ""
    pages: ClassVar[list[str]] = []
    wait_time = between(PAUSE / 3, PAUSE * 5 / 3)

    def on_start(self) -> None:
        """Take the next of this hat, and sign in."""
        found = next((one for one in PEOPLE if one["hat"] == self.hat), None)
        if found is None:
            raise StopUser
        PEOPLE.remove(found)
        self.me = found
        self.mine: list[str] = []
        self.sign_in()

    def sign_in(self) -> None:
        """Sign in with the password."""
        form = Forms(self.look("/sign-in")).to("/sign-in")
        if form:
            who = {"identity": self.me["staff_number"], "password": self.me["password"]}
            self.send(form, "sign in", who, is_password=True)

    def come_back(self) -> None:
        """Sign out, and in again."""
        form = Forms(self.look("/")).to("/sign-out")
        if form:
            self.send(form, "sign out")
        self.sign_in()

    def look(self, address: str) -> str:
        """Open a page."""
        return self._ask("GET", address, "page", re.sub(r"\d+", "N", address)).text

    def look_around(self) -> None:
        """Open one of the pages people of this hat open."""
        self.look(chance.choice(self.pages))

    def send(
        self,
        form: tuple[str, list[tuple[str, str]]],
        what: str,
        words: dict[str, str] | None = None,
        mark: str = "",
        *,
        is_password: bool = False,
    ) -> str:
        """Send a form with these words; return where it led."""
        words = words or {}
        fields = [(name, value) for name, value in form[1] if name not in words]
        kind = "password" if is_password else "post"
        data = [*fields, *words.items()]
        answer = self._ask("POST", form[0], kind, what, mark, data=data)
        return str(answer.headers.get("Location", ""))

    def _ask(
        self, method: str, address: str, kind: str, what: str, mark: str = "", **sent: Any
    ) -> Any:
        began = time.perf_counter()
        answer = self.client.request(
            method, address, name=f"{kind} {what}", allow_redirects=False, **sent
        )
        line = {
            "at": time.time(),
            "kind": kind,
            "what": what,
            "ms": (time.perf_counter() - began) * 1000,
            "status": answer.status_code,
            "done": answer.status_code in (DONE if method == "POST" else {200}),
            "mark": mark,
            "request": answer.headers.get("X-Request-ID", ""),
        }
        notes.write(json.dumps(line) + "\n")
        return answer

    def new_mark(self, word: str = "Mark") -> str:
        """Make up words that nothing else in the records has."""
        return f"{word} {self.me['staff_number']}-{next(_numbers)}-{time.time_ns()}"

    def sign_a_unit(self, page: str) -> None:
        """Sign a unit that the page says waits for one's name, with the password."""
        found = re.findall(r'href="(/units/(\d+)/sign)"', page)
        if not found:
            return
        address, unit = chance.choice(found)
        form = Forms(self.look(address)).to(address)
        if form:
            mark = f"{unit} {self.hat}"
            given = {"password": self.me["password"]}
            self.send(form, "sign a unit", given, mark, is_password=True)


class Learner(Working):
    """Writes down what happened, with files, and sends it to the assessor."""

    fixed_count = 30
    hat = "learner"
    pages: ClassVar[list[str]] = [
        "/",
        "/log",
        "/qualifications",
        "/training/",
        "/plans/",
        "/notifications",
    ]

    def write(self) -> None:
        """Write an entry of the log, kept as a draft."""
        form = Forms(self.look("/log/new")).to("/log/new")
        if form is None:
            return
        mark = self.new_mark()
        words = {
            "title": mark,
            "what": "A customer asked for a kettle, and I found the one that fits her hob.",
            "activity": "helped_customer",
            "happened_on": "2026-11-20",
            "minutes": "10",
            "criteria": str(chance.choice(self.me["criteria"])),
            "then": "stay",
        }
        led_to = re.search(r"/log/\d+", self.send(form, "write an entry", words, mark))
        if led_to:
            self.mine.append(led_to[0])

    def attach(self) -> None:
        """Send a file with an entry."""
        if not self.mine:
            return
        token = re.search(r'name="csrf-token" content="([^"]+)"', self.look(self.mine[-1]))
        if token:
            name = f"{self.new_mark()}.txt"
            sent = {"file": (name, b"What she said, word by word. " * 2000)}
            address = f"{self.mine[-1]}/files"
            given = {"csrf_token": token[1]}
            self._ask("POST", address, "post", "attach a file", name, data=given, files=sent)

    def submit(self) -> None:
        """Send an entry to the assessor."""
        if not self.mine:
            return
        address = self.mine.pop(0)
        form = Forms(self.look(f"{address}/submit")).to(f"{address}/submit")
        if form:
            self.send(form, "submit", {"own_work": "y"}, address.rpartition("/")[2])

    def sign(self) -> None:
        """Sign a unit."""
        self.sign_a_unit(self.look("/"))

    tasks: ClassVar[dict[Any, int]] = {
        Working.look_around: 8,
        write: 4,
        attach: 2,
        submit: 3,
        sign: 1,
        Working.come_back: 1,
    }


class Assessor(Working):
    """Judges what learners sent, signs the judgements, and signs units."""

    fixed_count = 10
    hat = "assessor"
    pages: ClassVar[list[str]] = ["/", "/queue", "/learners", "/notifications", "/log"]

    def judge(self) -> None:
        """Judge a criterion of what waits, and sign the judgement."""
        waiting = re.findall(r'href="(/review/\d+)', self.look("/queue"))
        if not waiting:
            return
        address = chance.choice(waiting)
        page = self.look(address)
        form = Forms(page).to(r"/review/\d+/criteria/\d+")
        if form:
            mark = self.new_mark("Judged")
            form[1].extend(re.findall(r'name="(vacsr)"[^>]* value="([^"]+)"', page))
            self.send(form, "judge", {"outcome": "met", "feedback": mark}, mark)
        page = self.look(address)
        form = Forms(page).to(r"/review/\d+/sign")
        if form:
            kept = {mark for mark in re.findall(r"Judged t\d+-\d+-\d+", page)}
            self.send(form, "sign judgements", mark=";".join(kept))

    def sign(self) -> None:
        """Sign a unit that its learner has signed."""
        self.sign_a_unit(self.look("/queue"))

    tasks: ClassVar[dict[Any, int]] = {
        Working.look_around: 5,
        judge: 6,
        sign: 2,
        Working.come_back: 1,
    }


class Manager(Working):
    """Looks how the team gets on."""

    fixed_count = 10
    hat = "manager"
    pages: ClassVar[list[str]] = ["/", "/team", "/training/", "/courses/", "/notifications"]

    tasks: ClassVar[dict[Any, int]] = {Working.look_around: 10, Working.come_back: 1}
