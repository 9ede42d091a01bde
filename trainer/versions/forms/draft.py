"""What every form of a draft has, and how lists are typed."""

from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField
from wtforms.validators import InputRequired, NumberRange, Optional

from trainer.web.forms import Form

AMOUNT = (Optional(), NumberRange(1, 100_000, _l("Write a whole number of 1 or more.")))
LEVEL = (Optional(), NumberRange(0, 12, _l("Levels go from 0 to 12.")))
NEEDED = InputRequired(_l("Write something here."))


def as_lines(text: str | None) -> list[str]:
    """Read one thing from each line."""
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def as_words(text: str | None) -> list[str]:
    """Read what stands between commas."""
    return [word.strip() for word in (text or "").split(",") if word.strip()]


class DraftForm(Form):
    """Any change of a draft: it says which state of the draft it was drawn from."""

    version = HiddenField(validators=[InputRequired()])
    NOT_ASKED: ClassVar[set[str]] = {"submit", "request_key", "version"}

    @property
    def drawn_from(self) -> int:
        """The state of the draft this form was drawn from."""
        text = str(self.version.data)
        return int(text) if text.isdecimal() else -1


class ItemForm(DraftForm):
    """One part of a draft."""

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return item

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return self.data
