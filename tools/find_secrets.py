"""Find keys and passwords that came into the repository, with detect-secrets.

Every file is read that git knows or would add. `known_secrets.yaml` names what is no secret, and why.
Ends with 1 if anything was found.

`python -m tools.find_secrets FILE …` looks at these alone.
"""

import subprocess
import sys
from collections.abc import Iterator, Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml
from detect_secrets.core.plugins.util import get_mapping_from_secret_type_to_class
from detect_secrets.core.potential_secret import PotentialSecret
from detect_secrets.core.secrets_collection import SecretsCollection
from detect_secrets.settings import transient_settings

from tools.remembered import ROOT, Remembered

KNOWN = Path(__file__).with_name("known_secrets.yaml")
HASHES = ("requirements/", "trainer/static/vendor/", KNOWN.relative_to(ROOT).as_posix())
"""Files of public hashes, which look just like keys."""
NO_SECRETS = [r"^(down_)?revision\b"]
"""Lines that name a migration."""
FILTERS = (
    "allowlist.is_line_allowlisted",
    "heuristic.is_indirect_reference",
    "heuristic.is_likely_id_string",
    "heuristic.is_not_alphanumeric_string",
    "heuristic.is_potential_uuid",
    "heuristic.is_prefixed_with_dollar_sign",
    "heuristic.is_sequential_string",
    "heuristic.is_templated_secret",
)
"""What is plainly no key. None of them asks another server whether a key is good."""


def main(asked: Sequence[str]) -> int:
    """Print each secret with its place."""
    known: dict[str, str] = yaml.safe_load(KNOWN.read_text(encoding="utf-8"))
    seen = Remembered("secrets", [version("detect-secrets"), *known, *NO_SECRETS])
    found = 0
    with transient_settings(_settings()):
        for name in asked or names():
            if seen.has(name):
                continue
            secrets = [one for one in _secrets_in(name) if one.secret_hash not in known]
            for one in secrets:
                print(f"{name}:{one.line_number}: {one.type} ({one.secret_hash})")
            found += len(secrets)
            if not secrets:
                seen.add(name)
    if not asked:
        seen.keep()
    if found:
        print(f"{found} secrets. What is none gets its reason in {KNOWN.relative_to(ROOT)}.")
    return 1 if found else 0


def names() -> Iterator[str]:
    """Name the files that are looked at."""
    for name in sorted(_known_to_git() or _in_folders()):
        if not name.startswith(HASHES) and (ROOT / name).is_file():
            yield name


def _known_to_git() -> set[str]:
    """Name what git knows or would add; nothing where this is no repository of its own."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607
        cwd=ROOT,
        capture_output=True,
        check=False,
        text=True,
    ).stdout
    return set(filter(None, listed.split("\0")))


def _in_folders() -> Iterator[str]:
    """Name what lies in the project's folders, but for what tools keep in hidden ones."""
    for top in ROOT.iterdir():
        if not top.name.startswith(".") and top.name not in {"var", "uv.lock"}:
            for path in top.rglob("*") if top.is_dir() else [top]:
                if "__pycache__" not in path.parts:
                    yield path.relative_to(ROOT).as_posix()


def _settings() -> dict[str, Any]:
    every: Any = get_mapping_from_secret_type_to_class().values()
    left_out = {"path": "detect_secrets.filters.regex.should_exclude_line", "pattern": NO_SECRETS}
    return {
        "plugins_used": [{"name": one.__name__} for one in every],
        "filters_used": [
            *({"path": f"detect_secrets.filters.{one}"} for one in FILTERS),
            left_out,
        ],
    }


def _secrets_in(name: str) -> list[PotentialSecret]:
    found = SecretsCollection(root=str(ROOT))
    found.scan_file(name)
    return [secret for _name, secret in found]


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
