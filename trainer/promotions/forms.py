"""What is asked in a promotion case: why, who, scores with reasons, what is offered, and passwords."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, TypeVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    HiddenField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import AnyOf, DataRequired, InputRequired, Length, Optional

from trainer.accounts.forms import SignedForm
from trainer.accounts.models import User
from trainer.careers.rules.charting import CareerRole
from trainer.extensions import db
from trainer.people.forms.asking import PersonField, places
from trainer.people.models import Site, Team
from trainer.promotions.rules.stages import PromotionStatus
from trainer.web.fields import DayField
from trainer.web.forms import Form, OnceForm

Answer = TypeVar("Answer")

LONGEST = Length(max=5_000, message=_l("Use 5,000 characters or fewer."))


class ActForm(OnceForm):
    """Do it: nothing else is asked."""


class WhyForm(OnceForm):
    """Why somebody is put forward now."""

    why = TextAreaField(
        _l("Why now?"),
        description=_l("The person, the panel and those who approve read this."),
        validators=[DataRequired(_l("Say why now.")), LONGEST],
    )


class OpenForm(WhyForm):
    """For which role, where, and why now."""

    role = SelectField(_l("Role"), validators=[InputRequired(_l("Choose a role."))])
    site = SelectField(_l("Where"), validators=[InputRequired(_l("Choose a site."))])

    def offer(self, roles: Iterable[CareerRole], sites: Iterable[Site]) -> None:
        """Offer the roles of the map and the sites."""
        self.role.choices = [SelectChoice(one.key, one.title) for one in roles]
        self.site.choices = [SelectChoice(str(one.id), one.name) for one in sites]


class WordsForm(OnceForm):
    """A few sentences, kept in the case with the name of whoever wrote them."""

    words = TextAreaField(
        _l("Your words"), validators=[DataRequired(_l("Write a sentence at least.")), LONGEST]
    )


class WithdrawForm(OnceForm):
    """Why it is taken back, if one likes to say."""

    words = TextAreaField(_l("Why, if you like to say"), validators=[LONGEST], default="")


class GiveUpForm(OnceForm):
    """What the tie is."""

    because = TextAreaField(
        _l("What is the tie?"),
        description=_l("Family, close friendship, money: a few words. The person is not told."),
        validators=[DataRequired(_l("Say in a few words what the tie is.")), LONGEST],
    )


class SeatForm(OnceForm):
    """Who scores, the chair first, and who approves in which order."""

    panel_1 = PersonField(_l("Chair of the panel: staff number"))
    panel_2 = PersonField(_l("Second on the panel: staff number"))
    panel_3 = PersonField(_l("Third on the panel, if there is one: staff number"))
    approver_1 = PersonField(_l("Approves first: staff number"))
    approver_2 = PersonField(
        _l("Approves last: staff number"), description=_l("Whoever approves last is of HR.")
    )

    @property
    def panel(self) -> list[User]:
        """The people named for the panel, the chair first."""
        return _named(self.panel_1, self.panel_2, self.panel_3)

    @property
    def approvers(self) -> list[User]:
        """The people named to approve, in their order."""
        return _named(self.approver_1, self.approver_2)


class MemberForm(OnceForm):
    """Whom to ask."""

    member = PersonField(
        _l("Staff number"), validators=[InputRequired(_l("Say whom to ask: a staff number."))]
    )

    @property
    def whom(self) -> User:
        """The person named, of a form that was sent."""
        return given(self.member.data)


class ScoreForm(SignedForm):
    """A score and a reason for each criterion; its fields are added for those of the pack."""

    @property
    def scores(self) -> list[tuple[int, str]]:
        """What was scored, criterion by criterion."""
        names = sorted(
            (name for name in self._fields if name.startswith("score_")),
            key=lambda name: int(name.removeprefix("score_")),
        )
        return [
            (int(self[name].data or 0), self[name.replace("score", "why")].data or "")
            for name in names
        ]


def score_form(criteria: Sequence[str]) -> type[ScoreForm]:
    """Make the form that asks for a score and a reason for each of these criteria."""
    fields: dict[str, Any] = {}
    for number, criterion in enumerate(criteria):
        fields[f"score_{number}"] = RadioField(
            criterion,
            choices=[
                SelectChoice("1", _l("1 No sign yet")),
                SelectChoice("2", _l("2 Some signs")),
                SelectChoice("3", _l("3 Clear")),
                SelectChoice("4", _l("4 Strong")),
            ],
            validators=[InputRequired(_l("Score it from 1 to 4."))],
        )
        fields[f"why_{number}"] = TextAreaField(
            _l("Why"),
            description=_l("Name what you saw or read. They read this once it is decided."),
            validators=[DataRequired(_l("Name what you saw or read.")), LONGEST],
        )
    return type("ScoreOfCaseForm", (ScoreForm,), fields)


class KeptScoresForm(Form):
    """Scores and reasons as far as they are written, to be kept and signed later."""

    @property
    def given(self) -> dict[str, str]:
        """What stands in the fields that have something in them."""
        names = (name for name in self._fields if name.startswith(("score_", "why_")))
        return {name: self[name].data for name in names if self[name].data}


def kept_scores_form(criteria: Sequence[str]) -> type[KeptScoresForm]:
    """Make the form that takes what is written so far about each of these criteria."""
    fields: dict[str, Any] = {}
    for number, criterion in enumerate(criteria):
        fields[f"score_{number}"] = StringField(criterion, validators=[Optional(), AnyOf("1234")])
        fields[f"why_{number}"] = TextAreaField(_l("Why"), validators=[LONGEST])
    return type("KeptScoresOfCaseForm", (KeptScoresForm,), fields)


class MeetingForm(OnceForm):
    """When and where the panel meets."""

    meets_on = DayField(_l("Which day?"), validators=[InputRequired(_l("Choose a day."))])
    meets_at = TimeField(_l("From when?"), validators=[Optional()])
    meets_where = StringField(
        _l("Where?"),
        validators=[Length(max=120, message=_l("Use 120 characters or fewer."))],
        description=_l("A room, or where to call. It goes into the calendars of the panel."),
        default="",
    )


class _PlanFields(SignedForm):
    words = TextAreaField(
        _l("Why"),
        description=_l("The person reads this as you write it."),
        validators=[DataRequired(_l("Say why. The person reads this.")), LONGEST],
    )
    plan = TextAreaField(
        _l("What they can work on"),
        description=_l("Needed unless you say yes: one thing after the other, with who helps."),
        validators=[LONGEST],
        default="",
    )
    review_on = DayField(_l("Looked at again on"))
    seen = HiddenField()


class RecommendForm(_PlanFields):
    """What the panel recommends, why, and what to work on."""

    outcome = RadioField(
        _l("The panel recommends"),
        choices=[
            SelectChoice(PromotionStatus.RECOMMENDED.value, _l("Promote")),
            SelectChoice(PromotionStatus.DEVELOP_FURTHER.value, _l("Develop further first")),
            SelectChoice(PromotionStatus.NOT_RECOMMENDED.value, _l("Not for this role")),
        ],
        validators=[InputRequired(_l("Say what the panel recommends."))],
    )


class ApproveForm(_PlanFields):
    """Whether one approves, why, and what to work on where one does not."""

    answer = RadioField(
        _l("Your answer"),
        choices=[
            SelectChoice("approve", _l("I approve it")),
            SelectChoice("refuse", _l("I do not approve it")),
        ],
        validators=[InputRequired(_l("Say whether you approve."))],
    )


class OfferForm(OnceForm):
    """The job: what, where, under whom, from when, on trial until when, on which terms."""

    job_title = StringField(
        _l("Job title"),
        validators=[DataRequired(_l("Say what the job is called.")), Length(max=120)],
    )
    place = SelectField(_l("Where"), choices=places, validators=[DataRequired(_l("Choose where."))])
    manager = PersonField(_l("Reports to: staff number"))
    starts_on = DayField(_l("From"), validators=[InputRequired(_l("Say from which day."))])
    trial_until = DayField(
        _l("On trial until"), validators=[InputRequired(_l("Say until when the trial runs."))]
    )
    terms = TextAreaField(
        _l("What is offered"),
        description=_l("Hours, pay, anything that changes. The letter says it in these words."),
        validators=[DataRequired(_l("Say what is offered.")), LONGEST],
    )

    @property
    def days(self) -> dict[str, date]:
        """From when the job is offered, and until when on trial, of a form that was sent."""
        return {
            "starts_on": given(self.starts_on.data),
            "trial_until": given(self.trial_until.data),
        }

    @property
    def site(self) -> Site:
        """The site chosen."""
        return db.session.get_one(Site, int((self.place.data or "").split(":")[0]))

    @property
    def team(self) -> Team | None:
        """The team chosen, if one was."""
        number = int((self.place.data or "0:0").split(":")[1])
        return db.session.get_one(Team, number) if number else None


class DeclineForm(OnceForm):
    """Why one declines, if one likes to say."""

    words = TextAreaField(_l("Why, if you like to say"), validators=[LONGEST], default="")


class TrialForm(OnceForm):
    """How the trial goes, and whether it goes on."""

    what = RadioField(
        _l("What comes of it"),
        choices=[
            SelectChoice("review", _l("It goes on")),
            SelectChoice("confirm", _l("They are confirmed in the job")),
            SelectChoice("end", _l("It ends: back to the job before")),
        ],
        default="review",
        validators=[InputRequired(_l("Say what comes of it."))],
    )
    words = TextAreaField(
        _l("What was said"),
        description=_l("They read this."),
        validators=[DataRequired(_l("Say how it goes.")), LONGEST],
    )


class AnswerForm(SignedForm):
    """Whether the appeal is upheld, what was found, and the password."""

    outcome = RadioField(
        _l("Your answer"),
        choices=[
            SelectChoice("upheld", _l("Upheld: other people look at it anew")),
            SelectChoice("stands", _l("Not upheld: the outcome stands")),
        ],
        validators=[InputRequired(_l("Say whether you uphold the appeal."))],
    )
    words = TextAreaField(
        _l("What did you find, and why?"),
        validators=[
            DataRequired(_l("Say what you found and why; the person reads this.")),
            LONGEST,
        ],
    )
    seen = HiddenField()


def given(answer: Answer | None) -> Answer:
    """Return an answer that the form has made sure of."""
    if answer is None:
        raise ValueError("The form lets nothing through without this answer.")
    return answer


def _named(*fields: Field) -> list[User]:
    return [one.data for one in fields if isinstance(one.data, User)]
