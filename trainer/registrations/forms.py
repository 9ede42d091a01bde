"""What is asked to register a learner, to choose units, and to change who and whether."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    DateField,
    Field,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.accounts.models import User
from trainer.assessors.queries import Candidate
from trainer.catalogue.models import QualificationNumber
from trainer.registrations.picker import Picked
from trainer.web.forms import OnceForm

NOBODY = 0
"""What a list of people or places sends while nothing is chosen."""


class _AllocatingForm(OnceForm):
    assessor = SelectField(
        _l("Assessor"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who assesses."))],
    )
    iqa = SelectField(
        _l("Quality assurer (IQA)"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who quality assures."))],
    )

    def offer_people(self, candidates: Sequence[Candidate]) -> None:
        """Offer only those whom the register allows."""
        self.assessor.choices = _people([one.person for one in candidates if one.may_assess])
        self.iqa.choices = _people([one.person for one in candidates if one.may_verify])


def _people(people: Sequence[User]) -> list[SelectChoice]:
    return [
        SelectChoice(NOBODY, _("Choose…")),
        *(SelectChoice(one.id, one.name) for one in people),
    ]


def _offer_units(field: Field, picked: Picked) -> None:
    field.choices = [SelectChoice(code, code) for code in picked.offered.units]


def _units() -> SelectMultipleField:
    return SelectMultipleField(
        _l("Units"),
        validate_choice=True,
        coerce=str,
    )


class RegisterForm(_AllocatingForm):
    """Everything a registration needs, once it is known who and for what."""

    awarding = SelectField(_l("Awarded by"), coerce=int)
    awarding_reference = StringField(
        _l("Their number for this learner"),
        validators=[Length(max=60, message=_l("Use 60 characters or fewer."))],
        description=_l("If you have it already."),
    )
    site = SelectField(_l("Site"), coerce=int)
    target_on = DateField(
        _l("To be complete by"),
        validators=[Optional()],
        description=_l("A target, not a deadline."),
    )
    found = TextAreaField(
        _l("Initial assessment"),
        validators=[Length(max=5000, message=_l("Use 5,000 characters or fewer."))],
        description=_l("What they can do already, and what they will need."),
    )
    units = _units()

    def offer(
        self,
        picked: Picked,
        numbers: Sequence[QualificationNumber],
        sites: Sequence[tuple[int, str]],
    ) -> None:
        """Offer the units of the version, the numbers that take registrations, and the sites."""
        _offer_units(self.units, picked)
        self.site.choices = [
            SelectChoice(NOBODY, _("None")),
            *(SelectChoice(*site) for site in sites),
        ]
        self.awarding.choices = [SelectChoice(one.id, _named(one)) for one in numbers]
        if not self.awarding.choices:
            del self.awarding
            del self.awarding_reference


def _named(number: QualificationNumber) -> str:
    name = f"{number.organisation} · {number.number}"
    if number.certification_ends is None:
        return name
    return _(
        "%(name)s · claims until %(day)s", name=name, day=f"{number.certification_ends:%d/%m/%Y}"
    )


class FoundForm(OnceForm):
    """What a learner can do already, and what they will need."""

    found = TextAreaField(
        _l("What can they do already, and what will they need?"),
        validators=[
            DataRequired(_l("Write down what you found; a sentence or two will do.")),
            Length(max=5000, message=_l("Use 5,000 characters or fewer.")),
        ],
        description=_l("Earlier certificates, experience, how they like to learn, any support."),
    )


class ConfirmForm(OnceForm):
    """The number an awarding organisation gave the learner."""

    awarding_reference = StringField(
        _l("Their number for this learner"),
        validators=[Length(max=60, message=_l("Use 60 characters or fewer."))],
        description=_l("If you have it already."),
    )


class UnitsForm(OnceForm):
    """Another choice of units."""

    units = _units()

    def offer(self, picked: Picked) -> None:
        """Offer the units of the version."""
        _offer_units(self.units, picked)


class ReasonForm(OnceForm):
    """Why a break begins, a learner is withdrawn or goes elsewhere, or a claim was rejected."""

    reason = TextAreaField(
        _l("Why?"),
        validators=[
            DataRequired(_l("Say why in a sentence; it stays with the record.")),
            Length(max=2000, message=_l("Use 2,000 characters or fewer.")),
        ],
    )


class ClaimForm(OnceForm):
    """On which day the award was claimed."""

    on = DateField(
        _l("When was it claimed?"),
        validators=[InputRequired(_l("Say on which day. A day such as 24 November 2026 will do."))],
    )


class AwardForm(OnceForm):
    """What the awarding organisation's certificate says."""

    number = StringField(
        _l("The number on their certificate"),
        validators=[
            DataRequired(_l("Enter the number on their certificate.")),
            Length(max=60, message=_l("Use 60 characters or fewer.")),
        ],
    )
    on = DateField(
        _l("Its date"),
        validators=[InputRequired(_l("Say on which day. A day such as 24 November 2026 will do."))],
    )


class ReassignForm(_AllocatingForm):
    """Who assesses and quality assures from now on, and why it changes."""

    reason = TextAreaField(
        _l("Why does it change?"),
        validators=[
            DataRequired(_l("Say why in a sentence; it stays with the record.")),
            Length(max=2000, message=_l("Use 2,000 characters or fewer.")),
        ],
    )


def chosen(field: Field, posted: Any) -> list[str]:
    """Return the units ticked, with those a suggestion adds."""
    added = [code for code in posted.get("add", "").split("|") if code]
    return list(dict.fromkeys([*(field.data or []), *added]))
