"""What a page may load and run is ours alone, on pages, errors and files."""

import pytest

from tests.browsing import Browser

LOOSE = ("unsafe", "*", "http:", "https:", "data:;")


@pytest.mark.parametrize("address", ["/sign-in", "/nowhere", "/static/trainer.css", "/healthz"])
def test_nothing_foreign_and_nothing_written_into_a_page_runs(
    address: str, browser: Browser
) -> None:
    with browser().client.get(address) as answer:
        headers = answer.headers
    policy = headers["Content-Security-Policy"]
    assert not [one for one in LOOSE if one in policy]
    told = dict(one.strip().split(" ", 1) for one in policy.split(";"))
    assert told["script-src"] == told["style-src"] == "'self'"
    for none in ("default-src", "object-src", "base-uri", "frame-ancestors"):
        assert told[none] == "'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
