"""What is asked to write a plan of development, to choose how a thing is done, and to end it."""

from collections.abc import Sequence
from datetime import date
from typing import cast

from flask_babel import format_date
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from trainer.courses.models import CourseSession
from trainer.development.actions.agreeing import Said
from trainer.development.models import DevelopmentAction, DevelopmentOutcome, DevelopmentSource
from trainer.development.queries.choices import Choice
from trainer.people.forms.asking import PersonField
from trainer.training.models import Skill
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm

_LENGTH = Length(max=4_000, message=_l("That is too long. Shorten it."))
OUTCOMES = {
    DevelopmentOutcome.REACHED: _l("It helped"),
    DevelopmentOutcome.PARTLY: _l("It helped in part"),
    DevelopmentOutcome.NOT_REACHED: _l("It did not help"),
}


class ActForm(OnceForm):
    """A press of a button that has an effect once."""


class AgreeForm(OnceForm):
    """A yes to an action as it was when the page was drawn."""

    known = HiddenField()


class ActionForm(OnceForm):
    """What somebody is to learn, why, how, with whose support, by when, and how both will know."""

    known = HiddenField()
    need = TextAreaField(
        _l("What do you want to be able to do?"),
        default="",
        validators=[DataRequired(_l("Say what you want to be able to do.")), _LENGTH],
    )
    source = RadioField(
        _l("Why now?"),
        choices=[SelectChoice(one.value, one.words) for one in DevelopmentSource],
        coerce=DevelopmentSource,
        default=DevelopmentSource.GAP,
        validators=[InputRequired(_l("Choose why."))],
    )
    what = TextAreaField(
        _l("What will you do for it?"),
        default="",
        validators=[DataRequired(_l("Say what will be done for it.")), _LENGTH],
        description=_l(
            "One thing that can be done: a course, a unit, an entry in the log, a coach."
        ),
    )
    support = TextAreaField(
        _l("Whose support does it need?"),
        default="",
        validators=[Optional(), _LENGTH],
        description=_l("Time, money, somebody’s ear. Leave it open if none."),
    )
    due_on = DayField(_l("By when?"), validators=[InputRequired(_l("Choose a day."))])
    measure = TextAreaField(
        _l("How will both of you know that it helped?"),
        default="",
        validators=[Optional(), _LENGTH],
    )

    @property
    def said(self) -> Said:
        """What was written."""
        return Said(
            need=self.need.data or "",
            source=self.source.data,
            action=self.what.data or "",
            support=self.support.data or "",
            due_on=cast("date", self.due_on.data),
            measure=self.measure.data or "",
        )

    @classmethod
    def of(cls, action: DevelopmentAction) -> "ActionForm":
        """Make the form with what an action says now."""
        names = ("need", "source", "support", "due_on", "measure")
        return cls.for_request(
            known=str(action.number),
            what=action.action,
            **{name: getattr(action, name) for name in names},
        )


class BookForm(OnceForm):
    """Which session of a course is to be booked."""

    session = SelectField(
        _l("Which session?"), coerce=int, validators=[InputRequired(_l("Choose a session."))]
    )

    def offer(self, sessions: Sequence[CourseSession]) -> None:
        """Offer the sessions there are."""
        self.session.choices = [
            SelectChoice(one.id, f"{one.course.title}, {format_date(one.starts_on)}")
            for one in sessions
        ]


class TrainingForm(OnceForm):
    """Which skill or unit is asked for."""

    skill = SelectField(
        _l("A skill from the list"),
        coerce=lambda value: int(value) if value not in {"", None, "None"} else None,
        default=None,
    )
    unit = StringField(
        _l("Or the code of a unit"),
        default="",
        validators=[Length(max=40, message=_l("Use 40 characters or fewer."))],
        description=_l("Such as H/506/2977, as the catalogue says it."),
    )

    def offer(self, skills: Sequence[Skill]) -> None:
        """Offer the skills there are."""
        self.skill.choices = [
            SelectChoice("", _l("None of these")),
            *(SelectChoice(str(one.id), one.name) for one in skills),
        ]


class FollowForm(OnceForm):
    """Which of the things that are under way an action follows."""

    thing = SelectField(_l("Which of them?"), validators=[InputRequired(_l("Choose one of them."))])

    def offer(self, choices: Sequence[Choice]) -> None:
        """Offer what is under way."""
        self.thing.choices = [
            SelectChoice(f"{one.link}:{one.id}", one.thing.title) for one in choices
        ]

    @property
    def chosen(self) -> tuple[str, int]:
        """The column and the id of what was chosen."""
        link, _colon, id_ = str(self.thing.data).partition(":")
        return link, int(id_)


class CoachForm(OnceForm):
    """Which colleague is asked."""

    coach = PersonField(
        _l("Whom do you ask? Their staff number"),
        validators=[InputRequired(_l("Enter the staff number of the colleague you ask."))],
    )


class EndForm(OnceForm):
    """Whether it helped, and on what that rests."""

    outcome = RadioField(
        _l("Did it help?"),
        choices=[SelectChoice(one.value, words) for one, words in OUTCOMES.items()],
        coerce=DevelopmentOutcome,
        validators=[InputRequired(_l("Choose one."))],
    )
    words = TextAreaField(_l("On what does that rest?"), default="", validators=[_LENGTH])


class DropForm(OnceForm):
    """Why nothing more is done about it."""

    words = TextAreaField(_l("Why is it dropped?"), default="", validators=[_LENGTH])
