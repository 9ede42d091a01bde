"""What is asked to write an update, and to confirm that one has read it."""

from collections.abc import Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    FieldList,
    Form,
    FormField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, ValidationError

from trainer.people.models import Role
from trainer.updates.actions import Asked, Audience, Said
from trainer.updates.models import Update, UpdateKind, UpdateVersion
from trainer.web.forms import OnceForm

QUESTIONS = 3
KINDS = {
    UpdateKind.PRODUCT: _l("A product"),
    UpdateKind.POLICY: _l("A policy"),
    UpdateKind.STANDARD: _l("A service standard"),
}
_LINE = Length(max=200, message=_l("Use 200 characters or fewer."))


class ManyField(SelectMultipleField):
    """A list of boxes to tick."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class QuestionForm(Form):
    """A question of the short check; one left empty is not asked."""

    words = StringField(
        _l("Question"), validators=[Length(max=300, message=_l("Use 300 characters or fewer."))]
    )
    right = StringField(_l("The right answer"), validators=[_LINE])
    wrong = StringField(_l("A wrong answer"), validators=[_LINE])
    wrong_too = StringField(_l("Another wrong answer"), validators=[_LINE])

    def validate_words(self, field: Field) -> None:
        """Ask for the whole question, with three different answers."""
        answers = [(one.data or "").strip() for one in (self.right, self.wrong, self.wrong_too)]
        if (field.data or "").strip() and (not all(answers) or len(set(answers)) < len(answers)):
            raise ValidationError(_l("Give three different answers, the first of them right."))
        if any(answers) and not (field.data or "").strip():
            raise ValidationError(_l("Say what is asked, or empty its answers."))

    @property
    def asked(self) -> Asked:
        """The question as it was written."""
        return Asked(*((one.data or "").strip() for one in self))


class UpdateForm(OnceForm):
    """What changed, whom it is for, and by when they are to read it."""

    kind = RadioField(
        _l("What changed?"),
        choices=[SelectChoice(kind.value, label) for kind, label in KINDS.items()],
        coerce=UpdateKind,
        default=UpdateKind.PRODUCT,
    )
    title = StringField(
        _l("Title"),
        validators=[DataRequired(_l("Give it a title.")), _LINE],
        description=_l("Such as “Refunds without a receipt, from 1 December”."),
    )
    words = TextAreaField(
        _l("What is everybody to know?"),
        default="",
        validators=[
            DataRequired(_l("Say what is to be known.")),
            Length(max=20_000, message=_l("That is too long. Shorten it.")),
        ],
        description=_l("An empty line begins a new paragraph."),
    )
    changed = TextAreaField(
        _l("What changed since the version before?"),
        default="",
        validators=[Length(max=1000, message=_l("That is too long. Shorten it."))],
        description=_l("Those who read the version before see this first."),
    )
    minutes = IntegerField(
        _l("Minutes it takes"),
        default=5,
        validators=[
            InputRequired(_l("Say how many minutes it takes.")),
            NumberRange(1, 240, message=_l("From 1 to 240 minutes.")),
        ],
        description=_l("They count as development of whoever reads it."),
    )
    days_to_read = IntegerField(
        _l("Days to read it in"),
        default=7,
        validators=[
            InputRequired(_l("Say how many days there are to read it.")),
            NumberRange(1, 365, message=_l("From 1 to 365 days.")),
        ],
    )
    sites = ManyField(_l("Sites"), coerce=int)
    teams = ManyField(_l("Teams"), coerce=int)
    roles = ManyField(
        _l("Roles"),
        coerce=Role,
        choices=[SelectChoice(one.value, one.words) for one in Role],
    )
    questions = FieldList(FormField(QuestionForm), min_entries=QUESTIONS, max_entries=QUESTIONS)

    @classmethod
    def of(cls, update: Update) -> "UpdateForm":
        """Make the form as the update is written now."""
        newest = update.newest
        names = ("words", "right", "wrong", "wrong_too")
        asked = [{name: getattr(one, name) for name in names} for one in newest.questions]
        return cls.for_request(
            kind=update.kind,
            **{
                name: getattr(newest, name)
                for name in ("title", "words", "changed", "minutes", "days_to_read")
            },
            sites=[one.site_id for one in update.audience if one.site_id],
            teams=[one.team_id for one in update.audience if one.team_id],
            roles=[one.role for one in update.audience if one.role],
            questions=asked + [{}] * (QUESTIONS - len(asked)),
        )

    def offer(self, sites: Sequence[tuple[int, str]], teams: Sequence[tuple[int, str]]) -> None:
        """Offer the sites and teams there are."""
        self.sites.choices = [SelectChoice(*one) for one in sites]
        self.teams.choices = [SelectChoice(*one) for one in teams]

    @property
    def said(self) -> Said:
        """What the version says."""
        asked = [cast("QuestionForm", entry.form).asked for entry in self.questions]
        return Said(
            title=self.title.data or "",
            words=self.words.data or "",
            changed=self.changed.data or "",
            minutes=self.minutes.data or 0,
            days_to_read=self.days_to_read.data or 0,
            questions=[one for one in asked if one.words],
        )

    @property
    def audience(self) -> Audience:
        """Whom it is for."""
        return Audience(
            self.sites.data or (),
            self.teams.data or (),
            [Role(one) for one in self.roles.data or ()],
        )


class ActForm(OnceForm):
    """Send it out, begin the next version, or take it back."""


class ReadForm(OnceForm):
    """Somebody's word that they have read it; the questions join for each version."""

    own = BooleanField(
        _l("I have read this and know what it asks of me."),
        validators=[DataRequired(_l("Confirm that you have read it."))],
    )

    @classmethod
    def about(cls, version: UpdateVersion) -> "ReadForm":
        """Make the form with the questions of this version."""
        fields: dict[str, Any] = {
            f"question_{one.id}": RadioField(
                one.words,
                choices=[SelectChoice(answer, answer) for answer in one.answers],
                validators=[InputRequired(_l("Choose an answer."))],
            )
            for one in version.questions
        }
        whole = cast("type[ReadForm]", type("ReadFormWithQuestions", (cls,), fields))
        return whole.for_request()

    @property
    def answers(self) -> dict[int, str]:
        """What was answered, by the question's id."""
        prefix = "question_"
        return {
            int(name.removeprefix(prefix)): said
            for name, said in self.data.items()
            if name.startswith(prefix)
        }

    @property
    def asked(self) -> list[Field]:
        """The questions' fields, in their order."""
        return [one for one in self if one.name.startswith("question_")]
