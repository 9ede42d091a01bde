"""What is asked about each part of a draft, and how it may be wrong."""

from dataclasses import fields
from typing import Any, ClassVar

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    HiddenField,
    IntegerField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from trainer.catalogue.models import OutcomeKind
from trainer.catalogue.rules import kinds
from trainer.versions import documents
from trainer.versions.outline import FACTS
from trainer.web.forms import Form

RULE_TYPES = {kind.type: [field.name for field in fields(kind)] for kind in kinds.KINDS}
"""Kind of rule → what it asks for."""

AMOUNT = (Optional(), NumberRange(1, 100_000, _l("Write a whole number of 1 or more.")))
LEVEL = (Optional(), NumberRange(0, 12, _l("Levels go from 0 to 12.")))
NEEDED = InputRequired(_l("Write something here."))


def _lines(text: str | None) -> list[str]:
    return [line.strip() for line in (text or "").splitlines() if line.strip()]


def _words(text: str | None) -> list[str]:
    return [word.strip() for word in (text or "").split(",") if word.strip()]


class DraftForm(Form):
    """Any change of a draft: it says which state of the draft it was drawn from."""

    version = HiddenField(validators=[InputRequired()])
    NOT_ASKED: ClassVar[set[str]] = {"submit", "request_key", "version"}

    @property
    def drawn_from(self) -> int:
        """The state of the draft this form was drawn from."""
        text = str(self.version.data)
        return int(text) if text.isdecimal() else -1


class ItemForm(DraftForm):
    """One part of a draft."""

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return item

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return self.data


class UnitFactsForm(ItemForm):
    """What a unit is called and comes to."""

    title = StringField(_l("Title"), validators=[NEEDED, Length(max=300)])
    level = IntegerField(_l("Level"), validators=LEVEL)
    credit = IntegerField(_l("Credits"), validators=AMOUNT)
    glh = IntegerField(_l("Guided learning hours"), validators=AMOUNT)
    prompts = TextAreaField(
        _l("What a learning log could tell of"), description=_l("One on each line.")
    )

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return {**item, "prompts": "\n".join(item["prompts"])}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "prompts": _lines(self.prompts.data)}


class QualificationFactsForm(ItemForm):
    """What a qualification is called and comes to."""

    title = StringField(_l("Title"), validators=[NEEDED, Length(max=300)])
    level = IntegerField(_l("Level"), validators=LEVEL)
    credit = IntegerField(_l("Credits"), validators=AMOUNT)
    tqt = IntegerField(_l("Whole time in hours"), validators=AMOUNT)
    glh_min = IntegerField(_l("Guided learning from"), validators=AMOUNT)
    glh_max = IntegerField(_l("Guided learning to"), validators=AMOUNT)
    note = TextAreaField(_l("Note"), validators=[Length(max=2000)])

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "note": self.note.data or ""}


class OutcomeForm(ItemForm):
    """A learning outcome."""

    number = StringField(_l("Number"), validators=[NEEDED, Length(max=10)])
    title = TextAreaField(
        _l("What the learner will do or know"), validators=[NEEDED, Length(max=300)]
    )
    kind = SelectField(
        _l("Kind"),
        choices=[
            (OutcomeKind.COMPETENCE.value, _l("They do this")),
            (OutcomeKind.KNOWLEDGE.value, _l("They know this")),
        ],
    )


class CriterionForm(ItemForm):
    """A criterion, and the words by which a log entry may be recognised."""

    number = StringField(_l("Number"), validators=[NEEDED, Length(max=10)])
    text = TextAreaField(_l("What is judged"), validators=[NEEDED, Length(max=2000)])
    words = StringField(
        _l("Words in a log that point to it"), description=_l("With commas between them.")
    )

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return {**item, "words": ", ".join(item["words"])}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "words": _words(self.words.data)}


class GroupForm(ItemForm):
    """A group of units."""

    code = StringField(_l("Code"), validators=[NEEDED, Length(max=20)])
    title = StringField(_l("Title"), validators=[NEEDED, Length(max=200)])
    units = TextAreaField(
        _l("Units"), description=_l("The code of each, one on a line, in their order.")
    )
    complete = BooleanField(_l("These are all the units of the group"))

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        return {**item, "units": "\n".join(item["units"])}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept."""
        return {**self.data, "units": _lines(self.units.data)}


class RuleForm(ItemForm):
    """A rule of combination; what its kind doesn't ask for is left empty."""

    type = SelectField(_l("Kind of rule"))
    groups = StringField(_l("Groups"), description=_l("Their codes, with commas between them."))
    min = IntegerField(_l("At least"), validators=AMOUNT)
    max = IntegerField(_l("At most"), validators=AMOUNT)
    level = IntegerField(_l("At level or above"), validators=LEVEL)
    units = TextAreaField(
        _l("Units"),
        description=_l("For pairs that bar each other or stand for each other: a pair on a line."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.type.choices = [(name, name.replace("_", " ")) for name in RULE_TYPES]

    @classmethod
    def given(cls, item: dict[str, Any]) -> dict[str, Any]:
        """Say what the fields hold at first."""
        groups = item.get("groups", [item["group"]] if "group" in item else [])
        pairs = [", ".join(one) if isinstance(one, list) else one for one in item.get("units", [])]
        return {**item, "groups": ", ".join(groups), "units": "\n".join(pairs)}

    def values(self) -> dict[str, Any]:
        """Say what is to be kept: exactly what this kind of rule asks for."""
        kind = self.type.data
        groups, lines = _words(self.groups.data), _lines(self.units.data)
        has = {
            "group": groups[0] if groups else "",
            "groups": groups,
            "min": self.min.data,
            "max": self.max.data,
            "level": self.level.data,
            "units": [_words(line) for line in lines]
            if kind == kinds.BarredCombination.type
            else [word for line in lines for word in _words(line)],
        }
        return {"type": kind} | {name: has[name] for name in RULE_TYPES[kind]}

    def validate_type(self, field: SelectField) -> None:
        """Read the rule as a whole."""
        values = self.values()
        if not documents.readable_rule(values):
            asked = ", ".join(RULE_TYPES[field.data])
            field.errors = [*field.errors, _l("This kind of rule needs: %(asked)s.", asked=asked)]


FORMS: dict[str, type[ItemForm]] = {
    "o": OutcomeForm,
    "c": CriterionForm,
    "g": GroupForm,
    "r": RuleForm,
}


def form_for(kind: str, place: str) -> type[ItemForm]:
    """Choose the form for a place of the outline of a unit or a qualification."""
    if place == FACTS:
        return UnitFactsForm if kind == "unit" else QualificationFactsForm
    return FORMS[place[:1]]
