"""Time a post that writes: a log entry with one criterion, durable when it is answered."""

import http.client
import re
import statistics
import time
import uuid
from urllib.parse import urlencode

from bench.measuring import REQUESTS, WARM_UP, Request

TOKEN = re.compile(r'name="csrf-token" content="([^"]+)"')


def add_evidence(port: int, visitor: Request, criterion_id: int) -> tuple[float, float]:
    """Add entries to somebody's log one after another; return the median and the p95 in ms."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    connection.request("GET", "/log/new", headers={"Cookie": visitor.cookie})
    answer = connection.getresponse()
    found = TOKEN.search(answer.read().decode())
    fresh = answer.headers.get("Set-Cookie", visitor.cookie).split(";")[0]
    if found is None:
        raise SystemExit("bench: the new entry page has no token")
    times: list[float] = []
    for number in range(WARM_UP + REQUESTS):
        body = urlencode(
            {
                "csrf_token": found.group(1),
                "client_key": str(uuid.uuid4()),
                "title": "Measured",
                "what": "A customer asked for a kettle, and I found the one that fits her hob.",
                "activity": "helped_customer",
                "happened_on": "2026-11-20",
                "minutes": "10",
                "criteria": criterion_id,
                "then": "draft",
            }
        )
        started = time.perf_counter()
        connection.request(
            "POST",
            "/log/new",
            body=body,
            headers={
                "Cookie": fresh,
                "Content-Type": "application/x-www-form-urlencoded",
            },
        )
        answer = connection.getresponse()
        said = answer.read()
        if answer.status != 303:
            raise SystemExit(f"bench: adding evidence answered {answer.status}: {said[:2000]!r}")
        if number >= WARM_UP:
            times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times), sorted(times)[int(len(times) * 0.95) - 1]
