"""Ten thousand items go in, in bearable time and memory: counted, not clocked."""

import pytest

from tests.catalogue.exchange.files import case, packed
from tests.conftest import CountQueries
from tests.counting import counted
from trainer.catalogue.actions import import_catalogue
from trainer.catalogue.comparing import known
from trainer.catalogue.exchange.exporting import KINDS
from trainer.catalogue.exchange.recognising import Format, read_file
from trainer.catalogue.importing import CatalogueEntry
from trainer.catalogue.importing.plan import Plan

MOST_CALLS = 8_000_000
"""For reading and publishing: some ten seconds of work on a slow machine."""


def large() -> bytes:
    """A package of 10,000 items: 50 units of 9 outcomes with some 20 criteria each."""
    return packed(
        case(
            {
                f"Unit {u}": {
                    f"Outcome {u}.{o}": {
                        f"Do the thing called {u}.{o}.{c} as your workplace asks": {}
                        for c in range(21 if o < 2 else 20 if o < 8 else 28)
                    }
                    for o in range(9)
                }
                for u in range(50)
            }
        )
    )


@pytest.mark.slow
def test_ten_thousand_items_are_brought_in(app: object, count_queries: CountQueries) -> None:
    data = large()

    def bring_in() -> Plan:
        plan = read_file(data, source="large", known=known())
        assert not plan.faults
        import_catalogue(plan, actor=None)
        return plan

    with count_queries() as statements:
        plan, calls = counted(bring_in)
    assert calls < MOST_CALLS
    assert sum(len(one.criteria) for unit in plan.units for one in unit.outcomes) == 9500
    # A few for each of 50 units, those of the search among them, and none for a criterion.
    assert len(statements) < 1000


@pytest.mark.once
@pytest.mark.slow
@pytest.mark.parametrize("kind", list(KINDS))
def test_every_format_reads_ten_thousand_items(kind: Format) -> None:
    plan = read_file(large(), source="large")
    entry = CatalogueEntry(
        trainer_catalogue=1,
        frameworks=list(plan.frameworks),
        units=list(plan.units),
        qualifications=list(plan.qualifications),
    )
    written = KINDS[kind].write(entry)
    again, calls = counted(lambda: read_file(written, source="again"))
    assert calls < MOST_CALLS
    assert again.units == plan.units
