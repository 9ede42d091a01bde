"""What is asked about a rule of combination."""

from dataclasses import fields
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField

from trainer.catalogue.rules import kinds
from trainer.versions import documents
from trainer.versions.forms.draft import AMOUNT, LEVEL, ItemForm, as_lines, as_words

RULE_TYPES = {kind.type: [field.name for field in fields(kind)] for kind in kinds.KINDS}
"""Kind of rule → what it asks for."""


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
        groups, lines = as_words(self.groups.data), as_lines(self.units.data)
        has = {
            "group": groups[0] if groups else "",
            "groups": groups,
            "min": self.min.data,
            "max": self.max.data,
            "level": self.level.data,
            "units": [as_words(line) for line in lines]
            if kind == kinds.BarredCombination.type
            else [word for line in lines for word in as_words(line)],
        }
        return {"type": kind} | {name: has[name] for name in RULE_TYPES[kind]}

    def validate_type(self, field: SelectField) -> None:
        """Read the rule as a whole."""
        values = self.values()
        if not documents.readable_rule(values):
            asked = ", ".join(RULE_TYPES[field.data])
            field.errors = [*field.errors, _l("This kind of rule needs: %(asked)s.", asked=asked)]
