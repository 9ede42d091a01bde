"""Time posts that write: durable, with the ledger, when they are answered."""

import http.client
import re
import statistics
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from bench.measuring import REQUESTS, WARM_UP, Request

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')
JUDGE = re.compile(r'action="(/review/\d+/criteria/\d+)["#?]')
SIGN = re.compile(r'action="(/review/\d+/sign)"')
HIDDEN = re.compile(r'name="(request_key|seen)" value="([^"]*)"')
TICK = re.compile(r'name="(vacsr)"[^>]* value="([^"]+)"')
TICKED = re.compile(r'name="(relied_on)"[^>]* value="([^"]+)"[^>]* checked')


@dataclass
class Clocked:
    """How long posts of one kind took, in milliseconds."""

    name: str
    times: list[float] = field(default_factory=list)

    def says(self) -> str:
        """Write the median and the p95, the first few left out."""
        times = sorted(self.times[WARM_UP:])
        median, p95 = statistics.median(times), times[int(len(times) * 0.95) - 1]
        return f"{self.name:36}{median:>12.1f}{p95:>12.1f}"


class Session:
    """One person's browser: a kept connection, a cookie, and the token of their forms."""

    def __init__(self, port: int, visitor: Request) -> None:
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.cookie = visitor.cookie
        self.token = ""

    def get(self, path: str) -> str:
        """Open a page and remember its token."""
        self.connection.request("GET", path, headers={"Cookie": self.cookie})
        answer = self.connection.getresponse()
        page = answer.read().decode()
        if answer.status != http.client.OK:
            raise SystemExit(f"bench: {path} answered {answer.status}")
        self.cookie = answer.headers.get("Set-Cookie", self.cookie).split(";")[0]
        if (found := TOKEN.search(page)) is not None:
            self.token = found.group(1)
        return page

    def post(self, path: str, fields: list[tuple[str, str]], clocked: Clocked) -> None:
        """Send a form and note how long the answer took."""
        body = urlencode([("csrf_token", self.token), *fields])
        headers = {
            "Cookie": self.cookie,
            "Content-Type": "application/x-www-form-urlencoded",
        }
        started = time.perf_counter()
        self.connection.request("POST", path, body=body, headers=headers)
        answer = self.connection.getresponse()
        said = answer.read()
        clocked.times.append((time.perf_counter() - started) * 1000)
        if answer.status != http.client.SEE_OTHER:
            raise SystemExit(f"bench: {path} answered {answer.status}: {said[:2000]!r}")


def add_evidence(port: int, visitor: Request, criterion_id: int) -> list[Clocked]:
    """Add entries to somebody's log one after another."""
    added, session = Clocked("add evidence, one criterion"), Session(port, visitor)
    session.get("/log/new")
    for _number in range(WARM_UP + REQUESTS):
        fields = {
            "client_key": str(uuid.uuid4()),
            "title": "Measured",
            "what": "A customer asked for a kettle, and I found the one that fits her hob.",
            "activity": "helped_customer",
            "happened_on": "2026-11-20",
            "minutes": "10",
            "criteria": str(criterion_id),
            "then": "draft",
        }
        session.post("/log/new", list(fields.items()), added)
    return [added]


def judge(port: int, reviews: list[tuple[Request, str]]) -> list[Clocked]:
    """Judge one criterion of each of these submissions, and sign it."""
    kept, signed = Clocked("judge a criterion, kept"), Clocked("sign judgements, ledger")
    for visitor, path in reviews[: WARM_UP + REQUESTS]:
        session = Session(port, visitor)
        page = session.get(path)
        fields = [("outcome", "met"), ("feedback", "Seen and clear."), *TICK.findall(page)]
        fields += TICKED.findall(page)
        session.post(_address(JUDGE, page), fields, kept)
        page = session.get(path)
        session.post(_address(SIGN, page), HIDDEN.findall(page), signed)
    return [kept, signed]


def _address(form: re.Pattern[str], page: str) -> str:
    found = form.search(page)
    if found is None:
        raise SystemExit(f"bench: no form {form.pattern} on the page")
    return found.group(1)
