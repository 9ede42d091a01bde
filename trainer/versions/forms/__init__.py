"""What is asked about each part of a draft, and how it may be wrong."""

from trainer.versions.forms.draft import DraftForm, ItemForm
from trainer.versions.forms.lineage import LineageForm, PublishForm, lineage_form
from trainer.versions.forms.qualification import (
    GroupForm,
    MethodForm,
    NumberForm,
    QualificationFactsForm,
)
from trainer.versions.forms.rule import RuleForm
from trainer.versions.forms.unit import CriterionForm, OutcomeForm, UnitFactsForm
from trainer.versions.outline import FACTS

FORMS: dict[str, type[ItemForm]] = {
    "o": OutcomeForm,
    "c": CriterionForm,
    "n": NumberForm,
    "m": MethodForm,
    "g": GroupForm,
    "r": RuleForm,
}


def form_for(kind: str, place: str) -> type[ItemForm]:
    """Choose the form for a place of the outline of a unit or a qualification."""
    if place == FACTS:
        return UnitFactsForm if kind == "unit" else QualificationFactsForm
    return FORMS[place[:1]]


__all__ = ["DraftForm", "ItemForm", "LineageForm", "PublishForm", "form_for", "lineage_form"]
