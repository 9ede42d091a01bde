"""What is asked to register a learner, to choose units, and to change who and whether."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.accounts.models import User
from trainer.assessors.models import Duty
from trainer.assessors.queries import Candidate
from trainer.catalogue.models import QualificationNumber
from trainer.core.text import written
from trainer.registrations.caseloads import rooms
from trainer.registrations.picker import Picked
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm

NOBODY = 0
"""What a list of people or places sends while nothing is chosen."""


def iqa_field() -> SelectField:
    """Ask who quality assures."""
    return SelectField(
        _l("Quality assurer (IQA)"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who quality assures."))],
    )


class _AllocatingForm(OnceForm):
    assessor = SelectField(
        _l("Assessor"),
        coerce=int,
        validators=[NumberRange(min=1, message=_l("Choose who assesses."))],
    )
    iqa = iqa_field()

    def offer_people(self, candidates: Sequence[Candidate]) -> None:
        """Offer only those whom the register allows."""
        self.assessor.choices = people_to_choose(
            [one.person for one in candidates if one.may_assess], Duty.ASSESS
        )
        self.iqa.choices = people_to_choose(
            [one.person for one in candidates if one.may_verify], Duty.VERIFY
        )


def people_to_choose(people: Sequence[User], duty: Duty) -> list[SelectChoice]:
    """Offer these people, saying who takes nobody more, and nobody as long as none is chosen."""
    full = {person for person, room in rooms([one.id for one in people], duty).items() if room < 1}
    return [
        SelectChoice(NOBODY, _("Choose…")),
        *(
            SelectChoice(
                one.id,
                _("%(name)s (takes nobody more)", name=one.name) if one.id in full else one.name,
            )
            for one in people
        ),
    ]


def _offer_units(field: Field, picked: Picked) -> None:
    field.choices = [SelectChoice(code, code) for code in picked.offered.units]


def _units() -> SelectMultipleField:
    return SelectMultipleField(
        _l("Units"),
        validate_choice=True,
        coerce=str,
    )


class TermsForm(OnceForm):
    """On which terms somebody is registered, whoever they are."""

    awarding = SelectField(_l("Awarded by"), coerce=int)
    target_on = DayField(
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

    def offer_terms(self, picked: Picked, numbers: Sequence[QualificationNumber]) -> None:
        """Offer the units of the version, and the numbers that take registrations."""
        _offer_units(self.units, picked)
        self.awarding.choices = [SelectChoice(one.id, _named(one)) for one in numbers]
        if not self.awarding.choices:
            del self.awarding


class RegisterForm(_AllocatingForm, TermsForm):
    """Everything a registration needs, once it is known who and for what."""

    awarding_reference = StringField(
        _l("Their number for this learner"),
        validators=[Length(max=60, message=_l("Use 60 characters or fewer."))],
        description=_l("If you have it already."),
    )
    site = SelectField(_l("Site"), coerce=int)

    def offer(
        self,
        picked: Picked,
        numbers: Sequence[QualificationNumber],
        sites: Sequence[tuple[int, str]],
    ) -> None:
        """Offer the units of the version, the numbers that take registrations, and the sites."""
        self.offer_terms(picked, numbers)
        self.site.choices = [
            SelectChoice(NOBODY, _("None")),
            *(SelectChoice(*site) for site in sites),
        ]
        if not numbers:
            del self.awarding_reference


def _named(number: QualificationNumber) -> str:
    name = f"{number.organisation} · {number.number}"
    if number.certification_ends is None:
        return name
    return _("%(name)s · claims until %(day)s", name=name, day=written(number.certification_ends))


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
    """Why a break begins, a learner is withdrawn or goes elsewhere."""

    reason = TextAreaField(
        _l("Why?"),
        validators=[
            DataRequired(_l("Say why in a sentence; it stays with the record.")),
            Length(max=2000, message=_l("Use 2,000 characters or fewer.")),
        ],
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


class HandOverForm(OnceForm):
    """What the next assessor should know about a learner."""

    note = TextAreaField(
        _l("What should they know?"),
        validators=[
            DataRequired(_l("Write a sentence or two, or leave the page.")),
            Length(max=5000, message=_l("Use 5,000 characters or fewer.")),
        ],
        description=_l(
            "What was agreed, what is to be looked at next, how they like to work. The learner and"
            " the quality assurer can read it."
        ),
    )


def only_looks(posted: Any) -> bool:
    """Say whether a button was pressed that only checks the units or adds some."""
    return "check" in posted or "add" in posted


def chosen(field: Field, posted: Any) -> list[str]:
    """Return the units ticked, with those a suggestion adds."""
    added = [code for code in posted.get("add", "").split("|") if code]
    return list(dict.fromkeys([*(field.data or []), *added]))


class CreditForm(OnceForm):
    """What shows that a unit is held already, and that it was looked at."""

    proof = RadioField(
        _l("What shows it?"), validators=[InputRequired(_l("Choose what shows it."))]
    )
    held_code = StringField(
        _l("Code of the unit on the proof"),
        validators=[DataRequired(_l("Enter the code on the proof.")), Length(max=40)],
    )
    note = TextAreaField(_l("Anything to add?"), validators=[Length(max=2000)])
    seen = BooleanField(
        _l("I have seen the proof. It is the learner’s own, and it names this unit."),
        validators=[InputRequired(_l("Say that you have seen the proof."))],
    )
