"""Nothing is pinned below the version in which a hole was closed that a stranger could use."""

import csv
import re
from pathlib import Path

import pytest
from packaging.version import Version

ROOT = Path(__file__).parents[1]
PINNED = re.compile(r"^([a-z0-9._-]+)(?:\[[^]]*\])?==([^\s;\\]+)", re.MULTILINE)


def floors() -> list[dict[str, str]]:
    with (ROOT / "tests" / "data" / "safe_versions.csv").open(newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("floor", floors(), ids=lambda floor: floor["package"])
def test_what_is_pinned_is_safe(floor: dict[str, str]) -> None:
    pinned = dict(PINNED.findall((ROOT / "requirements" / "app.txt").read_text("utf-8")))
    assert floor["package"] in pinned, "no longer pinned; its row goes too"
    assert Version(pinned[floor["package"]]) >= Version(floor["lowest"]), floor["why"]
