"""What is asked about bodies, memberships, certificates from elsewhere and accreditations."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from trainer.catalogue.models import FrameworkKind
from trainer.storage.kinds import NotAccepted
from trainer.storage.uploads import Upload
from trainer.web.fields import DayField
from trainer.web.forms import Form, OnceForm
from trainer.web.uploads import receive

NONE = 0
"""What a list sends while nothing is chosen."""

SHORT = Length(max=60, message=_l("Use 60 characters or fewer."))
NAME = Length(max=120, message=_l("Use 120 characters or fewer."))
PROOF = Length(max=500, message=_l("Use 500 characters or fewer."))

KINDS = [
    ("", _l("None: the qualification above")),
    (FrameworkKind.REGULATED.value, _l("Regulated qualifications")),
    (FrameworkKind.SVQ.value, _l("SVQs")),
    (FrameworkKind.AWARD.value, _l("Professional awards")),
    (FrameworkKind.MANAGEMENT.value, _l("Management certificates and diplomas")),
    (FrameworkKind.STANDARD.value, _l("Apprenticeship standards")),
    (FrameworkKind.SCHEME.value, _l("In-house schemes")),
]


class BodyForm(OnceForm):
    """A body to add to the list."""

    name = StringField(_l("Its name"), validators=[DataRequired(_l("Enter its name.")), NAME])
    code = StringField(
        _l("Its abbreviation"),
        validators=[
            DataRequired(_l("Enter its abbreviation, or a short name.")),
            Length(max=20, message=_l("Use 20 characters or fewer.")),
        ],
    )
    note = TextAreaField(
        _l("What to know of it"),
        validators=[Length(max=1000, message=_l("Use 1,000 characters or fewer."))],
    )


class GradeForm(OnceForm):
    """A grade of a body."""

    name = StringField(
        _l("The grade"),
        validators=[
            DataRequired(_l("Enter the grade.")),
            Length(max=80, message=_l("Use 80 characters or fewer.")),
        ],
        description=_l("It stands above those there are."),
    )


class MappingForm(OnceForm):
    """What may lead to a grade."""

    grade = SelectField(_l("The grade"), coerce=int)
    qualification = SelectField(_l("One qualification"), coerce=int)
    kind = SelectField(
        _l("Or any of a kind"), choices=[SelectChoice(*one) for one in KINDS], default=""
    )
    level = IntegerField(
        _l("From this level on"),
        validators=[Optional(), NumberRange(0, 12, _l("Levels go from 0 to 12."))],
    )
    also = StringField(
        _l("And what else it takes"),
        validators=[Length(max=200, message=_l("Use 200 characters or fewer."))],
        description=_l("Such as: with a management role."),
    )


class _LastingForm(OnceForm):
    starts_on = DayField(_l("From"), validators=[InputRequired(_l("Say from which day."))])
    ends_on = DayField(
        _l("To be renewed by"),
        validators=[Optional()],
        description=_l(
            "The first day on which it no longer counts. Leave it empty if none is set."
        ),
    )


class MembershipForm(_LastingForm):
    """A membership of somebody, or of the organisation."""

    body = SelectField(
        _l("The body"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose the body."))],
    )
    grade = SelectField(_l("Grade"), coerce=int)
    number = StringField(_l("Membership number"), validators=[SHORT])
    proof = StringField(
        _l("What shows it"),
        validators=[PROOF],
        description=_l("Such as: their certificate, seen on 3 November."),
    )


class ElsewhereForm(_LastingForm):
    """A certificate earned elsewhere."""

    title = StringField(
        _l("What is it?"),
        validators=[
            DataRequired(_l("Say what the certificate is for.")),
            Length(max=200, message=_l("Use 200 characters or fewer.")),
        ],
        description=_l("Such as: Certified Customer Service Manager (CCSM)."),
    )
    issuer = StringField(
        _l("Who issued it?"), validators=[DataRequired(_l("Say who issued it.")), NAME]
    )
    number = StringField(_l("Its number"), validators=[SHORT])
    proof = StringField(
        _l("What shows it"),
        validators=[DataRequired(_l("Say what shows it, such as the paper or a link.")), PROOF],
        description=_l("Such as: the certificate itself, seen on 3 November; or an address."),
    )
    file = FileField(
        _l("A scan or photo of it"),
        validators=[Optional()],
        description=_l("If there is one. Only they themselves, training and HR can open it."),
    )
    upload: Upload | None = None

    def validate_file(self, field: FileField) -> None:
        """Take the file in, or say why it can't be taken."""
        if not field.data:
            return
        try:
            self.upload = receive(field.data)
        except NotAccepted as reason:
            raise ValidationError(str(reason)) from reason


class AccreditationForm(_LastingForm):
    """A body's accreditation of a scheme."""

    body = SelectField(
        _l("The body"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose the body."))],
    )
    reference = StringField(
        _l("Their reference"), validators=[DataRequired(_l("Enter their reference.")), SHORT]
    )


class RenewForm(Form):
    """Until which day something holds from now on."""

    ends_on = DayField(
        _l("It counts until"),
        validators=[InputRequired(_l("Say which day. A day such as 24/11/2026 will do."))],
        description=_l(
            "The first day on which it no longer counts: a later one once it is renewed."
        ),
    )
