"""A file of people, and the changes that were looked at."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import (
    HiddenField,
    ValidationError,
)

from trainer.core.errors import Unacceptable
from trainer.people import importing
from trainer.web.forms import OnceForm


class UploadForm(OnceForm):
    """A file of people; its text is read while the form is checked, before anything is locked."""

    file = FileField(
        _l("File"),
        validators=[FileRequired(_l("Choose a file."))],
        render_kw={"accept": ".csv,.txt,.tsv,text/csv"},
    )
    body: str

    def validate_file(self, field: FileField) -> None:
        """Turn the bytes into text, whichever way the file was saved."""
        try:
            self.body = importing.decode(field.data.read(importing.MOST_BYTES + 1))
        except Unacceptable as error:
            raise ValidationError(error.sentence) from error


class ImportForm(OnceForm):
    """The changes that were looked at, by their fingerprint."""

    seen = HiddenField()
