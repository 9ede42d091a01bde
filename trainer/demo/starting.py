"""Come here for the demonstration's first start and every later one: made once, then kept."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from trainer.audit import anchors
from trainer.config import Config
from trainer.core.errors import Conflict
from trainer.demo.building import ACCOUNTS, build, is_built
from trainer.demo.large import Size

UNFINISHED = "being-made"
"""A file that is there while the demonstration is being made, so that a half-made one is noticed."""


def clear_unfinished(config: Config) -> None:
    """Remove what an interrupted first start left behind; nobody has worked with it yet."""
    mark = config.data_dir / UNFINISHED
    if not mark.exists():
        return
    if not config.database.startswith("sqlite"):
        raise Conflict("An earlier start was interrupted. Empty the database, then start again.")
    shutil.rmtree(config.files_dir, ignore_errors=True)
    for left in (*config.data_dir.glob("*.db*"), mark):
        left.unlink(missing_ok=True)


def build_if_empty(folder: Path, also: Size | None = None) -> list[dict[str, Any]]:
    """Make the demonstration unless there is one; return who to sign in as, hat by hat."""
    if is_built():
        known: list[dict[str, Any]] = json.loads((folder / ACCOUNTS).read_text(encoding="utf-8"))
        return known
    mark = folder / UNFINISHED
    mark.touch()
    anchors.forget(folder)
    accounts = build(folder, also)
    mark.unlink()
    return accounts


def described(accounts: list[dict[str, Any]]) -> Iterator[str]:
    """Say in a few lines who to sign in as."""
    widest = max(len(one["hat"]) for one in accounts)
    yield "Sign in with a staff number; the password is the same for everybody:"
    for one in accounts:
        yield (
            f"  {one['hat']:<{widest}}  {one['staff_number']}  {one['password']}   ({one['name']})"
        )
