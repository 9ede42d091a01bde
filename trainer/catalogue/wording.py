"""Rules of combination as sentences for the page of a qualification."""

from collections.abc import Sequence

from trainer.catalogue.rules import Rule, Structure, kinds
from trainer.core.text import gettext as _

PAIR = 2


def in_words(rule: Rule, structure: Structure) -> str:
    """Say what a rule asks, by the titles of its groups and units."""
    values = _values(rule, structure)
    return _(SENTENCES[type(rule)], **values)


def _values(rule: Rule, structure: Structure) -> dict[str, object]:
    values: dict[str, object] = {
        name: getattr(rule, name) for name in ("min", "max", "level") if hasattr(rule, name)
    }
    groups = (rule.group,) if hasattr(rule, "group") else getattr(rule, "groups", ())
    values["groups"] = _listed([structure.title(group) for group in groups])
    if isinstance(rule, kinds.BarredCombination):
        pairs = [_listed([structure.name(code) for code in pair]) for pair in rule.units]
        values["units"] = "; ".join(pairs)
    if isinstance(rule, kinds.EquivalentUnit):
        values["units"] = _listed([structure.name(code) for code in rule.units])
    return values


def _listed(names: Sequence[str]) -> str:
    if len(names) < PAIR:
        return "".join(names)
    return _("%(names)s and %(last)s", names=", ".join(names[:-1]), last=names[-1])


SENTENCES: dict[type[Rule], str] = {
    kinds.AllOfGroup: "Take every unit of %(groups)s.",
    kinds.GroupMinCredit: "Take at least %(min)s credits from %(groups)s.",
    kinds.GroupMaxCredit: "At most %(max)s credits from %(groups)s count.",
    kinds.GroupMinUnits: "Take at least %(min)s of the units of %(groups)s.",
    kinds.GroupMaxUnits: "At most %(max)s of the units of %(groups)s count.",
    kinds.GroupsMinUnitsEach: "Take at least %(min)s of the units of each of %(groups)s.",
    kinds.GroupsMinCredit: "Take at least %(min)s credits from %(groups)s together.",
    kinds.GroupsMinCreditAtLevel: (
        "Take at least %(min)s credits at level %(level)s or above from %(groups)s together."
    ),
    kinds.TotalMinCredit: "Reach at least %(min)s credits in all.",
    kinds.TotalMinUnits: "Take at least %(min)s units in all.",
    kinds.MinCreditAtLevel: "Reach at least %(min)s credits at level %(level)s or above.",
    kinds.BarredCombination: "These don’t go together: %(units)s.",
    kinds.EquivalentUnit: "These stand for each other, so only one counts: %(units)s.",
}
