"""`trainer doctor`: what this machine lacks, and the line that brings it."""

import ctypes.util
import os
import platform
import sys
from dataclasses import dataclass

import click

from trainer.cli.context import as_json, tell
from trainer.config import BadSetting, Config
from trainer.core import sqlite
from trainer.signing.health import Trouble, troubles
from trainer.signing.register import KeyRecord, Origin, Purpose
from trainer.signing.store import KeyStore

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
LIBRARIES = {"pango-1.0": PANGO[0], "pangoft2-1.0": PANGO[1], "harfbuzz-subset": PANGO[2]}
NEEDED = {
    "TRAINER_SECRET_KEY": "32 random characters or more; keep it as long as the records",
    "TRAINER_BASE_URL": "the address people type, such as https://training.example.org",
    "TRAINER_DATA_DIR": "the folder for files and, without PostgreSQL, the database",
}


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is well, and what to do if not."""

    what: str
    well: bool
    says: str


def findings() -> list[Finding]:
    """Look at everything Trainer needs from this machine."""
    return [_python(), _sqlite(), *_libraries(), *_settings(), *_keys()]


@click.command()
@as_json
def doctor(*, in_json: bool) -> None:
    """Say what is missing and how to get it."""
    found = findings()
    lines = [f"{'ok     ' if one.well else 'LOOK AT'} {one.what}: {one.says}" for one in found]
    tell({"findings": [vars(one) for one in found]}, "\n".join(lines), in_json=in_json)
    if not all(one.well for one in found):
        sys.exit(1)


def _python() -> Finding:
    well = sys.version_info >= (3, 11)
    return Finding("Python", well, platform.python_version() + ("" if well else ": 3.11 or later"))


def _sqlite() -> Finding:
    library = sqlite.library()
    says = f"{library.sqlite_version} through {library.__name__}, journal {sqlite.journal_mode()}"
    return Finding("SQLite", well=True, says=says)


def _libraries() -> list[Finding]:
    return [_library(name, package) for name, package in LIBRARIES.items()]


def _library(name: str, package: str) -> Finding:
    found = ctypes.util.find_library(name)
    says = found or f"needed for certificates; Debian and Ubuntu: apt-get install {package}"
    return Finding(f"lib{name}", well=found is not None, says=says)


def _settings() -> list[Finding]:
    found = [
        Finding(name, well=bool(os.environ.get(name)), says=meaning)
        for name, meaning in NEEDED.items()
    ]
    if all(one.well for one in found) and (wrong := _refused()):
        found = [one for one in found if one.what not in wrong]
        found.append(Finding("settings", well=False, says=wrong))
    return found


def _refused() -> str:
    """Say why Trainer would not start with the settings there are, or nothing."""
    try:
        Config.from_env()
    except BadSetting as wrong:
        return wrong.sentence
    return ""


def _keys() -> list[Finding]:
    """Look at the keys that sign, once it is settled where they are."""
    try:
        store = KeyStore(Config.from_env())
    except BadSetting:
        return []
    register = store.register()
    if not register.keys:
        return [Finding("keys", well=True, says="none yet; they are made when one is needed")]
    wrong = troubles(store)
    named = {one.purpose for one in wrong}
    sound = [record for one in Purpose if one not in named and (record := register.in_use(one))]
    return [*map(_trouble, wrong), *map(_sound, sound)]


def _trouble(found: Trouble) -> Finding:
    day = f"{found.ends_at:%d/%m/%Y}" if found.ends_at else ""
    says = f"{found.what}. {found.why(day)} To make another: {found.command}"
    return Finding(f"{found.purpose} key", well=False, says=says)


def _sound(record: KeyRecord) -> Finding:
    until = f"until {record.ends_at:%d/%m/%Y}" if record.ends_at else "until it is rotated"
    trial = ", made for a trial" if record.origin is Origin.TRIAL else ""
    return Finding(f"{record.purpose} key", well=True, says=f"{record.id}, {until}{trial}")
