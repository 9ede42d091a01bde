"""What every route answers to every kind of person, as one table to be read by a person.

A line is a method, an endpoint, and the status for each of the people, in the order of `PEOPLE`.
What is asked is about the learner's things; a form is sent with nothing in it, so that 422 and 409
mean that its door was open and 401, 403 and 404 that it was shut. Nobody else may reach a thing of
hers by its number: that is 404, as if there were none.
"""

import csv
from pathlib import Path

from tests.routes_scene import PEOPLE
from tests.routes_table import erasing, privacy, promoting, retaining
from tests.routes_table.pages import PAGES
from tests.routes_table.posts import POSTS
from tests.routes_table.puts import PUTS

TABLES = {
    "GET": PAGES + promoting.PAGES + privacy.PAGES + erasing.PAGES + retaining.PAGES,
    "POST": POSTS + promoting.POSTS + privacy.POSTS + erasing.POSTS + retaining.POSTS,
    "PUT": PUTS,
}


def answers(method: str) -> dict[str, dict[str, int]]:
    """Read a table: for each endpoint, who is answered how; nothing for a method without one."""
    rows = TABLES.get(method, "").splitlines()
    lines = [line.split() for line in rows if line.startswith(f"{method} ")]
    return {
        endpoint: dict(zip(PEOPLE, map(int, statuses), strict=True))
        for _method, endpoint, *statuses in lines
    }


def statements_allowed() -> dict[str, int]:
    """Read how many statements the page of each endpoint may issue, whoever of the people asks.

    Raising a number wants its reason in the change; one that can be lowered, should be.
    """
    with (Path(__file__).parents[1] / "data" / "statements.csv").open(newline="") as lines:
        return {row["endpoint"]: int(row["statements"]) for row in csv.DictReader(lines)}
