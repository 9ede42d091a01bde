"""What is asked of whoever issues, revokes or replaces a certificate, and of whoever checks one."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField, TextAreaField
from wtforms.validators import DataRequired, Length, ValidationError

from trainer.accounts.forms import SignedForm
from trainer.core.database import plain_code
from trainer.web.forms import Form, OnceForm


class IssueForm(SignedForm):
    """Sign for the certificate as it is shown above the form."""


class RevokeForm(SignedForm):
    """Why the certificate is taken back."""

    reason = TextAreaField(
        _l("Why it is revoked"),
        validators=[
            DataRequired(_l("Say why it is revoked, in a sentence.")),
            Length(max=1000, message=_l("Say it in 1,000 characters or fewer.")),
        ],
        description=_l("Kept with the certificate. Whoever checks it sees only that and when."),
    )


class ReplaceForm(SignedForm):
    """Why another certificate takes its place."""

    reason = TextAreaField(
        _l("Why it is replaced"),
        validators=[
            DataRequired(_l("Say why it is replaced, in a sentence.")),
            Length(max=1000, message=_l("Say it in 1,000 characters or fewer.")),
        ],
        description=_l("A new name, for example, or a mistake in what it says."),
    )


class MakeAgainForm(OnceForm):
    """Have the PDF tried once more."""


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
