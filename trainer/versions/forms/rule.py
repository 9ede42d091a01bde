"""What is asked about a rule of combination."""

from dataclasses import fields
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice

from trainer.catalogue.rules import kinds
from trainer.versions import documents
from trainer.versions.forms.draft import AMOUNT, LEVEL, ItemForm, as_lines, as_words

RULE_TYPES = {kind.type: [field.name for field in fields(kind)] for kind in kinds.KINDS}
"""Kind of rule → what it asks for."""

ASKED_IN = {"group": "groups"}
"""What is asked for → the field for it, where that goes by another name."""

RULE_NAMES = {
    "all_of_group": _l("Every unit of a group"),
    "group_min_credit": _l("At least so much credit from a group"),
    "group_max_credit": _l("At most so much credit of a group counts"),
    "group_min_units": _l("At least so many units from a group"),
    "group_max_units": _l("At most so many units of a group count"),
    "groups_min_units_each": _l("At least so many units from each of some groups"),
    "groups_min_credit": _l("At least so much credit from some groups together"),
    "groups_min_credit_at_level": _l("At least so much credit at a level from some groups"),
    "total_min_credit": _l("At least so much credit in all"),
    "total_min_units": _l("At least so many units in all"),
    "min_credit_at_level": _l("At least so much credit at a level or above"),
    "barred_combination": _l("Units that don’t go together"),
    "equivalent_unit": _l("Units that stand for each other"),
}


class RuleForm(ItemForm):
    """A rule of combination; what its kind doesn't ask for is left empty."""

    type = SelectField(
        _l("Kind of rule"),
        description=_l("Fill in what this kind speaks of. What it doesn’t ask for is not kept."),
    )
    groups = StringField(_l("Groups"), description=_l("Their codes, with commas between them."))
    min = IntegerField(_l("At least"), validators=AMOUNT)
    max = IntegerField(_l("At most"), validators=AMOUNT)
    level = IntegerField(_l("At level or above"), validators=LEVEL)
    units = TextAreaField(
        _l("Units"),
        description=_l("Their codes. For units that don’t go together, a pair on each line."),
    )

    def __init__(self, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.type.choices = [SelectChoice(name, RULE_NAMES[name]) for name in RULE_TYPES]

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
            asked = [self[ASKED_IN.get(name, name)].label.text for name in RULE_TYPES[field.data]]
            needs = _("This kind of rule needs: %(asked)s.", asked=", ".join(map(str, asked)))
            field.errors = [*field.errors, needs]
