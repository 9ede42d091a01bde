"""What is asked about each part of the draft of a qualification, but for its rules."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length

from trainer.versions.forms.draft import AMOUNT, LEVEL, NEEDED, ItemForm, as_lines


class QualificationFactsForm(ItemForm):
    """What a qualification is called and comes to."""

    title = StringField(_l("Title"), validators=[NEEDED, Length(max=300)])
    level = IntegerField(_l("Level"), validators=LEVEL)
    credit = IntegerField(_l("Credits"), validators=AMOUNT)
    tqt = IntegerField(_l("Whole time in hours"), validators=AMOUNT)
    glh_min = IntegerField(_l("Guided learning from"), validators=AMOUNT)
    glh_max = IntegerField(_l("Guided learning to"), validators=AMOUNT)
    note = TextAreaField(_l("Note"), validators=[Length(max=2000)])

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "note": self.note.data or ""}


class GroupForm(ItemForm):
    """A group of units."""

    code = StringField(_l("Code"), validators=[NEEDED, Length(max=20)])
    title = StringField(_l("Title"), validators=[NEEDED, Length(max=200)])
    units = TextAreaField(
        _l("Units"), description=_l("The code of each, one on a line, in their order.")
    )
    complete = BooleanField(_l("These are all the units of the group"))

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return {**item, "units": "\n".join(item["units"])}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "units": as_lines(self.units.data)}
