"""What is asked to put a cohort together."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length

from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.catalogue.models import QualificationNumber
from trainer.registrations.forms import NOBODY, TermsForm, iqa_field, people_to_choose
from trainer.registrations.picker import Picked
from trainer.web.forms import OnceForm


class BeginForm(OnceForm):
    """What a cohort is called, and what it is for."""

    name = StringField(
        _l("What do you call it?"),
        validators=[
            DataRequired(_l("Give it a name that you will know it by.")),
            Length(max=120, message=_l("Use 120 characters or fewer.")),
        ],
        description=_l("Such as “Spring starters, Harbour Street”."),
    )
    version = SelectField(_l("Qualification, award or scheme"), coerce=int)


class PeopleForm(OnceForm):
    """Who is to be in it."""

    lines = TextAreaField(
        _l("Who?"),
        validators=[Length(max=40_000, message=_l("Add them in several goes."))],
        description=_l(
            "One a line: staff number, e-mail address or whole name. A column copied from a"
            " spreadsheet will do."
        ),
    )
    team = SelectField(_l("And everybody in a team"), coerce=int)

    def offer(self, teams: Sequence[tuple[int, str]]) -> None:
        """Offer the teams."""
        self.team.choices = [
            SelectChoice(NOBODY, _("None")),
            *(SelectChoice(*one) for one in teams),
        ]

    @property
    def names(self) -> list[str]:
        """What was written, line by line, each once."""
        lines = (self.lines.data or "").replace(";", "\n").replace("\t", "\n").splitlines()
        return list(dict.fromkeys(one.strip(" ,") for one in lines if one.strip(" ,")))


class ArrangeForm(TermsForm):
    """How all of them are to be registered."""

    assessors = SelectMultipleField(
        _l("Who assesses them?"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("They are shared out: whoever has the fewest learners takes the next."),
    )
    iqa = iqa_field()

    def offer(
        self,
        picked: Picked,
        numbers: Sequence[QualificationNumber],
        assessors: Sequence[tuple[User, str]],
        iqas: Sequence[User],
    ) -> None:
        """Offer units, numbers that take registrations, and those whom the register allows."""
        self.offer_terms(picked, numbers)
        self.assessors.choices = _with_notes(assessors)
        self.iqa.choices = people_to_choose(iqas, Duty.VERIFY)


class AssignForm(OnceForm):
    """Who assesses one of them."""

    assessor = RadioField(_l("Who assesses?"), coerce=int)

    def offer(self, assessors: Sequence[tuple[User, str]]) -> None:
        """Offer those who may assess this learner."""
        self.assessor.choices = _with_notes(assessors)


def _with_notes(people: Sequence[tuple[User, str]]) -> list[SelectChoice]:
    return [SelectChoice(one.id, one.name, render_kw={"note": note}) for one, note in people]
