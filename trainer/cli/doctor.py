"""`trainer doctor`: what this machine lacks, and the line that brings it."""

import ctypes.util
import os
import platform
import sys
from dataclasses import dataclass
from datetime import timedelta

import click

from trainer.backups.moments import last_made
from trainer.cli.context import as_json, tell
from trainer.config import BadSetting, Config
from trainer.core import clock, sqlite
from trainer.core.text import written
from trainer.signing.health import Trouble, troubles
from trainer.signing.register import KeyRecord, Origin, Purpose
from trainer.signing.store import KeyStore
from trainer.storage.place import store_of

PANGO = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
LIBRARIES = {"pango-1.0": PANGO[0], "pangoft2-1.0": PANGO[1], "harfbuzz-subset": PANGO[2]}
BACKUP_AGES = timedelta(days=2)
"""A backup older than this is no longer worth much."""
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
    return [
        _python(),
        _sqlite(),
        *_libraries(),
        *_settings(),
        *_files(),
        *_keys(),
        *_backup(),
        *_outside(),
    ]


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


def _files() -> list[Finding]:
    """Ask an object storage, where files are in one, whether it lets Trainer in."""
    try:
        config = Config.from_env()
    except BadSetting:
        return []
    if not config.storage_url:
        return []
    well = store_of(config).is_ready()
    says = config.storage_url + ("" if well else ": not reached, or the key may not list it")
    return [Finding("object storage", well, says)]


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


def _backup() -> list[Finding]:
    """Say when the last backup was made, once there are records to be lost."""
    try:
        folder = Config.from_env().data_dir
    except BadSetting:
        return []
    made_at = last_made(folder)
    if made_at is None:
        there = (folder / "files").exists()
        says = "none was made yet" + ("; trainer backup FOLDER makes one" if there else "")
        return [Finding("backup", well=not there, says=says)]
    well = clock.now() - made_at < BACKUP_AGES
    says = f"the last was made on {made_at:%d %B %Y, %H.%M} UTC"
    return [Finding("backup", well, says + ("" if well else "; make one each day"))]


def _outside() -> list[Finding]:
    """Say whether the ledger's last link leaves this machine, where nobody here can change it."""
    try:
        config = Config.from_env()
    except BadSetting:
        return []
    goes = bool(config.anchor_mail or config.anchor_store)
    says = (
        "its last link goes out each day"
        if goes
        else ("its last link stays here; TRAINER_ANCHOR_MAIL or TRAINER_ANCHOR_STORE sends it out")
    )
    return [Finding("ledger", well=True, says=says)]


def _trouble(found: Trouble) -> Finding:
    day = written(found.ends_at) if found.ends_at else ""
    says = f"{found.what}. {found.why(day)} To make another: {found.command}"
    return Finding(f"{found.purpose} key", well=False, says=says)


def _sound(record: KeyRecord) -> Finding:
    until = f"until {written(record.ends_at)}" if record.ends_at else "until it is rotated"
    trial = ", made for a trial" if record.origin is Origin.TRIAL else ""
    return Finding(f"{record.purpose} key", well=True, says=f"{record.id}, {until}{trial}")
