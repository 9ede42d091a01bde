"""Where a comment stands, as it is typed, and whether there is such a place."""

import re
from dataclasses import dataclass

from trainer.assessments.comments.models import WHOLE
from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.logs.models import Revision, StoredFile
from trainer.logs.wording import told
from trainer.viewing import finding
from trainer.viewing.queries import page_of

_TIME = re.compile(r"(?:(\d{1,2}):)?(\d{1,3}):([0-5]?\d)|(\d{1,5})")
SMALLEST = 5
"""The smallest side of a region, in thousandths."""


@dataclass(frozen=True)
class Region:
    """A part of a picture, in thousandths of its width and height."""

    from_left: int
    from_top: int
    width: int
    height: int


@dataclass(frozen=True)
class Spot:
    """A place of the evidence as it was typed; what does not apply stays empty."""

    file: str = ""
    page: int | None = None
    at: str = ""
    quote: str = ""
    region: Region | None = None


def seconds(typed: str) -> int | None:
    """Read a time as people write it: `65`, `1:05` or `0:01:05`."""
    match = _TIME.fullmatch(typed.strip())
    if match is None:
        return None
    hours, minutes, rest, alone = match.groups()
    return int(alone) if alone else int(hours or 0) * 3600 + int(minutes) * 60 + int(rest)


def settle(spot: Spot, revision: Revision) -> dict[str, object]:
    """Give the columns of a comment at this spot, or say what of it there is not."""
    file = next((one.file for one in revision.files if one.file.code == spot.file), None)
    if spot.file and file is None:
        raise Unacceptable(_("That file is not part of this evidence."))
    return {
        "file": file,
        "page": _page(spot, file),
        "second": _second(spot, file),
        "quote": _quote(spot, file, revision),
        **_region(spot, file),
    }


def _page(spot: Spot, file: StoredFile | None) -> int | None:
    if file is None or file.kind != "pdf":
        return None
    number = spot.page or 1
    if page_of(file.id, number) is None:
        raise Unacceptable(_("There is no such page to see."), "page")
    return number


def _second(spot: Spot, file: StoredFile | None) -> int | None:
    if file is None or not file.is_played or not spot.at.strip():
        return None
    second = seconds(spot.at)
    if second is None:
        raise Unacceptable(_("Say at which second. A time such as 1:05 will do."), "at")
    return second


def _quote(spot: Spot, file: StoredFile | None, revision: Revision) -> str:
    if not spot.quote.strip() or (file is not None and file.is_played):
        return ""
    if not any(finding.times(text, spot.quote) for text in _texts(spot, file, revision)):
        raise Unacceptable(
            _("These words don't stand there. Copy them as they are, or leave this empty."), "quote"
        )
    return spot.quote.strip()


def _texts(spot: Spot, file: StoredFile | None, revision: Revision) -> list[str]:
    if file is not None:
        page = page_of(file.id, spot.page or 1)
        return [page.words] if page else []
    return [*(one.words for one in told(revision)), revision.kept_at]


def _region(spot: Spot, file: StoredFile | None) -> dict[str, object]:
    region = spot.region
    if region is None or file is None or not file.is_pictured:
        return {}
    across, down = region.from_left + region.width, region.from_top + region.height
    if min(region.from_left, region.from_top) < 0 or max(across, down) > WHOLE:
        raise Unacceptable(_("That part reaches beyond the picture."), "width")
    if min(region.width, region.height) < SMALLEST:
        raise Unacceptable(_("Mark a larger part, or leave it empty."), "width")
    return vars(region)
