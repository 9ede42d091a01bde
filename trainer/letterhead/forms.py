"""What is asked about how documents look."""

from typing import Any, cast

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from werkzeug.datastructures import FileStorage
from wtforms import BooleanField, FieldList, FormField, StringField
from wtforms.validators import Length, Optional, ValidationError
from wtforms.widgets import ColorInput

from trainer.letterhead.models import Letterhead
from trainer.letterhead.pictures import ACCEPTED, MOST_BYTES, Kept, take_in
from trainer.storage.kinds import NotAccepted
from trainer.web.fields import DayField
from trainer.web.forms import Form, OnceForm

SIGNATORIES = 3
NAME = Length(max=120, message=_l("Use 120 characters or fewer."))


class PictureField(FileField):
    """A logo or a signature; `kept` is what came in this time, once it was looked into."""

    kept: Kept | None = None

    def pre_validate(self, form: Any) -> None:  # noqa: ARG002 - WTForms calls it so
        """Take the picture in, or say why it can't be taken."""
        if not isinstance(self.data, FileStorage) or not self.data.filename:
            return
        try:
            sent = self.data.stream.read(MOST_BYTES + 1)
            self.kept = take_in(sent, current_app.extensions["store"])
        except NotAccepted as reason:
            raise ValidationError(str(reason)) from reason


class SignatoryForm(Form):
    """Somebody who signs for the organisation; a row without a name is nobody."""

    name = StringField(_l("Name"), validators=[NAME])
    role = StringField(_l("Role"), validators=[NAME], description=_l("Such as: Head of Training."))
    from_day = DayField(_l("Signs from"), validators=[Optional()])
    until_day = DayField(_l("Signs until"), validators=[Optional()])
    signature = PictureField(_l("Their signature, as a picture"), render_kw={"accept": ACCEPTED})
    unsigned = BooleanField(_l("Take the signature out"))

    def validate_role(self, field: StringField) -> None:
        """Ask for a role where there is a name."""
        if self.name.data and not field.data:
            raise ValidationError(_l("Say in which role they sign."))

    def validate_name(self, field: StringField) -> None:
        """Ask for the name where a role is given."""
        if self.role.data and not field.data:
            raise ValidationError(_l("Say who signs in this role."))

    def validate_until_day(self, field: DayField) -> None:
        """Keep the days in their order."""
        if field.data and self.from_day.data and field.data < self.from_day.data:
            raise ValidationError(_l("This is before the first day. Choose a later one."))


class LetterheadForm(OnceForm):
    """How documents are to look."""

    logo = PictureField(
        _l("Logo"),
        render_kw={"accept": ACCEPTED},
        description=_l("An SVG drawing, a PNG or a JPEG, of 2 MB at most."),
    )
    unmarked = BooleanField(_l("Take the logo out"))
    brand = StringField(
        _l("First colour"),
        widget=ColorInput(),
        description=_l("Of names, headings and the frame; dark enough to be read."),
    )
    accent = StringField(
        _l("Second colour"), widget=ColorInput(), description=_l("Of the engraving and lines.")
    )
    motto = StringField(
        _l("Motto"),
        validators=[Length(max=120, message=_l("Use 120 characters or fewer."))],
        description=_l("One line above the seal. Leave it empty for none."),
    )
    seal = StringField(
        _l("Words around the seal"),
        validators=[Length(max=60, message=_l("Use 60 characters or fewer."))],
        description=_l("Most often the organisation’s name. Leave it empty for the seal alone."),
    )
    signatories = FieldList(FormField(SignatoryForm), min_entries=SIGNATORIES, max_entries=6)

    @classmethod
    def begun_from(cls, letterhead: Letterhead | None, organisation: str) -> "LetterheadForm":
        """Make the form as an earlier version was, or as the house drew it."""
        if letterhead is None:
            return cls.for_request(brand="#5b2b5d", accent="#b07f28", seal=organisation)
        rows = [
            {name: getattr(one, name) for name in ("name", "role", "from_day", "until_day")}
            for one in letterhead.signatories
        ]
        return cls.for_request(
            brand=letterhead.brand,
            accent=letterhead.accent,
            motto=letterhead.motto,
            seal=letterhead.seal,
            signatories=rows + [{}] * (SIGNATORIES - len(rows)),
        )

    @property
    def rows(self) -> list[SignatoryForm]:
        """The rows of those who sign."""
        return [cast("SignatoryForm", entry.form) for entry in self.signatories]


class LetterheadActForm(OnceForm):
    """Put a version to use, or have its specimen tried again."""
