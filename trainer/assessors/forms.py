"""What is asked to enter somebody on the register, to end an entry, and to declare a conflict."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import (
    DataRequired,
    InputRequired,
    Length,
    NumberRange,
    Optional,
    ValidationError,
)

from trainer.accounts.models import User
from trainer.assessors.models import ConflictKind, Duty, Standing
from trainer.extensions import db
from trainer.people.queries import numbered
from trainer.web.fields import DayField
from trainer.web.forms import Form, OnceForm

DUTIES = [
    SelectChoice(Duty.ASSESS.value, _l("Assess")),
    SelectChoice(Duty.COUNTERSIGN.value, _l("Countersign only")),
    SelectChoice(Duty.WITNESS.value, _l("Be an expert witness")),
    SelectChoice(Duty.VERIFY.value, _l("Quality assure (IQA)")),
]
LIMITED = [
    SelectChoice(Duty.ASSESS.value, _l("assess")),
    SelectChoice(Duty.VERIFY.value, _l("quality assure")),
]
STANDINGS = [
    SelectChoice(Standing.QUALIFIED.value, _l("Qualified")),
    SelectChoice(Standing.WORKING_TOWARDS.value, _l("Working towards it, for 18 months at most")),
]
KINDS = [
    SelectChoice(ConflictKind.FAMILY.value, _l("We are family")),
    SelectChoice(ConflictKind.PERSONAL.value, _l("We are close friends or partners")),
    SelectChoice(ConflictKind.FINANCIAL.value, _l("One of us gains money by it")),
    SelectChoice(
        ConflictKind.LINE_MANAGER.value, _l("One of us manages the other (allowed, if declared)")
    ),
]
NO_SUCH_DAY = _l("Say which day. A day such as 24 November 2026 will do.")


class PersonField(StringField):
    """A staff number typed, and the person it belongs to."""

    person: User | None = None

    def pre_validate(self, form: Any) -> None:
        """Find the person."""
        del form
        self.person = db.session.scalar(numbered(self.data or ""))
        if self.data and self.person is None:
            raise ValidationError(_l("Nobody here has this staff number. Check it and try again."))


class _AboutPeople(OnceForm):
    @property
    def data(self) -> dict[str, Any]:
        """What was asked, with people in place of the staff numbers typed."""
        people = {
            name: field.person
            for name, field in self._fields.items()
            if isinstance(field, PersonField)
        }
        return {**super().data, **people}


class EntryForm(_AboutPeople):
    """Who may do what for which qualification, from when to when."""

    holder = PersonField(
        _l("Staff number"),
        validators=[DataRequired(_l("Enter the staff number of the person you approve."))],
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    qualification = SelectField(_l("Qualification, award or scheme"), coerce=int)
    duty = RadioField(
        _l("What may they do?"),
        choices=DUTIES,
        coerce=Duty,
        validators=[InputRequired(_l("Choose what they may do."))],
    )
    standing = RadioField(
        _l("Do they hold the qualification it takes?"),
        choices=STANDINGS,
        coerce=Standing,
        validators=[InputRequired(_l("Choose how they stand."))],
    )
    award = StringField(
        _l("Which one?"),
        validators=[Length(max=120, message=_l("Use 120 characters or fewer."))],
        description=_l(
            "Such as CAVA, A1 or D32/D33 for assessors, Level 4 IQA, V1 or D34 for quality assurers."
        ),
    )
    award_number = StringField(
        _l("Its number"), validators=[Length(max=60, message=_l("Use 60 characters or fewer."))]
    )
    awarded_on = DayField(_l("Its date"), validators=[Optional()])
    units = SelectMultipleField(
        _l("Units"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("Tick none if it is for all of them."),
    )
    sites = SelectMultipleField(
        _l("Sites"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("Tick none if it is for learners everywhere."),
    )
    starts_on = DateField(
        _l("From"), validators=[InputRequired(_l("Say from which day. Today will do."))]
    )
    ends_on = DateField(
        _l("Until"),
        validators=[Optional()],
        description=_l("The first day on which it no longer counts. Leave it empty if it goes on."),
    )


class _SeveralForm(OnceForm):
    """What is recorded of one entry, and if wanted of the holder's others at once."""

    also = SelectMultipleField(
        _l("And of these too"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    @property
    def data(self) -> dict[str, Any]:
        """What was asked, without which other entries it is for."""
        return {name: value for name, value in super().data.items() if name != "also"}


class CompetenceForm(_SeveralForm):
    """How somebody showed that they are competent in the work itself."""

    shown_by = TextAreaField(
        _l("How did they show it?"),
        validators=[
            DataRequired(_l("Say how they showed it.")),
            Length(max=2000, message=_l("Use 2,000 characters or fewer.")),
        ],
        description=_l("Such as years in the work, a qualification in it, or work that was seen."),
    )
    checked_by = StringField(
        _l("Who checked?"),
        validators=[
            DataRequired(_l("Say who checked it.")),
            Length(max=120, message=_l("Use 120 characters or fewer.")),
        ],
    )
    checked_on = DayField(_l("On which day?"), validators=[InputRequired(NO_SUCH_DAY)])
    review_on = DayField(
        _l("To be checked again by"),
        validators=[InputRequired(NO_SUCH_DAY)],
        description=_l("From this day on nothing new is decided until it is checked again."),
    )


class WhyForm(_SeveralForm):
    """Why an entry is suspended, or why that is lifted."""

    reason = TextAreaField(
        _l("Why?"),
        validators=[
            DataRequired(_l("Say why; it stays with the record.")),
            Length(max=2000, message=_l("Use 2,000 characters or fewer.")),
        ],
        description=_l("The person concerned can read it."),
    )


class LimitForm(OnceForm):
    """How many learners somebody takes."""

    duty = RadioField(
        _l("Learners to"),
        choices=LIMITED,
        coerce=Duty,
        validators=[InputRequired(_l("Choose what for."))],
    )
    most = IntegerField(
        _l("At most"),
        validators=[
            Optional(),
            NumberRange(min=0, max=999, message=_l("Give a number from 0 to 999.")),
        ],
        description=_l("Leave it empty for no limit. Those they have now stay with them."),
    )


class EndForm(Form):
    """From which day an entry no longer counts."""

    ends_on = DateField(_l("It no longer counts from"), validators=[InputRequired(NO_SUCH_DAY)])


class AccreditationForm(OnceForm):
    """A body's accreditation of an assessor."""

    body = SelectField(
        _l("The body"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose the body."))],
    )
    reference = StringField(
        _l("Their reference"),
        validators=[
            DataRequired(_l("Enter the body’s reference for this assessor.")),
            Length(max=60, message=_l("Use 60 characters or fewer.")),
        ],
    )
    starts_on = DayField(_l("From"), validators=[InputRequired(_l("Say from which day."))])
    ends_on = DayField(
        _l("Until"),
        validators=[Optional()],
        description=_l(
            "The first day on which it no longer counts. Leave it empty if none is set."
        ),
    )


class ConflictForm(_AboutPeople):
    """A tie between the signed-in person, or somebody they name, and another."""

    holder = PersonField(
        _l("Whose tie is it?"),
        validators=[DataRequired(_l("Enter the staff number of the assessor or quality assurer."))],
        description=_l("The staff number of the assessor or quality assurer."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    other = PersonField(
        _l("With whom?"),
        validators=[DataRequired(_l("Enter the other person's staff number."))],
        description=_l("Their staff number."),
        render_kw={"autocapitalize": "none", "spellcheck": "false"},
    )
    kind = RadioField(
        _l("What ties you?"),
        choices=KINDS,
        coerce=ConflictKind,
        validators=[InputRequired(_l("Choose what ties you."))],
    )
