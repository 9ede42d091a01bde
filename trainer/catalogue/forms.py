"""What is asked to bring a file into the catalogue: the file, then a yes."""

from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import Field, HiddenField
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import HiddenInput

from trainer.catalogue.exchange.recognising import MOST_BYTES, refuse_if_too_large
from trainer.core.errors import Unacceptable
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


class ConfirmForm(OnceForm):
    """What was looked into, sent again with a yes."""

    text = WholeTextField(validators=[InputRequired(_l("Choose the file you want to bring in."))])
    source = HiddenField()
