"""What is asked about claims, what is answered to them, and direct claim status."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, ValidationError

from trainer.claims.models import ReviewOutcome
from trainer.storage.kinds import NotAccepted
from trainer.storage.uploads import Upload
from trainer.web.fields import NOT_A_DAY, DayField
from trainer.web.forms import OnceForm
from trainer.web.uploads import receive

SHORT = Length(max=60, message=_l("Use 60 characters or fewer."))
NAME = Length(max=120, message=_l("Use 120 characters or fewer."))
WORDS = Length(max=2000, message=_l("Use 2,000 characters or fewer."))
A_DAY = InputRequired(NOT_A_DAY)

OUTCOMES = [
    SelectChoice(ReviewOutcome.CONTINUES.value, _l("It goes on")),
    SelectChoice(ReviewOutcome.WITH_ACTIONS.value, _l("It goes on, and they asked for something")),
]


class GrantForm(OnceForm):
    """What the awarding organisation granted, by its letter."""

    organisation = SelectField(_l("Awarding organisation"))
    granted_by = StringField(
        _l("Who granted it?"),
        validators=[DataRequired(_l("Say who granted it.")), NAME],
        description=_l("The external quality assurer, or who signed the letter."),
    )
    reference = StringField(
        _l("Their reference"), validators=[DataRequired(_l("Enter their reference.")), SHORT]
    )
    starts_on = DayField(_l("In force from"), validators=[A_DAY])
    review_on = DayField(_l("To be reviewed on"), validators=[A_DAY])
    reason = TextAreaField(
        _l("Why was it granted before anybody was certificated?"),
        validators=[WORDS],
        description=_l("Only if nobody has their certificate for this yet."),
    )


class ReviewForm(OnceForm):
    """What came of a review."""

    reviewed_on = DayField(_l("When was it reviewed?"), validators=[A_DAY])
    reviewed_by = StringField(
        _l("Who reviewed it?"), validators=[DataRequired(_l("Say who reviewed it.")), NAME]
    )
    outcome = RadioField(
        _l("What came of it?"),
        choices=OUTCOMES,
        coerce=ReviewOutcome,
        validators=[InputRequired(_l("Say what came of it."))],
    )
    note = TextAreaField(_l("What did they ask for?"), validators=[WORDS])
    next_on = DayField(_l("The next review"), validators=[A_DAY])


class RemoveForm(OnceForm):
    """When direct claim status was taken away, and why."""

    removed_on = DayField(
        _l("From which day?"),
        validators=[A_DAY],
        description=_l("The first day on which nothing can be claimed directly."),
    )
    reason = TextAreaField(
        _l("Why?"),
        validators=[DataRequired(_l("Say why in a sentence; it stays with the record.")), WORDS],
    )


class ClaimForm(OnceForm):
    """When a batch was claimed, by which reference, and after which visit."""

    on = DayField(_l("When was it claimed?"), validators=[A_DAY])
    reference = StringField(
        _l("Reference of the batch"),
        validators=[SHORT],
        description=_l("Theirs or yours, if there is one."),
    )
    visit_on = DayField(
        _l("Day of the visit or remote sample"),
        validators=[Optional()],
        description=_l("By the external quality assurer, after which you claim."),
    )
    visit_reference = StringField(_l("Its reference"), validators=[SHORT])


class ReceivedForm(OnceForm):
    """What the awarding organisation's certificate says."""

    number = StringField(
        _l("The number on their certificate"),
        validators=[DataRequired(_l("Enter the number on their certificate.")), SHORT],
    )
    on = DayField(_l("Its date"), validators=[A_DAY])
    file = FileField(
        _l("A scan or photo of it"),
        validators=[Optional()],
        description=_l("If you like. The learner, their manager and training can open it."),
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


class AnswerForm(OnceForm):
    """Why a claim was rejected, or is taken back."""

    reason = TextAreaField(
        _l("Why?"),
        validators=[DataRequired(_l("Say why in a sentence; it stays with the record.")), WORDS],
    )
