"""What is asked of whoever issues, revokes or replaces a certificate, and of whoever checks one."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from trainer.accounts.forms import SignedForm
from trainer.certificates.models import Purpose
from trainer.core.database import plain_code
from trainer.core.policy import YES, Verdict
from trainer.signing.reading import LARGEST
from trainer.web.forms import Form, OnceForm

WORDS = Length(max=1000, message=_l("Say it in 1,000 characters or fewer."))
PURPOSES = (
    (Purpose.LOST, _l("The papers were lost"), _l("The same once more, marked as a replacement.")),
    (Purpose.CORRECTED, _l("It says something wrong"), _l("What the record says today.")),
    (Purpose.RENEWED, _l("It runs out"), _l("What the record says today, for another term.")),
)


class IssueForm(SignedForm):
    """Sign for the certificate as it is shown above the form."""


class RevokeForm(SignedForm):
    """Why the certificate is to be taken back, and what shows it."""

    reason = TextAreaField(
        _l("Why it is to be revoked"),
        validators=[DataRequired(_l("Say why it is to be revoked, in a sentence.")), WORDS],
        description=_l("Kept with the certificate. Whoever checks it sees only that and when."),
    )
    evidence = TextAreaField(
        _l("What shows it"),
        validators=[DataRequired(_l("Say what shows it: a case, a report, a letter.")), WORDS],
        description=_l("Whoever confirms it reads this, and looks into it first."),
    )


class ConfirmRevocationForm(SignedForm):
    """Sign for taking the certificate back as proposed."""


class DropRevocationForm(OnceForm):
    """Why the certificate is left in force."""

    words = TextAreaField(
        _l("Why it stays in force"),
        validators=[DataRequired(_l("Say why it stays in force, in a sentence.")), WORDS],
    )


class ReplaceForm(SignedForm):
    """What another certificate takes its place for, and why."""

    purpose = RadioField(_l("What is it for?"), coerce=Purpose)
    reason = TextAreaField(
        _l("Why it is replaced"),
        validators=[DataRequired(_l("Say why it is replaced, in a sentence.")), WORDS],
        description=_l("Kept with both certificates."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.say_why_not({})

    def say_why_not(self, verdicts: Mapping[Purpose, Verdict]) -> None:
        """Say beside each purpose what it means or, where it is not possible, why not."""
        self.purpose.choices = [
            SelectChoice(purpose, word, {"note": verdicts.get(purpose, YES).reason or note})
            for purpose, word, note in PURPOSES
        ]


class MakeAgainForm(OnceForm):
    """Have the PDF tried once more."""


class FileForm(Form):
    """The PDF of a certificate, to be checked; it is read here and kept nowhere."""

    file = FileField(
        _l("The PDF of a certificate"),
        validators=[FileRequired(_l("Choose the PDF you were given."))],
        description=_l("At most 10 MB. It is looked at and not kept."),
        render_kw={"accept": ".pdf,application/pdf", "data-limit": str(LARGEST)},
    )
    content: bytes

    def validate_file(self, field: FileField) -> None:
        """Read the file, and no more of it than a certificate may have."""
        self.content = field.data.read(LARGEST + 1)
        field.data.close()
        if len(self.content) > LARGEST:
            raise ValidationError(_l("This file is over 10 MB. No certificate is that large."))


class CodeForm(Form):
    """The code of a certificate, typed in any spacing and case."""

    code = StringField(
        _l("Certificate code"),
        render_kw={
            "autocomplete": "off",
            "autocapitalize": "characters",
            "spellcheck": "false",
            "maxlength": "80",
        },
    )

    def validate_code(self, field: StringField) -> None:
        """Ask for at least one letter or digit."""
        if not plain_code(field.data or ""):
            raise ValidationError(_l("Type the code printed under the square code."))
