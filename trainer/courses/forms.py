"""What is asked to offer a course, to plan a session, and to book for others."""

import re
from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any, cast

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from wtforms import (
    DecimalField,
    FieldList,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import URL, DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.accounts.models import User
from trainer.courses.models import (
    Approval,
    Booking,
    Course,
    CourseKind,
    CourseOutcome,
    CourseSession,
)
from trainer.courses.times import local
from trainer.training.models import Skill
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm

OUTCOMES = 6
PENCE = 100
MOST_POUNDS = 100_000
LONGEST = 4_000
SAME = (*("title", "kind", "provider", "description", "minutes", "places", "approval", "skill_id"),)
"""What is called the same on the form and of a course."""

KINDS = {
    CourseKind.IN_HOUSE: _l("In-house course"),
    CourseKind.SCHEME: _l("Accredited-style scheme"),
    CourseKind.SHORT: _l("Short course"),
    CourseKind.CONFERENCE: _l("Conference"),
    CourseKind.NETWORKING: _l("Networking"),
    CourseKind.ONLINE: _l("Online"),
    CourseKind.READING: _l("Reading"),
    CourseKind.COACHING: _l("Coaching"),
    CourseKind.SHADOWING: _l("Work shadowing"),
    CourseKind.BUDDYING: _l("Buddying"),
}
APPROVALS = {
    Approval.NONE: _l("Nobody: whoever is first has the place"),
    Approval.MANAGER: _l("Their manager"),
    Approval.ADMINISTRATOR: _l("A training administrator"),
}
_LINE = Length(max=200, message=_l("Use 200 characters or fewer."))
_LONG = Length(max=LONGEST, message=_l("That is too long. Shorten it."))


def _mark(question: LazyString) -> RadioField:
    words = (_l("Not at all"), _l("Hardly"), _l("Partly"), _l("Mostly"), _l("Very"))
    return RadioField(
        question,
        choices=[SelectChoice(str(mark), word) for mark, word in enumerate(words, start=1)],
        coerce=int,
        validators=[InputRequired(_l("Choose one of the five."))],
    )


class ManyField(SelectMultipleField):
    """A list of boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class OutcomeForm(Form):
    """One thing people can do afterwards; a line left empty is none."""

    words = StringField(
        _l("Afterwards people can"),
        validators=[Length(max=300, message=_l("Use 300 characters or fewer."))],
    )
    about = StringField(_l("Unit and criteria"), validators=[_LINE])


class CourseForm(OnceForm):
    """What is learnt, how, from whom, for how long and for how much."""

    title = StringField(_l("Title"), validators=[DataRequired(_l("Give it a title.")), _LINE])
    kind = RadioField(
        _l("What sort is it?"),
        choices=[SelectChoice(one.value, word) for one, word in KINDS.items()],
        coerce=CourseKind,
        default=CourseKind.IN_HOUSE,
    )
    provider = StringField(
        _l("Who provides it?"),
        default="",
        validators=[_LINE],
        description=_l("A firm or a college. Leave it empty for your own."),
    )
    description = TextAreaField(
        _l("What is it about?"),
        default="",
        validators=[DataRequired(_l("Say what it is about.")), _LONG],
        description=_l("People read this to choose. An empty line begins a new paragraph."),
    )
    minutes = IntegerField(
        _l("Minutes of learning"),
        default=120,
        validators=[
            InputRequired(_l("Say how many minutes of learning it is.")),
            NumberRange(1, 60_000, message=_l("From 1 to 60,000 minutes.")),
        ],
        description=_l("Without breaks; they count as CPD."),
    )
    places = IntegerField(
        _l("Places, usually"),
        default=12,
        validators=[
            InputRequired(_l("Say how many places there are.")),
            NumberRange(1, 5_000, message=_l("From 1 to 5,000 places.")),
        ],
    )
    pounds = DecimalField(
        _l("Cost of a place, in pounds"),
        default=Decimal(0),
        validators=[
            InputRequired(_l("Say what a place costs; 0 if nothing.")),
            NumberRange(0, MOST_POUNDS, message=_l("From 0 to 100,000 pounds.")),
        ],
    )
    approval = RadioField(
        _l("Who agrees before somebody has a place?"),
        choices=[SelectChoice(one.value, word) for one, word in APPROVALS.items()],
        coerce=Approval,
        default=Approval.NONE,
    )
    skill_id = SelectField(
        _l("Which skill does whoever was there hold?"),
        coerce=lambda value: int(value) if value not in {"", None, "None"} else None,
        default=None,
        description=_l(
            "From the skills list. It says that somebody was trained, never that they are competent."
        ),
    )
    prerequisites = ManyField(_l("What comes first?"), coerce=int)
    outcomes = FieldList(FormField(OutcomeForm), min_entries=OUTCOMES, max_entries=OUTCOMES)

    @classmethod
    def of(cls, course: Course) -> "CourseForm":
        """Make the form as the course is described now."""
        told = [{"words": one.words, "about": written(one)} for one in course.outcomes]
        return cls.for_request(
            **{name: getattr(course, name) for name in SAME},
            pounds=Decimal(course.cost) / PENCE,
            prerequisites=[one.id for one in course.prerequisites],
            outcomes=told + [{}] * (OUTCOMES - len(told)),
        )

    def offer(self, others: Sequence[tuple[int, str]], skills: Sequence[Skill]) -> None:
        """Offer the courses that can come first, and the skills there are."""
        self.skill_id.choices = [
            SelectChoice("", _l("None")),
            *(SelectChoice(str(one.id), one.name) for one in skills),
        ]
        self.prerequisites.choices = [SelectChoice(*one) for one in others]

    @property
    def described(self) -> dict[str, Any]:
        """What is said of the course, but for its outcomes."""
        told = {name: self.data[name] for name in SAME}
        pence = int(((self.pounds.data or Decimal(0)) * PENCE).to_integral_value())
        return told | {"cost": pence, "prerequisites": self.prerequisites.data or []}

    @property
    def lines(self) -> list[tuple[str, str]]:
        """The outcomes as they were written: the words, and what they are about."""
        forms = [cast("OutcomeForm", one.form) for one in self.outcomes]
        return [(one.words.data or "", one.about.data or "") for one in forms if one.words.data]


class SessionForm(OnceForm):
    """When and where a course is held, by whom, and for how many."""

    starts_on = DayField(_l("Which day?"), validators=[InputRequired(_l("Choose a day."))])
    starts = TimeField(_l("From"), validators=[InputRequired(_l("Say when it begins."))])
    ends_on = DayField(
        _l("Until which day?"),
        validators=[Optional()],
        description=_l("Only if it ends on another."),
    )
    ends = TimeField(_l("Until"), validators=[InputRequired(_l("Say when it ends."))])
    room = StringField(_l("Room"), default="", validators=[_LINE])
    link = StringField(
        _l("Or a link"),
        default="",
        validators=[
            Optional(),
            URL(message=_l("Give the whole address, from https:// on.")),
            Length(max=500, message=_l("Use 500 characters or fewer.")),
        ],
        description=_l("Where it is held online. Only those with a place see it."),
    )
    trainers = StringField(
        _l("Who holds it?"),
        default="",
        validators=[_LINE],
        description=_l("Staff numbers, such as BH1102, BH1005. They keep its register."),
    )
    led_by = StringField(
        _l("Anybody from elsewhere?"),
        default="",
        validators=[_LINE],
        description=_l("Names of trainers who don’t work here."),
    )
    places = IntegerField(
        _l("Places"),
        validators=[
            InputRequired(_l("Say how many places there are.")),
            NumberRange(1, 5_000, message=_l("From 1 to 5,000 places.")),
        ],
    )
    site_id = SelectField(
        _l("For which site?"),
        coerce=lambda value: int(value) if value not in {"", None, "None"} else None,
        default=None,
        description=_l("Its administrators arrange it, too. Everybody finds it all the same."),
    )
    people = ManyField(
        _l("Who comes?"),
        coerce=int,
        choices=[],
        description=_l("With anybody ticked it opens at once, and they are booked: all or none."),
    )

    def offer(
        self, sites: Sequence[tuple[int, str]], people: Iterable[User] = (), *, everywhere: bool
    ) -> None:
        """Offer the sites it can be held for, and the people for whom it is planned."""
        every = [SelectChoice("", _l("Every site"))] if everywhere else []
        self.site_id.choices = [*every, *(SelectChoice(str(id_), name) for id_, name in sites)]
        self.people.choices = [SelectChoice(one.id, one.name) for one in people]

    @classmethod
    def of(cls, session: CourseSession) -> "SessionForm":
        """Make the form as the session is planned now, by the clock where it is held."""
        begins, ends = local(session.starts_at, session.zone), local(session.ends_at, session.zone)
        return cls.for_request(
            starts_on=begins.date(),
            starts=begins.time(),
            ends_on=ends.date() if ends.date() != begins.date() else None,
            ends=ends.time(),
            room=session.room,
            link=session.link,
            trainers=", ".join(one.staff_number.upper() for one in session.trainers),
            led_by=session.led_by,
            places=session.places,
            site_id=session.site_id,
        )


class ReasonForm(OnceForm):
    """Why a session is called off, or a place refused."""

    reason = TextAreaField(
        _l("Why?"),
        default="",
        validators=[DataRequired(_l("Give a reason. Whoever it is about reads it.")), _LONG],
    )


class ForOthersForm(OnceForm):
    """For whom places are asked."""

    people = ManyField(_l("Your team"), coerce=int)
    numbers = TextAreaField(
        _l("Staff numbers"),
        default="",
        validators=[_LONG],
        description=_l("With commas or spaces between, such as BH1102, BH1107."),
    )

    def offer(self, people: Iterable[User]) -> None:
        """Offer the people who report to whoever books."""
        self.people.choices = [SelectChoice(one.id, one.name) for one in people]


class RegisterForm(OnceForm):
    """Who was there."""

    present = ManyField(_l("Who is there?"), coerce=int)
    guests = TextAreaField(
        _l("Who came without a place?"),
        default="",
        validators=[_LONG],
        description=_l(
            "Staff numbers, such as BH1102, BH1107. They take the places that are free."
        ),
    )

    @classmethod
    def of(cls, bookings: Sequence[Booking]) -> "RegisterForm":
        """Make the form for those with a place; who said in the room that they are there is ticked."""
        form = cls.for_request(present=[one.id for one in bookings if one.here_at])
        form.present.choices = [
            SelectChoice(
                one.id,
                one.person.name,
                render_kw={"note": _l("Scanned the code")} if one.here_at else {},
            )
            for one in bookings
        ]
        return form


class CodeForm(OnceForm):
    """The code somebody scanned in the room."""

    code = HiddenField()


class EvaluationForm(OnceForm):
    """What somebody made of a session: three marks, and words if they like."""

    useful = _mark(_l("Was it useful for your work?"))
    clear = _mark(_l("Was it clear?"))
    apt = _mark(_l("Were time, place and pace right?"))
    words = TextAreaField(
        _l("What should stay, and what should be otherwise?"),
        default="",
        validators=[_LONG],
        description=_l("Don’t write what shows who you are, if you would rather not be known."),
    )


class ActForm(OnceForm):
    """Nothing but the press of a button."""


def numbers_in(text: str) -> list[str]:
    """Read staff numbers with anything between them."""
    return re.findall(r"[A-Za-z0-9-]+", text)


def written(outcome: CourseOutcome) -> str:
    """Write what an outcome is about as it is typed: the unit's code, and numbers of criteria."""
    if outcome.unit_version is None:
        return ""
    return " ".join(
        [outcome.unit_version.code, ", ".join(one.number for one in outcome.criteria)]
    ).strip()
