"""What every form of a draft has, and how lists are typed."""

from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from trainer.catalogue.models import Facts
from trainer.web.forms import Form

AMOUNT = (Optional(), NumberRange(1, 100_000, _l("Write a whole number of 1 or more.")))
MONTHS = (Optional(), NumberRange(1, 600, _l("Write a whole number from 1 to 600.")))
LEVEL = (Optional(), NumberRange(0, 12, _l("Levels go from 0 to 12.")))
NEEDED = InputRequired(_l("Write something here."))


FACTS_ASKED = _l("How far title, codes and credit are checked")
FACTS = [
    SelectChoice(Facts.SOURCED.value, _l("Read in a source")),
    SelectChoice(Facts.CORROBORATED.value, _l("Said alike in several places")),
    SelectChoice(Facts.UNVERIFIED.value, _l("Not checked yet")),
]


def at_most(length: int) -> Length:
    """Allow only so many characters."""
    return Length(max=length, message=_l("Use %(most)s characters or fewer.", most=length))


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
    """One part of a draft; its `version` is the mark of what stood there when it was drawn."""

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return item

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return self.data

    @property
    def is_untouched(self) -> bool:
        """Whether everything is as the form was drawn."""
        return all(
            not one.process_errors and (one.data or None) == (one.object_data or None)
            for one in self.asked
        )

    @property
    def asked(self) -> list[Field]:
        """The fields somebody sees."""
        return [one for one in self if one.name not in self.NOT_ASKED]

    def differing(self, other: "ItemForm") -> list[tuple[str, str]]:
        """List what the fields of another form of the same kind hold where this one differs."""
        return [
            (str(mine.label.text), _shown(theirs))
            for mine, theirs in zip(self.asked, other.asked, strict=True)
            if (mine.data or None) != (theirs.data or None)
        ]


def _shown(field: Field) -> str:
    if isinstance(field, SelectField):
        return next((str(one.label.text) for one in field if one.checked), "")
    if isinstance(field, BooleanField):
        return _("Yes") if field.data else _("No")
    return str(field.data or "")
