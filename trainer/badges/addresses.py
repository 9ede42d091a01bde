"""Where the things of badges are found, all below the address of the installation."""

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from trainer.config import Config
from trainer.core.database import grouped

CASE = "/ims/case/v1p1"
FOLDER = "badges"


@dataclass(frozen=True)
class Addresses:
    """The public addresses of one installation."""

    base: str

    @classmethod
    def of(cls, config: Config) -> "Addresses":
        """Take them from the settings."""
        return cls(config.base_url.rstrip("/"))

    @property
    def issuer(self) -> str:
        """The issuer's name among badges: a `did:web` whose keys are at `badges/did.json`."""
        parts = urlsplit(self.base)
        folders = [folder for folder in parts.path.split("/") if folder]
        return ":".join(
            ["did:web", *(quote(one, safe="") for one in (parts.netloc, *folders, FOLDER))]
        )

    @property
    def profile(self) -> str:
        """Where the issuer says who it is."""
        return f"{self.base}/{FOLDER}/issuer"

    def key(self, key_id: str) -> str:
        """Name one of the issuer's keys."""
        return f"{self.issuer}#{key_id}"

    def achievement(self, identifier: str, version: int) -> str:
        """Find what can be achieved: a version of a qualification or of a unit."""
        return f"{self.base}/{FOLDER}/achievements/{identifier}/{version}"

    def badge(self, code: str, kind: str = "json") -> str:
        """Find a badge, by the code of its certificate."""
        return f"{self.base}/v/{grouped(code)}/badge.{kind}"

    def status_list(self, number: int) -> str:
        """Find the list that says which badges no longer hold."""
        return f"{self.base}/{FOLDER}/status/{number}"

    def criterion(self, identifier: str) -> str:
        """Find a criterion in the exchange of frameworks."""
        return f"{self.base}{CASE}/CFItems/{identifier}"
