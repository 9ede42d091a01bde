"""What a browser needs for a page: bytes and requests at first and after, and the load event."""

import statistics
from dataclasses import dataclass

from playwright.sync_api import Page, Response, sync_playwright

from bench.measuring import Request

CHROMIUM = "/usr/bin/chromium"
ARGUMENTS = ["--no-sandbox", "--headless", "--disable-gpu", "--disable-background-networking"]
LOADS = 15
LOADED = (
    "() => { const at = performance.getEntriesByType('navigation')[0];"
    " return at.loadEventEnd - at.startTime; }"
)


@dataclass(frozen=True)
class Loaded:
    """One page in an empty browser, then again and again."""

    first_kb: float
    first_requests: int
    after_kb: float
    after_requests: int
    load_ms: float


def load(port: int, visit: Request) -> Loaded:
    """Open a page in an empty browser, then so often that it is warm."""
    name, _, value = visit.cookie.partition("=")
    url = f"http://127.0.0.1:{port}"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        context = browser.new_context(viewport={"width": 1280, "height": 900})
        context.add_cookies([{"name": name, "value": value, "url": url}])
        page = context.new_page()
        first_kb, first_requests, _ms = _open(page, url + visit.path)
        opened = [_open(page, url + visit.path) for _again in range(LOADS)]
        browser.close()
    return Loaded(
        first_kb,
        first_requests,
        statistics.median(one[0] for one in opened),
        int(statistics.median(one[1] for one in opened)),
        statistics.median(one[2] for one in opened),
    )


def _open(page: Page, url: str) -> tuple[float, int, float]:
    answers: list[Response] = []

    def note(answer: Response) -> None:
        answers.append(answer)

    page.on("response", note)
    page.goto(url, wait_until="load")
    took = float(page.evaluate(LOADED))
    page.remove_listener("response", note)
    sent = [one for one in answers if not one.url.startswith("data:") and _was_sent(one)]
    kb = sum(_bytes(one) for one in sent) / 1000
    return kb, len(sent), took


def _was_sent(answer: Response) -> bool:
    return _bytes(answer) > 0


def _bytes(answer: Response) -> int:
    sizes = answer.request.sizes()
    return int(sizes["responseBodySize"] + sizes["responseHeadersSize"])
