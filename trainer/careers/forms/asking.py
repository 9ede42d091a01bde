"""What is asked to say what a role asks for: one thing, or so many of several, group within group."""

from collections.abc import Mapping
from typing import Any, cast

from babel.support import LazyProxy
from flask_babel import lazy_gettext as _l
from wtforms import Field, FieldList, FormField, IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional, ValidationError

from trainer.careers.forms.mapping import KnowingForm
from trainer.careers.rules.asking import (
    APPRAISAL_OUTCOME,
    OBJECTIVES_MET,
    Ask,
    Kind,
    Requirement,
    Some,
)
from trainer.careers.rules.serving import ANYWHERE
from trainer.web.forms import Form

PARTS = 5
"""How many rows for single things the page has at least."""

KINDS: Mapping[Kind, LazyProxy] = {
    Kind.UNIT: _l("A unit, held and current"),
    Kind.QUALIFICATION: _l("A qualification"),
    Kind.SKILL: _l("Training, a licence or a language in date"),
    Kind.ROLE_MONTHS: _l("Months in a role"),
    Kind.MONTHS: _l("Months in the organisation"),
    Kind.APPRAISAL: _l("An appraisal at a level at least"),
    Kind.BEHAVIOUR: _l("A behaviour at a level at least"),
    Kind.OBJECTIVES: _l("Objectives met"),
    Kind.MEMBERSHIP: _l("Membership of a body"),
    Kind.ELSEWHERE: _l("A certificate from elsewhere, by its title"),
    Kind.REGISTER: _l("A place on the register: assess, countersign, witness or verify"),
    Kind.SHIFTS: _l("Shifts that a colleague confirms"),
    Kind.CONFIRMED: _l("Something a colleague confirms"),
}
SETTLED = {
    Kind.APPRAISAL: APPRAISAL_OUTCOME,
    Kind.MONTHS: ANYWHERE,
    Kind.OBJECTIVES: OBJECTIVES_MET,
}
"""Kinds of which there is but one thing to ask about."""


class PartForm(Form):
    """One thing that is asked for; a row without a kind is none."""

    kind = SelectField(_l("What"), validators=[Optional()])
    about = StringField(
        _l("Which"), validators=[Length(max=80, message=_l("Use 80 characters or fewer."))]
    )
    least = IntegerField(_l("At least"), default=1, validators=[Optional()])
    words = StringField(
        _l("In words"), validators=[Length(max=300, message=_l("Use 300 characters or fewer."))]
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [
            SelectChoice("", _l("Nothing more")),
            *(SelectChoice(kind.name, words) for kind, words in KINDS.items()),
        ]

    def validate_about(self, field: Field) -> None:
        """Ask which, where there is more than one of the kind."""
        if (
            self.kind.data in Kind.__members__
            and Kind[self.kind.data] not in SETTLED
            and not field.data
        ):
            raise ValidationError(_l("Say which."))

    def validate_words(self, field: Field) -> None:
        """Ask for words that people will read."""
        if self.kind.data and not field.data:
            raise ValidationError(_l("Say it in words, as people will read it."))

    @property
    def ask(self) -> Ask | None:
        """What was asked for, if anything."""
        if not self.kind.data:
            return None
        kind = Kind[self.kind.data]
        about = SETTLED.get(kind, self.about.data or "")
        least = 1 if self.least.data is None else self.least.data
        return Ask(kind, about, least, self.words.data or "")


class RequirementForm(KnowingForm):
    """What a role asks for: one thing, or so many of several."""

    groups: tuple[Some, ...] = ()
    """The groups inside it, which have pages of their own and stay as they are."""

    parts = FieldList(FormField(PartForm), min_entries=PARTS)
    at_least = IntegerField(
        _l("How many of these, at least?"),
        default=1,
        validators=[Optional()],
        description=_l("Counts where you name more than one above. One is any of them."),
    )
    words = StringField(
        _l("All of them together, in words"),
        validators=[Length(max=300, message=_l("Use 300 characters or fewer."))],
        description=_l("Such as: a level 3 qualification in customer service."),
    )

    @classmethod
    def of(cls, asked: Requirement | None, known: int) -> "RequirementForm":
        """Make the form as the requirement is in the draft."""
        parts = asked.parts if isinstance(asked, Some) else (asked,)
        rows = [
            {"kind": one.kind.name, "about": one.about, "least": one.least, "words": one.words}
            for one in parts
            if isinstance(one, Ask)
        ]
        several = asked if isinstance(asked, Some) else None
        form = cls.for_request(
            known=str(known),
            parts=rows + [{"least": 1}] * max(PARTS - len(rows), 1),
            at_least=several.least if several else 1,
            words=several.words if several else "",
        )
        if several:
            form.groups = tuple(part for part in several.parts if isinstance(part, Some))
        return form

    @property
    def rows(self) -> list[PartForm]:
        """The rows of the page."""
        return [cast("PartForm", entry.form) for entry in self.parts]

    def validate_words(self, field: Field) -> None:
        """Ask for words for several together."""
        asked = [row for row in self.rows if row.kind.data]
        number = len(asked) + len(self.groups)
        if not number:
            raise ValidationError(_l("Choose one thing at least that is asked for."))
        if number > 1 and not field.data:
            raise ValidationError(_l("Say in words what they are together."))

    @property
    def asked(self) -> Requirement:
        """What was written: single things first, then the groups inside it."""
        asks = tuple(ask for row in self.rows if (ask := row.ask) is not None)
        parts: tuple[Requirement, ...] = (*asks, *self.groups)
        if len(parts) == 1:
            return parts[0]
        least = 1 if self.at_least.data is None else self.at_least.data
        return Some(least, parts, self.words.data or "")
