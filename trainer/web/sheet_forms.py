"""Sending a table as a CSV file, and confirming what was looked at of it."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, ValidationError

from trainer.core.errors import Unacceptable
from trainer.web.forms import OnceForm
from trainer.web.sheets import MOST_BYTES, decode


class SheetForm(OnceForm):
    """A CSV file or a workbook; its text is read while the form is checked, before anything is locked."""

    file = FileField(
        _l("File"),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.txt,.tsv,.xlsx,text/csv"},
    )
    body: str

    def validate_file(self, field: FileField) -> None:
        """Turn the bytes into text, whichever way the file was saved."""
        try:
            self.body = decode(field.data.read(MOST_BYTES + 1))
        except Unacceptable as error:
            raise ValidationError(error.sentence) from error


class SeenForm(OnceForm):
    """What was looked at, by its fingerprint."""

    seen = HiddenField()
