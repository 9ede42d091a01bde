"""Every sentence the rules of combination speak, in one place so that they can be translated."""

from collections.abc import Sequence


def credits(number: int) -> str:  # noqa: A001 - the word people use
    """Count credits."""
    return f"{number} credit{_s(number)}"


def units(number: int) -> str:
    """Count units."""
    return f"{number} unit{_s(number)}"


def listed(names: Sequence[str], word: str = "and") -> str:
    """Join names the way they are read out."""
    if len(names) < 2:  # noqa: PLR2004 - one name needs no joining word
        return "".join(names)
    return f"{', '.join(names[:-1])} {word} {names[-1]}"


def _s(number: int) -> str:
    return "" if number == 1 else "s"


# Amounts: what is asked for, and where it has to come from.


def amount(number: int, *, in_units: bool, more: bool = False) -> str:
    """Name an amount of credit or of units."""
    noun = "unit" if in_units else "credit"
    return f"{number} {'more ' if more else ''}{noun}{_s(number)}"


def source(groups: Sequence[str], level: int | None) -> str:
    """Say where an amount has to come from; empty if it may come from anywhere."""
    at = f" at level {level} or above" if level is not None else ""
    return f"{at} from {listed(groups, 'or')}" if groups else at


def each(groups: Sequence[str]) -> str:
    """Say that an amount has to come from every one of these groups."""
    return f" from each of {listed(groups)}"


# Findings: what a rule says of the units chosen.


def choose(parts: Sequence[str]) -> str:
    """Say what is still to be chosen."""
    return f"Choose {listed(parts)}."


def enough(amount: str, source: str) -> str:
    """Say that a minimum is met."""
    return f"You have the {amount} you need{source}."


def add(names: Sequence[str]) -> str:
    """Say which mandatory units are missing."""
    return f"Add {listed(names)}."


def all_taken(group: str) -> str:
    """Say that a mandatory group is whole."""
    return f"You have every unit of {group}."


def within_cap(group: str, most: str) -> str:
    """Say that a group's maximum is not passed."""
    return f"{group} counts up to {most}, and you are within that."


def above_cap(group: str, most: str, surplus: str) -> str:
    """Say how much of a group does not count, and that this is no fault."""
    return f"{group} counts up to {most}, so {surplus} you have beyond that won’t count."


def left_uncounted(names: Sequence[str]) -> str:
    """Name the units that don't count."""
    return f"{listed(names)} {'doesn’t' if len(names) == 1 else 'don’t'} count here."


def take_one_out(pairs: Sequence[tuple[str, str]]) -> str:
    """Say which units may not stand together."""
    return " ".join(f"Keep only one of {one} and {other}." for one, other in pairs)


def none_barred() -> str:
    """Say that no barred pair was chosen."""
    return "None of your units rules out another."


def equivalent(names: Sequence[str], counted: str | None) -> str:
    """Say which of several equivalent units counts."""
    one = f"{counted} is the one counted" if counted else "neither is counted here"
    return f"{listed(names)} stand for one another: {one}."


def not_doubled() -> str:
    """Say that no unit is doubled by an equivalent one."""
    return "You have no two units that stand for one another."


# Suggestions.


def suggestion(names: Sequence[str], credit: int) -> str:
    """Offer units to add."""
    return f"Add {listed(names)} ({credits(credit)})."


def barred_already(pairs: Sequence[tuple[str, str]]) -> str:
    """Say that nothing can be added before a barred unit goes."""
    return f"Adding units can’t put this right. {take_one_out(pairs)}"


def mandatory_shut_out(unit: str, others: Sequence[str]) -> str:
    """Say that a mandatory unit can't be added beside what is chosen."""
    return f"{unit} is mandatory and can’t be taken together with {listed(others, 'or')}."


def mandatory_unknown(unit: str) -> str:
    """Say that a mandatory unit is not in the catalogue."""
    return f"{unit} is mandatory, but the catalogue doesn’t have it yet."


def out_of_reach(lacking: Sequence[str], *, groups_are_open: Sequence[str]) -> str:
    """Say that even everything on offer is not enough."""
    said = f"Even with every unit you could add, you would still lack {listed(lacking)}."
    if groups_are_open:
        said += f" More units may still be loaded into {listed(groups_are_open)}."
    return said


def no_way_together() -> str:
    """Say that the rules can't all hold at once with what is on offer."""
    return "No choice of the units on offer meets all the rules at once."


def not_found() -> str:
    """Say that the search stopped before it found anything."""
    return (
        "There are too many possibilities to suggest units here. Choose a few more and look again."
    )


# Structures that can't work.


def unknown_group(code: str) -> str:
    """Name a group that isn't there."""
    return f"A rule names the group {code}, which this structure doesn’t have."


def unknown_units(codes: Sequence[str]) -> str:
    """Name chosen units that aren't there."""
    verb = "is" if len(codes) == 1 else "are"
    return f"{listed(codes)} {verb} not among the units of this structure."


def group_doubled(code: str) -> str:
    """Name a group that is there twice."""
    return f"Two groups have the code {code}."


def unit_not_loaded(group: str, codes: Sequence[str]) -> str:
    """Name listed units of which nothing is known."""
    return f"{group} lists {listed(codes)}, which the catalogue doesn’t have."


def mandatory_empty(group: str) -> str:
    """Say that a mandatory group has nothing in it."""
    return f"{group} has to be taken whole, but it has no units."


def too_much_asked(asked: str, most: str) -> str:
    """Say that a minimum is beyond what there is."""
    return f"A rule asks for {asked}, but at most {most} can count there."


def max_below_min(group: str, most: str, least: str) -> str:
    """Say that a group's maximum is below its minimum."""
    return f"{group} counts at most {most}, but {least} have to come from it."


def mandatory_barred(one: str, other: str) -> str:
    """Say that two mandatory units bar each other."""
    return f"{one} and {other} are both mandatory, but they can’t be taken together."


def balance(parts: Sequence[tuple[str, int]], total: int) -> str:
    """Say whether minimums and caps add up to the total."""
    sum_ = sum(number for _, number in parts)
    spelt = " + ".join(f"{number} ({group})" for group, number in parts)
    if sum_ == total:
        return f"{spelt} adds up to the {credits(total)} asked for."
    return f"{spelt} adds up to {sum_}, but {credits(total)} are asked for."


# Rules that can't be read.


def type_unknown(name: object, known: Sequence[str]) -> str:
    """Name a type of rule that doesn't exist."""
    return f"The field “type” says {name!r}, but a rule has one of these types: {listed(known)}."


def field_missing(kind: str, name: str, shape: str) -> str:
    """Name a field that is missing."""
    return f"The rule {kind} needs the field “{name}”: {shape}."


def field_wrong(kind: str, name: str, shape: str) -> str:
    """Name a field that holds something else than it should."""
    return f"In the rule {kind}, the field “{name}” has to be {shape}."


def field_unknown(kind: str, name: str, known: Sequence[str]) -> str:
    """Name a field that doesn't belong."""
    names = [f"“{field}”" for field in known]
    return f"The rule {kind} has no field “{name}”; it has {listed(names)}."
