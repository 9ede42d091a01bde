"""What is asked for an objective, a check-in, an end, a team's objective and a talk."""

import secrets
from collections.abc import Iterable, Sequence
from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    HiddenField,
    IntegerField,
    MonthField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.accounts.models import User
from trainer.figures.models import Direction, Measure
from trainer.objectives.models import Objective, ObjectiveStatus
from trainer.objectives.rules.wording import Said, Target
from trainer.web.forms import Form, OnceForm

LONGEST = 4_000
LARGEST = 1_000_000_000
_LENGTH = Length(max=LONGEST, message=_l("That is too long. Shorten it."))
_OPTIONAL_LENGTH = [Optional(), _LENGTH]
AIMS = {Direction.HIGHER: _l("Reach at least"), Direction.LOWER: _l("Stay at or below")}
STANDINGS = {
    ObjectiveStatus.ON_TRACK: _l("On track"),
    ObjectiveStatus.AT_RISK: _l("At risk"),
}
OUTCOMES = {
    ObjectiveStatus.MET: _l("Met"),
    ObjectiveStatus.PART_MET: _l("Part met"),
    ObjectiveStatus.NOT_MET: _l("Not met"),
}


class ActForm(OnceForm):
    """A press of a button that has an effect once."""


class AgreeForm(OnceForm):
    """Which objectives somebody read before agreeing, each by id and version."""

    seen = HiddenField(default="")

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """The ids and versions that were on the page."""
        return [
            (int(one), int(number))
            for one, colon, number in (part.partition(":") for part in self.seen.data.split())
            if colon and one.isdecimal() and number.isdecimal()
        ]


class ObjectiveForm(OnceForm):
    """An objective: five questions, its weight, and what figures are to come to."""

    title = StringField(
        _l("In a few words"),
        validators=[
            DataRequired(_l("Give it a title.")),
            Length(max=200, message=_l("Use 200 characters or fewer.")),
        ],
        description=_l("Such as “Settle more refunds at the first visit”."),
    )
    what = TextAreaField(
        _l("What exactly will be different?"),
        default="",
        validators=_OPTIONAL_LENGTH,
        description=_l("Specific: what, where and for whom."),
    )
    measured_by = TextAreaField(
        _l("How will both of you know?"),
        default="",
        validators=_OPTIONAL_LENGTH,
        description=_l("Measurable: a number, a date, or something both can see."),
    )
    possible_by = TextAreaField(
        _l("What makes it possible?"),
        default="",
        validators=_OPTIONAL_LENGTH,
        description=_l("Achievable: the time, help, practice or course it takes."),
    )
    why = TextAreaField(
        _l("Why does it matter?"),
        default="",
        validators=_OPTIONAL_LENGTH,
        description=_l("Relevant: to customers, the team or what you aim at."),
    )
    due_on = DateField(
        _l("By when?"), validators=[Optional()], description=_l("Time-bound: the last day.")
    )
    weight = IntegerField(
        _l("Weight"),
        default=0,
        validators=[
            InputRequired(_l("Give it a weight, or 0 for now.")),
            NumberRange(0, 100, message=_l("From 0 to 100.")),
        ],
        description=_l("The weights of a year come to 100 before you both agree."),
    )
    measure = SelectField(_l("Which figures?"), coerce=int, default=0)
    direction = RadioField(
        _l("Which way?"),
        choices=[SelectChoice(one.value, words) for one, words in AIMS.items()],
        coerce=Direction,
        default=Direction.HIGHER,
    )
    goal = DecimalField(
        _l("How much?"),
        places=None,
        validators=[
            Optional(),
            NumberRange(-LARGEST, LARGEST, message=_l("That is more than a figure can be.")),
        ],
    )
    from_month = MonthField(
        _l("From which month?"), validators=[Optional()], description=_l("Such as 2026-04.")
    )
    until_month = MonthField(_l("Until which month?"), validators=[Optional()])
    known = HiddenField(default="0")

    def offer(self, measures: Sequence[Measure]) -> None:
        """Offer what is measured."""
        self.measure.choices = [
            SelectChoice(0, _l("No figures: both of us will see")),
            *(
                SelectChoice(one.id, f"{one.name} ({one.unit})" if one.unit else one.name)
                for one in measures
            ),
        ]

    def validate(self, extra_validators: object = None) -> bool:
        """Ask for all of a target or for none of it."""
        valid = bool(super().validate(extra_validators))
        if not self.measure.data:
            return valid
        asked = (
            (self.goal, _l("Say what the figures are to come to.")),
            (self.from_month, _l("Say from which month.")),
            (self.until_month, _l("Say until which month.")),
        )
        for field, words in asked:
            if field.data is None and not field.errors:
                field.errors = [*field.errors, words]
                valid = False
        return valid

    @classmethod
    def of(cls, objective: Objective) -> "ObjectiveForm":
        """Make the form as the objective is now."""
        target = objective.target
        return cls.for_request(
            known=str(objective.number),
            measure=target.measure_id if target else 0,
            direction=target.direction if target else Direction.HIGHER,
            goal=_plain(target.goal) if target else None,
            from_month=target.from_month if target else None,
            until_month=target.until_month if target else None,
            **{
                name: getattr(objective, name)
                for name in (
                    "title",
                    "what",
                    "measured_by",
                    "possible_by",
                    "why",
                    "due_on",
                    "weight",
                )
            },
        )

    @property
    def said(self) -> Said:
        """What was written."""
        return Said(
            title=self.title.data or "",
            what=self.what.data or "",
            measured_by=self.measured_by.data or "",
            possible_by=self.possible_by.data or "",
            why=self.why.data or "",
            due_on=self.due_on.data,
            weight=self.weight.data or 0,
            target=Target(
                measure_id=self.measure.data,
                goal=self.goal.data,
                direction=self.direction.data,
                from_month=self.from_month.data,
                until_month=self.until_month.data,
            )
            if self.measure.data
            else None,
        )


class CheckInForm(OnceForm):
    """How an objective goes."""

    standing = RadioField(
        _l("How does it go?"),
        choices=[SelectChoice(one.value, words) for one, words in STANDINGS.items()],
        coerce=ObjectiveStatus,
        validators=[InputRequired(_l("Choose how it goes."))],
    )
    note = TextAreaField(
        _l("In a sentence or two"),
        default="",
        validators=[
            DataRequired(_l("Say in a few words how it goes.")),
            Length(max=600, message=_l("Use 600 characters or fewer.")),
        ],
    )


class CloseForm(OnceForm):
    """What came of an objective."""

    outcome = RadioField(
        _l("What came of it?"),
        choices=[SelectChoice(one.value, words) for one, words in OUTCOMES.items()],
        coerce=ObjectiveStatus,
        validators=[InputRequired(_l("Choose what came of it."))],
    )
    words = TextAreaField(
        _l("What does that rest on?"),
        default="",
        validators=[DataRequired(_l("Say what that rests on.")), _LENGTH],
    )


class DropForm(OnceForm):
    """Why an objective is worked on no more."""

    words = TextAreaField(
        _l("Why?"),
        default="",
        validators=[DataRequired(_l("Give a reason. Both of you read it later.")), _LENGTH],
    )


class TeamObjectiveForm(OnceForm):
    """What a team is to reach."""

    title = StringField(
        _l("What is the team to reach?"),
        validators=[
            DataRequired(_l("Say what the team is to reach.")),
            Length(max=200, message=_l("Use 200 characters or fewer.")),
        ],
    )
    why = TextAreaField(_l("Why does it matter?"), default="", validators=_OPTIONAL_LENGTH)


class PeopleField(SelectMultipleField):
    """People to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class CascadeForm(OnceForm):
    """To whom a team's objective is passed on."""

    people = PeopleField(_l("To whom?"), coerce=int)

    def offer(self, people: Iterable[User]) -> None:
        """Offer those who have none that serves it."""
        self.people.choices = [SelectChoice(one.id, one.name) for one in people]


class TalkForm(OnceForm):
    """With whom a talk is planned, and when."""

    other = SelectField(
        _l("With whom?"), coerce=int, validators=[DataRequired(_l("Choose with whom."))]
    )
    planned_on = DateField(_l("Which day?"), validators=[DataRequired(_l("Choose a day."))])
    planned_at = TimeField(_l("From when?"), validators=[Optional()])
    agenda = TextAreaField(
        _l("What do you want to talk about?"),
        default="",
        validators=_OPTIONAL_LENGTH,
        description=_l("One thing to a line. Both of you read it and can add to it."),
    )

    def offer(self, people: Iterable[User]) -> None:
        """Offer those one may plan a talk with."""
        self.other.choices = [SelectChoice(one.id, one.name) for one in people]


class MoveForm(OnceForm):
    """Another day for a talk."""

    planned_on = DateField(_l("Which day?"), validators=[DataRequired(_l("Choose a day."))])
    planned_at = TimeField(_l("From when?"), validators=[Optional()])


class AgendaForm(OnceForm):
    """Something to talk about; its page holds other forms, so its key has an id of its own."""

    request_key = HiddenField(default=lambda: secrets.token_urlsafe(16), id="agenda-key")

    words = StringField(
        _l("What do you want to talk about?"),
        validators=[
            DataRequired(_l("Say what you want to talk about.")),
            Length(max=300, message=_l("Use 300 characters or fewer.")),
        ],
    )


class TickForm(Form):
    """Whether something was talked of."""

    talked_of = BooleanField()


class SummaryForm(OnceForm):
    """What came of a talk."""

    held_on = DateField(_l("Which day was it?"), validators=[DataRequired(_l("Choose a day."))])
    summary = TextAreaField(
        _l("What did you agree?"),
        default="",
        validators=_OPTIONAL_LENGTH,
        description=_l("Both of you read it and can write in it."),
    )
    known = HiddenField(default="0")


class NoteForm(Form):
    """What somebody notes for themselves."""

    note = TextAreaField(
        _l("What do you want to remember?"), default="", validators=_OPTIONAL_LENGTH
    )


def _plain(goal: Decimal) -> Decimal:
    """Write a goal without noughts that say nothing."""
    return Decimal(f"{goal.normalize():f}")
