"""Somebody as they are known until they are erased, and what stands in their place after it."""

import re
from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.core.text import gettext as _


@dataclass(frozen=True)
class Whom:
    """Who is to be erased, by what they are known, and the tombstone's sign."""

    id: int
    name: str
    email: str | None
    staff_number: str
    sign: str

    @classmethod
    def of(cls, person: User, sign: str) -> "Whom":
        """Write down who this is, before it is replaced."""
        return cls(person.id, person.name, person.email, person.staff_number, sign)

    @property
    def tombstone(self) -> str:
        """What stands where their name stood."""
        return _("Former member of staff %(sign)s", sign=self.sign)

    @property
    def identifiers(self) -> list[str]:
        """What tells them from all others, the longest first."""
        return sorted(
            {self.name, self.email or "", self.staff_number} - {""}, key=len, reverse=True
        )

    def replaced_in(self, words: str) -> str:
        """Put the tombstone where a text names them, never inside another word.

        A staff number of digits alone looks like any number, so it counts only where it is all there is.
        """
        for known in self.identifiers:
            if known.isdecimal():
                words = self.tombstone if words.strip() == known else words
            else:
                words = re.sub(
                    rf"(?<!\w){re.escape(known)}(?!\w)", lambda _found: self.tombstone, words
                )
        return words
