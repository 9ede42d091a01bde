"""Time the skills matrix of 500 people by 60 requirements, and of 5,000 people a page at a time.

`python -m bench.matrix`, on SQLite in a folder of its own, or with `--database postgresql://…` on a
database that may be emptied. One holding in eight has lapsed or is about to.
"""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from flask import current_app
from flask.testing import FlaskClient

from bench.holdings import Size, fill
from bench.inprocess import heading, timed, yardstick
from bench.steps import play
from tests.browsing import Browser
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Appointment, Site

SIZE = Size(people=5_000, skills=60, sites=10)


def main() -> None:
    """Prepare the records, then time the pages, each in a process of its own."""
    steps = {"prepare": lambda: fill(SIZE), "time": _time}
    play("bench.matrix", __doc__, steps, ("prepare", "time"))


def _time() -> None:
    current_app.config.update(WTF_CSRF_ENABLED=False, TESTING=True)
    reader = db.session.scalars(sa.select(User).join(Appointment, User.appointments)).one()
    site = db.session.scalars(sa.select(Site.id).order_by(Site.id)).first()
    client = Browser(current_app)(reader).client
    pages = {
        "a page of nothing but a form": "/account",
        "500 people": f"/skills/matrix?site={site}",
        "500 people, most gaps first": f"/skills/matrix?site={site}&sort=gaps",
        "5,000 people, first page": "/skills/matrix",
        "5,000 people, last page": "/skills/matrix?page=100",
        "5,000 people, most gaps first": "/skills/matrix?sort=gaps",
        "500 people as a table": f"/skills/matrix.csv?site={site}",
    }
    heading()
    timed("floor: statements of 500 people", _statements_of(client, pages["500 people"]))
    timed("floor: statements of 5,000", _statements_of(client, pages["5,000 people, first page"]))
    for name, path in pages.items():
        timed(name, lambda path=path: client.get(path))  # type: ignore[misc]
    yardstick()


def _statements_of(client: FlaskClient, path: str) -> Callable[[], object]:
    """Issue what a page asks the database, and fetch the rows, without making anything of them."""
    sent: list[tuple[str, Any]] = []

    def note(_c: object, _cursor: object, statement: str, given: Any, *_more: object) -> None:
        if not statement.startswith("BEGIN"):
            sent.append((statement, given))

    client.get(path)
    sa.event.listen(db.engine, "before_cursor_execute", note)
    client.get(path)
    sa.event.remove(db.engine, "before_cursor_execute", note)

    def issue() -> None:
        with db.engine.connect() as connection:
            for statement, given in sent:
                connection.exec_driver_sql(statement, given).fetchall()

    return issue


if __name__ == "__main__":
    main()
