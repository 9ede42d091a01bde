"""Hold the code against rules of our own: `./run trial semgrep`."""

import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from trials.scene import ROOT

SEMGREP = ROOT / ".venv-semgrep" / "bin" / "semgrep"
"""Semgrep, in an environment of its own: `./run trial` makes it."""
HERE = Path(__file__).parent
RULES = HERE / "rules.yaml"
AT = "trainer/example.py"
"""Where an example stands, unless it says another place: some rules are about some places only."""

Found = list[tuple[str, str, int]]


def scan(folder: Path) -> Found:
    """Tell which rule finds something, in which file and line of Trainer, without asking anybody else."""
    done = subprocess.run(
        [
            *(str(SEMGREP), "scan", "--config", str(RULES), "--metrics=off"),
            *("--disable-version-check", "--no-git-ignore", "--quiet", "--json", "trainer"),
        ],
        cwd=folder,
        stdout=subprocess.PIPE,
        check=True,
    )
    said = json.loads(done.stdout)
    if said["errors"]:
        sys.exit(f"semgrep: {said['errors'][0]}")
    return [
        (one["check_id"].rpartition(".")[2], one["path"], int(one["start"]["line"]))
        for one in said["results"]
    ]


def blind(examples: Mapping[str, Any]) -> Iterator[str]:
    """Name the rules that miss what they are for, or find what is right."""
    with tempfile.TemporaryDirectory(prefix="trainer-semgrep-") as name:
        wanted = dict(_laid(Path(name), examples))
        found = {(rule, path) for rule, path, _line in scan(Path(name))}
    for (rule, path), is_caught in wanted.items():
        if ((rule, path) in found) != is_caught:
            yield f"{rule} {'misses' if is_caught else 'finds fault with'} its example in {path}"


def _laid(folder: Path, examples: Mapping[str, Any]) -> Iterator[tuple[tuple[str, str], bool]]:
    """Lay each example into a file of its own; give the rule, the file, and whether it must be found."""
    for rule, told in examples.items():
        at = Path(told.get("at", AT))
        for kind in ("caught", "fine"):
            for number, words in enumerate(told[kind]):
                path = at.with_name(f"{rule}-{kind}-{number}{at.suffix}")
                (folder / path).parent.mkdir(parents=True, exist_ok=True)
                (folder / path).write_text(words)
                yield (rule, str(path)), kind == "caught"


def unexplained(found: Found, explained: list[dict[str, Any]]) -> Iterator[str]:
    """Tell what was found beyond what is explained, and what is explained but is no longer there."""
    counted = Counter((rule, path) for rule, path, _line in found)
    known = {(one["rule"], one["path"]): int(one["times"]) for one in explained}
    for rule, path in sorted(counted.keys() | known.keys()):
        times, told = counted[rule, path], known.get((rule, path), 0)
        if times != told:
            lines = [line for *where, line in found if where == [rule, path]]
            yield f"{path}: {rule} {times} times (lines {lines}), {told} explained"


def main() -> None:
    """Try the rules on their examples, then on Trainer, and print the verdict."""
    rules = yaml.safe_load(RULES.read_text())["rules"]
    examples = yaml.safe_load((HERE / "examples.yaml").read_text())
    explained = yaml.safe_load((HERE / "explained.yaml").read_text())
    faults = [f"{one['id']} has no example" for one in rules if one["id"] not in examples]
    faults += blind(examples)
    found = scan(ROOT)
    faults += unexplained(found, explained)
    for one in faults:
        print(f"- {one}")
    pieces = sum(len(told["caught"]) for told in examples.values())
    print(
        f"{'FAILED' if faults else 'PASSED'}: {len(rules)} rules, {pieces} planted pieces caught,"
        f" {len(found)} findings, {len(faults)} faults"
    )
    sys.exit(bool(faults))


if __name__ == "__main__":
    main()
