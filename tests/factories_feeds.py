"""Work products to test with: files as another system writes them, and products that came in."""

import csv
import io
from typing import Any

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.feeds import actions, queries
from trainer.feeds.models import WorkProduct
from trainer.feeds.reading import COLUMNS, read

PRAISE = "She walked me to my car with the lamp."


def row_of(person: User, **more: str) -> dict[str, str]:
    """A row about somebody: a compliment, unless told otherwise."""
    return {
        "staff_number": person.staff_number,
        "date": "2026-11-10",
        "kind": "compliment",
        "words": PRAISE,
        "reference": "CP-1",
        **more,
    }


def feed(*rows: dict[str, str]) -> str:
    """A file with these rows."""
    written = io.StringIO()
    writer = csv.DictWriter(written, COLUMNS, restval="")
    writer.writeheader()
    writer.writerows(rows)
    return written.getvalue()


def bring_in(actor: User, *rows: dict[str, str]) -> None:
    """Take a file of these rows in."""
    plan = queries.look_ahead(actor, read(feed(*rows)))
    assert not plan.problems, [str(problem) for problem in plan.problems]
    actions.take_in(plan, actor=actor, source="november.csv")
    db.session.commit()


def make_product(person: User, actor: User, **more: Any) -> WorkProduct:
    """A work product offered to somebody."""
    bring_in(actor, row_of(person, **more))
    reference = more.get("reference", "CP-1")
    return db.session.query(WorkProduct).filter_by(reference=reference).one()
