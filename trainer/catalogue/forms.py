"""What is asked to bring a file into the catalogue: the file, then a yes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, HiddenField, StringField
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError
from wtforms.widgets import HiddenInput

from trainer.catalogue.exchange.recognising import MOST_BYTES, refuse_if_too_large
from trainer.core.errors import Unacceptable
from trainer.web.fields import DayField
from trainer.web.forms import Form, OnceForm


class WholeTextField(Field):
    """A long text carried along unseen and unchanged; white space at its ends matters."""

    widget = HiddenInput()

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Take the text as it was sent."""
        self.data = valuelist[0] if valuelist else ""

    def _value(self) -> str:
        return self.data or ""


class FileForm(Form):
    """A catalogue file to look into."""

    file = FileField(
        _l("The file"),
        validators=[FileRequired(_l("Choose the file you want to bring in."))],
        description=_l(
            "A spreadsheet, YAML, a CASE package, Moodle’s CSV or a progression framework,"
            " 20 MB at most. Nothing is kept yet."
        ),
        render_kw={"accept": ".xlsx,.yaml,.yml,.json,.csv,.md,text/plain"},
    )
    content: bytes

    def validate_file(self, field: FileField) -> None:
        """Read the file, and no more of it than a catalogue may have."""
        self.content = field.data.read(MOST_BYTES + 1)
        try:
            refuse_if_too_large(len(self.content))
        except Unacceptable as error:
            raise ValidationError(error.sentence) from error


class EndDatesForm(OnceForm):
    """Until when an awarding organisation's number may be used."""

    registration_ends = DayField(
        _l("Last day for registrations"),
        validators=[Optional()],
        description=_l("Leave it empty if no end is known."),
    )
    certification_ends = DayField(
        _l("Last day for claims"),
        validators=[Optional()],
        description=_l("Leave it empty if no end is known."),
    )
    reason = StringField(
        _l("Where does it stand?"),
        validators=[
            DataRequired(_l("Say where you read it, such as the regulator’s register.")),
            Length(max=300, message=_l("Use 300 characters or fewer.")),
        ],
    )


class ConfirmForm(OnceForm):
    """What was looked into, sent again with a yes."""

    text = WholeTextField(validators=[InputRequired(_l("Choose the file you want to bring in."))])
    source = HiddenField()
    override = StringField(
        _l("If they are right all the same, how do you know?"),
        validators=[Length(max=300, message=_l("Use 300 characters or fewer."))],
        description=_l("Such as: copied from the regulator’s register. It stays with the record."),
    )
