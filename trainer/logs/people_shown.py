"""What is known of the customers and colleagues that a file shows, and what protects them."""

from datetime import date
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

ASKED = {"photo", "audio", "video"}
"""Kinds of file of which it must be said whether anybody else is in them before they are sent."""

LONGEST_REASON = 500


class Safeguard(StrEnum):
    """What was done about the people a file shows."""

    COVERED = "covered"
    CONSENT = "consent"
    NOT_NEEDED = "not_needed"


class PeopleShown:
    """The columns of a file that say whom else it shows and why it may be sent all the same.

    `covered_areas` are the parts of a photo painted over in what is shown of it: left, top, width
    and height, each in hundredths of a per cent of the picture.
    """

    shows_others: Mapped[bool | None]
    safeguard: Mapped[Safeguard | None]
    consent_by: Mapped[str] = mapped_column(sa.String(200), default="")
    consent_how: Mapped[str] = mapped_column(sa.String(300), default="")
    consent_on: Mapped[date | None]
    no_consent_why: Mapped[str] = mapped_column(sa.String(LONGEST_REASON), default="")
    covered_areas: Mapped[list[Any]] = mapped_column(default=list)

    @property
    def areas(self) -> list[tuple[int, int, int, int]]:
        """The parts painted over."""
        return [(left, top, width, height) for left, top, width, height in self.covered_areas]
