"""Come here for how an organisation's documents look: colours, logo, motto, seal, who signs them."""

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from trainer.documents.fitting import breadth_of

HOUSE_BRAND, HOUSE_ACCENT = "#5b2b5d", "#b07f28"
"""The colours that the templates and the engraving are drawn in, and that others take the place of."""

PAPER = (0xFD, 0xFB, 0xF6)

ROUND_THE_SEAL = 38
"""What fits around the seal, in ems of its type; documents/seal.py sets it."""

SPACE_BETWEEN = 0.12
"""The space between two letters around the seal, in ems."""


class Picture(NamedTuple):
    """A picture as it was sent: what it is, and its bytes."""

    media_type: str
    content: bytes

    @property
    def address(self) -> str:
        """Name it after its bytes, so that a document can show it."""
        return f"given:{hashlib.sha256(self.content).hexdigest()[:32]}"


class Signatory(NamedTuple):
    """Somebody who signs for the organisation, with a picture of their signature if there is one."""

    name: str
    role: str
    signature: Picture | None = None


@dataclass(frozen=True, kw_only=True)
class Look:
    """How documents look; without anything, as they were drawn."""

    brand: str = HOUSE_BRAND
    accent: str = HOUSE_ACCENT
    motto: str = ""
    seal: str = ""
    logo: Picture | None = None
    signatories: tuple[Signatory, ...] = ()

    @property
    def engraved(self) -> dict[str, str]:
        """What is drawn without being laid out: the colours, and the words around the seal."""
        return {"brand": self.brand, "accent": self.accent, "seal": self.seal}

    @property
    def shown(self) -> dict[str, Any]:
        """What templates print."""
        return {
            "motto": self.motto,
            "logo": self.logo.address if self.logo else "",
            "signatories": [
                {
                    "name": one.name,
                    "role": one.role,
                    "signature": one.signature.address if one.signature else "",
                }
                for one in self.signatories
            ],
        }

    @property
    def pictures(self) -> dict[str, list[str]]:
        """Every picture by its address, as a request carries them."""
        return carried(
            one for one in (self.logo, *(who.signature for who in self.signatories)) if one
        )


def carried(pictures: Iterable[Picture]) -> dict[str, list[str]]:
    """Write pictures as text, so that a request can carry them."""
    return {
        one.address: [one.media_type, base64.b64encode(one.content).decode()] for one in pictures
    }


def opened(pictures: Mapping[str, list[str]]) -> dict[str, Picture]:
    """Read pictures that `carried` wrote."""
    return {
        address: Picture(media_type, base64.b64decode(content))
        for address, (media_type, content) in pictures.items()
    }


def dressed(drawing: str, colours: Mapping[str, str]) -> str:
    """Put an organisation's colours in the place of the house's, in a style sheet or a drawing."""
    # All at once: one of the new colours may be another of the old.
    worn = {
        HOUSE_BRAND: colours["brand"],
        HOUSE_ACCENT: colours["accent"],
        _faint(HOUSE_ACCENT): _faint(colours["accent"]),
    }
    return re.sub("|".join(worn), lambda old: worn[old[0]], drawing)


def _faint(accent: str) -> str:
    """Return the colour of the rosette under the words: a quarter of the accent, the rest paper."""
    mixed = (
        round(paper + (int(accent[at : at + 2], 16) - paper) * 0.26)
        for at, paper in zip((1, 3, 5), PAPER, strict=True)
    )
    return "#" + "".join(f"{part:02x}" for part in mixed)


def fits_the_seal(words: str) -> bool:
    """Say whether words find room around the seal."""
    return breadth_of(words.upper()) + SPACE_BETWEEN * len(words) <= ROUND_THE_SEAL


HOUSE = Look()
