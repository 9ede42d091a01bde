"""What every page knows of how somebody signs in: their second step, and the rule about it."""

from dataclasses import dataclass
from datetime import date

from flask import g


@dataclass(frozen=True)
class Standing:
    """Whether somebody has a second step, and from when and with how many days of grace one is due."""

    has_app: bool = False
    starts_on: date | None = None
    grace_days: int | None = None

    @property
    def has_second_step(self) -> bool:
        """Whether a stolen password alone does not let anybody in as this person."""
        return self.has_app


def keep(standing: Standing) -> None:
    """Keep what was found of whoever is signed in, for as long as the request lasts."""
    g.standing = standing


def present() -> Standing:
    """Return what was found of whoever is signed in."""
    found: Standing = g.get("standing", Standing())
    return found
