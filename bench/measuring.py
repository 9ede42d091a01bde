"""Time requests: one client for latency, eight for throughput, always over kept connections."""

import http.client
import statistics
import threading
import time
from dataclasses import dataclass

WARM_UP = 5
REQUESTS = 40
CLIENTS = 8
THROUGHPUT_SECONDS = 2.0


@dataclass(frozen=True)
class Request:
    """One address with the cookie of whoever opens it."""

    path: str
    cookie: str = ""


@dataclass(frozen=True)
class Figures:
    """What one page costs."""

    median_ms: float
    p95_ms: float
    per_second: float
    size: int


def measure(port: int, requests: list[Request]) -> Figures:
    """Measure one page, opened in turn by different people."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    times: list[float] = []
    size = 0
    for number in range(WARM_UP + REQUESTS):
        started = time.perf_counter()
        size = _open(connection, requests[number % len(requests)])
        if number >= WARM_UP:
            times.append((time.perf_counter() - started) * 1000)
    return Figures(
        median_ms=statistics.median(times),
        p95_ms=sorted(times)[int(len(times) * 0.95) - 1],
        per_second=_throughput(port, requests),
        size=size,
    )


def _open(connection: http.client.HTTPConnection, request: Request) -> int:
    connection.request(
        "GET", request.path, headers={"Cookie": request.cookie, "Accept-Encoding": "gzip"}
    )
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"bench: {request.path} answered {answer.status}")
    return len(body)


def _throughput(port: int, requests: list[Request]) -> float:
    counts = [0] * CLIENTS
    stop = time.perf_counter() + THROUGHPUT_SECONDS

    def visit(client: int) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.perf_counter() < stop:
            _open(connection, requests[client % len(requests)])
            counts[client] += 1

    threads = [threading.Thread(target=visit, args=(client,)) for client in range(CLIENTS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return sum(counts) / THROUGHPUT_SECONDS
