"""Find what is known to go wrong in Python code, with bandit.

A place that is right all the same says so where Ruff, which has most of these rules too, is told:
`# noqa: S608 - the reason` answers for bandit's B608 as well. `known_holes.yaml` names, file by
file, what Ruff sees no harm in, and why. Ends with 1 if anything was found.

`python -m tools.find_holes FILE …` looks at these alone.
"""

import linecache
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path

import yaml
from bandit.core.config import BanditConfig
from bandit.core.issue import Issue
from bandit.core.manager import BanditManager

from tools.find_secrets import names
from tools.remembered import ROOT, Remembered

KNOWN = Path(__file__).with_name("known_holes.yaml")
SETTINGS = ROOT / "pyproject.toml"
LEFT_OUT = ("bench/", "tests/", "trials/")
"""Never installed: they keep made-up passwords, start servers of their own and roll dice."""


def main(asked: Sequence[str]) -> int:
    """Print each finding with its place."""
    about = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))["tool"]["bandit"]
    seen = Remembered("holes", [version("bandit"), str(about), str(_known())])
    ours = [one for one in names() if one.endswith(".py") and not one.startswith(LEFT_OUT)]
    files = asked or ours
    fresh = [one for one in files if not seen.has(one)]
    found = look_at(fresh)
    for one in found:
        print(f"{one.fname}:{one.lineno}: {one.test_id} {one.text}")
    for name in set(fresh) - {one.fname for one in found}:
        seen.add(name)
    if not asked:
        seen.keep()
    return 1 if found else 0


def look_at(files: Sequence[str]) -> list[Issue]:
    """List what bandit finds in these files and nobody has given a reason for."""
    config = BanditConfig(str(SETTINGS))
    profile = {"include": set[str](), "exclude": set(config.get_option("skips"))}
    manager = BanditManager(config, "file", profile=profile, quiet=True)
    manager.files_list = [str(ROOT / one) for one in files]
    manager.run_tests()
    if manager.skipped:
        raise SystemExit(f"Could not be read: {manager.skipped}")
    found = [one for one in manager.get_issue_list() if not _has_reason(one)]
    for one in found:
        one.fname = one.fname.removeprefix(f"{ROOT}/")
    return found


@cache
def _known() -> dict[str, dict[str, str]]:
    known: dict[str, dict[str, str]] = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    return known


def _has_reason(issue: Issue) -> bool:
    """Say whether the place itself, or the list, tells why it is right."""
    if issue.test_id in _known().get(issue.fname.removeprefix(f"{ROOT}/"), {}):
        return True
    rule = f"noqa: S{issue.test_id.removeprefix('B')}"
    return any(rule in linecache.getline(issue.fname, number) for number in issue.linerange)


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
