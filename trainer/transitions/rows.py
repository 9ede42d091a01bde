"""The report of a move as rows of a table: one for each criterion it touches."""

from collections.abc import Iterable, Iterator

from trainer.transitions.ahead import Ahead, UnitAhead, UnitMove

COLUMNS = (
    "staff_number",
    "learner",
    "assessor",
    "unit",
    "title",
    "what_happens_to_the_unit",
    "fate",
    "earlier_criterion",
    "later_criterion",
    "state_before",
    "decision",
)


def rows_of(plans: Iterable[Ahead]) -> Iterator[tuple[object, ...]]:
    """Tell every move in full, learner by learner."""
    for plan in plans:
        for unit in plan.units:
            yield from _unit_rows(plan, unit)


def _unit_rows(plan: Ahead, unit: UnitAhead) -> Iterator[tuple[object, ...]]:
    registration = plan.registration
    head = (
        registration.learner.staff_number,
        registration.learner.name,
        registration.assessor.name,
        unit.code,
        unit.title,
        unit.move.value,
    )
    if not unit.criteria:
        yield (*head, "", "", "", "", "stays" if unit.move is UnitMove.STAYS else "")
    for one in unit.criteria:
        decision = "carries over" if one.carries else "fresh" if one.later_id else "dropped"
        yield (*head, one.fate.value, one.former, one.later, one.state.value, decision)
