"""What is asked to plan an assessment, to answer a plan, and to say what came of it."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.core.database import AnyRow
from trainer.planning.models import Method, PlannedCriterion
from trainer.web.forms import OnceForm

LONGEST = 4_000
METHODS = {
    Method.OBSERVATION: _l("Watch the work as it is done"),
    Method.DISCUSSION: _l("Professional discussion"),
    Method.QUESTIONS: _l("Questions and answers"),
    Method.WORK_PRODUCT: _l("Look at things made at work"),
    Method.WITNESS: _l("Witness testimony"),
    Method.REFLECTION: _l("Reflective account"),
    Method.KNOWLEDGE_TEST: _l("Knowledge test"),
    Method.SIMULATION: _l("Simulation"),
}


class CriteriaField(SelectMultipleField):
    """Criteria to tick, each with its number and words."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class PlanForm(OnceForm):
    """What is to be assessed, how, when and where."""

    method = RadioField(
        _l("How?"),
        choices=[SelectChoice(one.value, word) for one, word in METHODS.items()],
        coerce=Method,
        validators=[InputRequired(_l("Choose how it is to be assessed."))],
    )
    planned_on = DateField(_l("Which day?"), validators=[DataRequired(_l("Choose a day."))])
    planned_at = TimeField(
        _l("From when?"),
        validators=[Optional()],
        description=_l("Leave it empty where any time that day will do."),
    )
    minutes = IntegerField(
        _l("For how many minutes?"),
        validators=[
            Optional(),
            NumberRange(min=5, max=600, message=_l("From 5 to 600 minutes.")),
        ],
    )
    place = StringField(
        _l("Where?"),
        validators=[Length(max=200, message=_l("Use 200 characters or fewer."))],
    )
    note = TextAreaField(
        _l("What should they have ready?"),
        default="",
        validators=[Length(max=LONGEST, message=_l("That is too long. Shorten it."))],
    )
    criteria = CriteriaField(_l("Which criteria?"), coerce=int)

    def offer(self, criteria: Sequence[AnyRow]) -> None:
        """Offer the criteria still to meet."""
        self.criteria.choices = [SelectChoice(one.id, one.text) for one in criteria]


class WishForm(OnceForm):
    """What would suit the learner better."""

    wish = TextAreaField(
        _l("What would suit you better?"),
        default="",
        validators=[
            DataRequired(_l("Say what would suit you better.")),
            Length(max=LONGEST, message=_l("That is too long. Shorten it.")),
        ],
    )


class CancelForm(OnceForm):
    """Why a plan is called off."""

    reason = TextAreaField(
        _l("Why?"),
        default="",
        validators=[
            DataRequired(_l("Give a reason. The other person reads it.")),
            Length(max=LONGEST, message=_l("That is too long. Shorten it.")),
        ],
    )


class OutcomeForm(OnceForm):
    """What came of a plan."""

    done_on = DateField(_l("Which day was it?"), validators=[DataRequired(_l("Choose a day."))])
    covered = CriteriaField(_l("What came up?"), coerce=int)
    outcome = TextAreaField(
        _l("What happened?"),
        default="",
        description=_l(
            "A note for both of you. Judgements are made on the evidence, in the review."
        ),
        validators=[Length(max=LONGEST, message=_l("That is too long. Shorten it."))],
    )

    def offer(self, planned: Sequence[PlannedCriterion]) -> None:
        """Offer what was planned."""
        self.covered.choices = [
            SelectChoice(one.criterion_id, f"{one.criterion.number} {one.criterion.text}")
            for one in planned
        ]
