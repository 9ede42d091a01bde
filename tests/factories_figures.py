"""Measures and figures, to test with."""

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.figures import actions, queries
from trainer.figures.models import Direction, Measure
from trainer.figures.planning import Plan, plan
from trainer.figures.reading import read

HEADS = "staff_number,measure,month,value"


def make_measure(
    by: User, code: str = "contacts", *, name: str = "Contacts handled", decimals: int = 0
) -> Measure:
    measure = actions.add_measure(
        actor=by, code=code, name=name, unit="", direction=Direction.HIGHER, decimals=decimals
    )
    db.session.commit()
    return measure


def sheet(*rows: str) -> str:
    return "\n".join([HEADS, *rows])


def looked_at(by: User, *rows: str) -> Plan:
    told = read(sheet(*rows))
    return plan(told, queries.known_for(told, by))


def bring_in(by: User, *rows: str) -> Plan:
    """Take rows of a file in."""
    planned = looked_at(by, *rows)
    assert not planned.problems, [str(one) for one in planned.problems]
    actions.bring_in(planned, actor=by)
    db.session.commit()
    return planned


def figures_there(by: User) -> dict[str, int]:
    """One of each, by the name an address has for it."""
    measure = make_measure(by)
    file = actions.keep_file(actor=by, name="figures.csv", body=HEADS)
    db.session.commit()
    return {"measure_id": measure.id, "figure_file_id": file.id}
