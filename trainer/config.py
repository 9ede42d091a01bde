"""Every setting Trainer has, read from the environment once.

Each setting is `TRAINER_` and the field's name in capitals, such as `TRAINER_BASE_URL`.
"""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from urllib.parse import urlsplit

SHORTEST_SECRET = 32
PLACEHOLDER = "replace-this"
"""How a secret begins that nobody has put in yet (`deploy/trainer.env.example`)."""
HOURS = range(24)
WEB = {"http", "https"}
_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]+(/[A-Za-z0-9._/-]*)?")
_SCANNER = re.compile(r"tcp://[^/\s:]+:\d{1,5}|unix:///\S+")
STORES = ("s3", "gs", "az", "https", "file")
DATABASES = ("postgresql://", "postgresql+psycopg://", "sqlite:///")


class BadSetting(SystemExit):
    """A setting is missing or can't be understood; the start stops here."""

    def __init__(self, sentence: str) -> None:
        super().__init__(f"trainer: {sentence}")
        self.sentence = sentence


@dataclass(frozen=True, kw_only=True)
class Config:
    """The settings of one installation."""

    secret_key: str
    base_url: str
    data_dir: Path
    database_url: str = ""
    storage_url: str = ""
    storage_endpoint: str = ""
    storage_region: str = ""
    storage_key: str = ""
    storage_secret: str = ""
    organisation: str = "Your organisation"
    centre: str = "Main centre"
    number_prefix: str = "TR"
    zone: str = "Europe/London"
    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: str = ""
    smtp_tls: bool = False
    mail_from: str = "trainer@localhost"
    upload_limit_mb: int = 50
    feedback_days: int = 10
    appeal_days: int = 20
    appeal_answer_days: int = 10
    appeal_further_days: int = 10
    investigation_days: int = 10
    cpd_hours: int = 0
    antivirus: str = ""
    timestamp_url: str = ""
    anchor_mail: str = ""
    anchor_store: str = ""
    keep_photo_days: int = 90
    keep_audio_days: int = 90
    keep_video_days: int = 90
    keep_pdf_days: int = 90
    keep_office_days: int = 90
    keep_text_days: int = 90
    keep_flagged_days: int = 30
    keep_original_days: int = 30
    digest_hour: int = 7
    session_hours: int = 12
    idle_minutes: int = 240
    proxies: int = 0
    metrics_token: str = ""
    demonstration: bool = False

    @classmethod
    def from_env(cls, environment: Mapping[str, str] = os.environ) -> "Config":
        """Read the settings, stopping with a sentence at the first that is missing or wrong."""
        given: dict[str, object] = {}
        for field in fields(cls):
            name = f"TRAINER_{field.name.upper()}"
            if raw := environment.get(name, ""):
                given[field.name] = _READERS[field.type](name, raw)  # type: ignore[index]
        for needed in ("secret_key", "base_url", "data_dir"):
            if needed not in given:
                raise BadSetting(f"Set TRAINER_{needed.upper()}. `trainer doctor` explains it.")
        config = cls(**given)  # type: ignore[arg-type]
        config.check()
        return config

    def check(self) -> None:
        """Refuse settings that would put people's records at risk."""
        self._check_secrets()
        if urlsplit(self.base_url).scheme not in WEB:
            raise BadSetting("TRAINER_BASE_URL must begin with http:// or https://.")
        if self.database_url and not self.database_url.startswith(DATABASES):
            raise BadSetting("TRAINER_DATABASE_URL must begin with postgresql:// or sqlite:///.")
        self._check_storage()
        if self.antivirus and not _SCANNER.fullmatch(self.antivirus):
            raise BadSetting("TRAINER_ANTIVIRUS must be tcp://host:port or unix:///path/to/socket.")
        if self.timestamp_url and urlsplit(self.timestamp_url).scheme not in WEB:
            raise BadSetting("TRAINER_TIMESTAMP_URL must begin with http:// or https://.")
        if self.anchor_store and urlsplit(self.anchor_store).scheme not in STORES:
            raise BadSetting(f"TRAINER_ANCHOR_STORE must begin with {', '.join(STORES)}, then ://.")
        if self.keep_original_days < self.appeal_days:
            raise BadSetting("TRAINER_KEEP_ORIGINAL_DAYS must leave time to appeal.")
        if self.digest_hour not in HOURS:
            raise BadSetting("TRAINER_DIGEST_HOUR must be an hour of the day, from 0 to 23.")

    def _check_secrets(self) -> None:
        """Refuse a secret that can be guessed, or that everybody can read in the example."""
        told = {"SECRET_KEY": self.secret_key, "METRICS_TOKEN": self.metrics_token}
        for name, secret in told.items():
            if secret.startswith(PLACEHOLDER):
                raise BadSetting(f"Put a secret of your own into TRAINER_{name}.")
            if len(secret) < SHORTEST_SECRET and (secret or name == "SECRET_KEY"):
                raise BadSetting(f"TRAINER_{name} is too short; use 32 random characters or more.")

    def _check_storage(self) -> None:
        if self.storage_url and not _BUCKET.fullmatch(self.storage_url):
            raise BadSetting("TRAINER_STORAGE_URL must be s3://bucket or s3://bucket/folder.")
        if self.storage_endpoint and urlsplit(self.storage_endpoint).scheme not in WEB:
            raise BadSetting("TRAINER_STORAGE_ENDPOINT must begin with http:// or https://.")
        if bool(self.storage_key) != bool(self.storage_secret):
            raise BadSetting("Set both TRAINER_STORAGE_KEY and TRAINER_STORAGE_SECRET, or neither.")

    @property
    def database(self) -> str:
        """The database's address: PostgreSQL where one was given, else a file of ours."""
        if self.database_url.startswith("postgresql://"):
            return self.database_url.replace("postgresql://", "postgresql+psycopg://", 1)
        return self.database_url or f"sqlite:///{self.data_dir / 'trainer.db'}"

    @property
    def files_dir(self) -> Path:
        """Where the bytes of evidence and certificates live, or pass through to an object storage."""
        return self.data_dir / "files"

    @property
    def is_https(self) -> bool:
        """Whether people reach Trainer over TLS, so that cookies may insist on it."""
        return urlsplit(self.base_url).scheme == "https"


def _read_text(_name: str, raw: str) -> str:
    return raw


def _read_number(name: str, raw: str) -> int:
    if not raw.isdecimal():
        raise BadSetting(f"{name} must be a whole number, not {raw!r}.")
    return int(raw)


def _read_choice(name: str, raw: str) -> bool:
    if raw not in {"true", "false"}:
        raise BadSetting(f"{name} must be true or false, not {raw!r}.")
    return raw == "true"


def _read_folder(_name: str, raw: str) -> Path:
    return Path(raw).expanduser().resolve()


_READERS = {str: _read_text, int: _read_number, bool: _read_choice, Path: _read_folder}
