"""What is asked to arrange a round, to put somebody on its list, and of those who answer."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from trainer.behaviours.models import LEVELS, BehaviourVersion
from trainer.feedback.actions.answering import Answers
from trainer.feedback.models import FEWEST_ANSWERS, FeedbackQuestion, RoundKind
from trainer.feedback.naming import KINDS
from trainer.feedback.rules.release import FEWEST
from trainer.web.fields import NOT_A_DAY, DayField
from trainer.web.forms import Form, OnceForm

MOST_WORDS = 4000
MOST_GROUP = 20
CANT_SAY = "0"
_LINE = Length(max=200, message=_l("Use 200 characters or fewer."))
_WHY = Length(max=1000, message=_l("Use 1,000 characters or fewer."))
_LEVEL_WORDS = (_l("Beginning"), _l("Getting there"), _l("Secure"), _l("An example to others"))


class ArrangeForm(OnceForm):
    """Who is asked about what, until when, and whether with names."""

    kind = RadioField(
        _l("Who is asked?"),
        choices=[
            SelectChoice(
                RoundKind.AROUND,
                KINDS[RoundKind.AROUND],
                render_kw={
                    "note": _l("Colleagues, their manager, and whoever else knows the work")
                },
            ),
            SelectChoice(
                RoundKind.UPWARD,
                KINDS[RoundKind.UPWARD],
                render_kw={"note": _l("Everybody who reports straight to them is asked")},
            ),
            SelectChoice(
                RoundKind.CUSTOMERS,
                KINDS[RoundKind.CUSTOMERS],
                render_kw={"note": _l("By a link of their own, without an account")},
            ),
        ],
        default=RoundKind.AROUND,
    )
    names = RadioField(
        _l("With names, or without?"),
        description=_l(
            "Everybody who is asked is told before they write. It can’t be changed later."
        ),
        choices=[
            SelectChoice(
                "without",
                _l("Without names"),
                render_kw={
                    "note": _l("Answers are shown by group; the manager’s alone has a name")
                },
            ),
            SelectChoice(
                "with",
                _l("With names"),
                render_kw={"note": _l("Each answer is shown with who gave it")},
            ),
        ],
        default="without",
    )
    minimum = IntegerField(
        _l("How many answers make a group?"),
        description=_l("A smaller group is shown together with others, or not at all."),
        default=FEWEST_ANSWERS,
        validators=[
            InputRequired(_l("Give a number.")),
            NumberRange(FEWEST, MOST_GROUP, _l("Choose a number from 3 to 20.")),
        ],
        render_kw={"min": FEWEST, "max": MOST_GROUP},
    )
    closes_on = DayField(_l("Last day to answer"), validators=[InputRequired(message=NOT_A_DAY)])
    behaviours = SelectMultipleField(
        _l("Which behaviours?"),
        description=_l(
            "Those asked in their job are ticked. Two questions in words come after them."
        ),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validators=[DataRequired(_l("Tick one behaviour at least."))],
    )

    def offer(self, versions: Sequence[BehaviourVersion]) -> None:
        """Offer these behaviours."""
        self.behaviours.choices = [SelectChoice(one.id, one.name) for one in versions]

    def chosen(self, versions: Sequence[BehaviourVersion]) -> list[BehaviourVersion]:
        """List the behaviours that were ticked, in their order on the page."""
        ticked = set(self.behaviours.data or ())
        return [one for one in versions if one.id in ticked]


class ColleagueForm(OnceForm):
    """A colleague who is to be asked."""

    who = StringField(
        _l("Staff number or e-mail address"),
        validators=[DataRequired(_l("Say who.")), _LINE],
        render_kw={"autocomplete": "off"},
    )
    because = TextAreaField(_l("Why them?"), default="", validators=[_WHY])


class OutsiderForm(OnceForm):
    """Somebody without an account who is to be asked; it stands beside the form for colleagues."""

    request_key = HiddenField(id="outsider-key", default=lambda: secrets.token_urlsafe(16))

    outsider = StringField(
        _l("Their name"),
        validators=[DataRequired(_l("Give their name.")), _LINE],
        render_kw={"autocomplete": "off"},
    )
    email = StringField(
        _l("Their e-mail address"),
        description=_l("The link goes there and nowhere else: nobody here gets to see it."),
        validators=[
            DataRequired(_l("Give their address.")),
            Length(max=255),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+\Z",
                message=_l("That isn’t an e-mail address. One such as nia@example.org will do."),
            ),
        ],
        render_kw={"type": "email", "autocomplete": "off"},
    )
    relation = TextAreaField(_l("How do they know the work?"), default="", validators=[_WHY])


class ReasonForm(OnceForm):
    """Why somebody is taken off the list, or a round called off."""

    because = TextAreaField(_l("Why?"), default="", validators=[_WHY])


class ActForm(OnceForm):
    """A step of a round that asks nothing more."""


class AnswerForm(Form):
    """What is asked of whoever answers; sent without a key, which would note when it was sent.

    A second sending is refused because an answer was given.
    """

    @property
    def answers(self) -> Answers:
        """What was answered, by question."""
        levels, words = {}, {}
        for name, said in self.data.items():
            question = int(name.removeprefix("q"))
            if isinstance(self[name], TextAreaField):
                words[question] = said or ""
            elif said in map(str, LEVELS):
                levels[question] = int(said)
        return Answers(levels, words)

    @property
    def draft(self) -> Mapping[str, Any]:
        """What was written so far."""
        return {name: said for name, said in self.data.items() if said}


def answer_form(questions: Sequence[FeedbackQuestion], draft: Mapping[str, Any]) -> AnswerForm:
    """Make the form that asks these questions, filled with what was written so far."""
    fields = {f"q{one.id}": _field_of(one) for one in questions}
    made: type[AnswerForm] = type("AskedForm", (AnswerForm,), fields)
    return made.for_request(**draft)


def _field_of(question: FeedbackQuestion) -> Any:
    if question.version is None:
        return TextAreaField(
            question.words,
            default="",
            validators=[Length(max=MOST_WORDS, message=_l("Use 4,000 characters or fewer."))],
        )
    levels = zip(LEVELS, _LEVEL_WORDS, question.version.levels, strict=True)
    return RadioField(
        question.version.name,
        description=question.version.meaning,
        choices=[
            *(
                SelectChoice(str(level), word, render_kw={"note": seen})
                for level, word, seen in levels
            ),
            SelectChoice(CANT_SAY, _l("I can’t say")),
        ],
        validators=[Optional()],
    )
