"""What is asked to bring a file into the catalogue: the file, then a yes."""

from flask import current_app
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import HiddenField, StringField
from wtforms.validators import DataRequired, Length, Optional, ValidationError

from trainer.catalogue.exchange.recognising import MOST_BYTES, TOO_LARGE
from trainer.storage.errors import TooLarge
from trainer.storage.store import Store, Stored, in_chunks
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm


class FileForm(OnceForm):
    """A catalogue file to look into; its bytes are put aside while the form is checked."""

    file = FileField(
        _l("The file"),
        validators=[FileRequired(_l("Choose the file you want to bring in."))],
        description=_l(
            "A spreadsheet, YAML, a CASE package, Moodle’s CSV or a progression framework,"
            " 20 MB at most. Nothing is kept yet."
        ),
        render_kw={
            "accept": ".xlsx,.yaml,.yml,.json,.csv,.md,text/plain",
            "data-limit": MOST_BYTES,
        },
    )
    stored: Stored

    def validate_file(self, field: FileField) -> None:
        """Put the file aside, and no more of it than a catalogue may have."""
        store: Store = current_app.extensions["store"]
        try:
            self.stored = store.put_stream(in_chunks(field.data.stream), limit=MOST_BYTES)
        except TooLarge:
            raise ValidationError(TOO_LARGE) from None


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


def why_right() -> StringField:
    """Ask why numbers with a slip in them are kept all the same."""
    return StringField(
        _l("If they are right all the same, how do you know?"),
        validators=[Length(max=300, message=_l("Use 300 characters or fewer."))],
        description=_l("Such as: copied from the regulator’s register. It stays with the record."),
    )


class ConfirmForm(OnceForm):
    """A yes to what was looked through, by its fingerprint."""

    seen = HiddenField()
    override = why_right()
