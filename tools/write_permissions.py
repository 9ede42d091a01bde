"""Write docs/permissions.md from the table by which the tests ask every route.

.venv/bin/python -m tools.write_permissions
"""

import tempfile
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from flask import Flask

from tests.routes_scene import PEOPLE
from tests.routes_table import TABLES, answers
from trainer.app import create_app
from trainer.config import Config

PAGE = Path(__file__).parents[1] / "docs" / "permissions.md"
SHUT, TO_SIGNING_IN = {401, 403, 404}, 302
WHO = {
    "nobody": "somebody who is not signed in",
    "eve": "a colleague who has nothing to do with them",
    "learner": "the learner whose things they are",
    "manager": "their line manager",
    "assessor": "their assessor",
    "iqa": "their internal quality assurer",
    "other": "an assessor of others",
    "training": "a training administrator",
    "hr": "HR",
    "system": "a system administrator",
}
"""How the page calls the people of the table."""

HEAD = """# Who may what

Every address of Trainer, asked as ten kinds of person about one learner's things. It is written from the
table by which the tests ask each of them (`tests/routes_table/`, `tests/test_routes.py`; an address without
a row fails), so it says what is, not what is meant. To write it anew:

    .venv/bin/python -m tools.write_permissions

{people}

● opens or acts. – is answered as if there were nothing there, or refused with a sentence. A form is sent
empty, so ● says that its door is open; what it then accepts is up to the policies of its package. A list that
opens to everybody shows each what is theirs to see.
"""


def main() -> None:
    """Write the page."""
    config = Config(
        secret_key="nothing is signed with this one here",  # noqa: S106 - it is of no use elsewhere
        base_url="http://localhost",
        data_dir=Path(tempfile.mkdtemp(prefix="trainer-permissions-")),
        database_url="sqlite://",
    )
    PAGE.write_text(written(create_app(config)), encoding="utf-8")


def written(app: Flask) -> str:
    """Put the page together: a part for each package, a line for each thing somebody may do there."""
    people = "\n".join(f"- **{short}**: {WHO[name]}" for name, short in _short().items())
    parts = [HEAD.format(people=people)]
    for package, lines in groupby(sorted(_lines(app)), key=lambda line: line[0]):
        parts.append(f"\n## {package}\n\n| | | {' | '.join(_short().values())} |")
        parts.append(f"|---|---|{'---|' * len(PEOPLE)}")
        parts += [
            f"| {says} | {method} | {' | '.join(marks)} |" for _part, says, method, marks in lines
        ]
    return "\n".join(parts) + "\n"


def _short() -> dict[str, str]:
    return {name: name[:3] for name in PEOPLE}


def _lines(app: Flask) -> Iterator[tuple[str, str, str, list[str]]]:
    for method in TABLES:
        for endpoint, row in answers(method).items():
            package, _dot, name = endpoint.rpartition(".")
            yield package or "files of the pages", _says(app, endpoint, name), method, _marks(row)


def _says(app: Flask, endpoint: str, name: str) -> str:
    first = (app.view_functions[endpoint].__doc__ or name).strip().partition("\n")[0]
    return f"{first.rstrip('.')} (`{name or endpoint}`)".replace("|", "\\|")


def _marks(row: dict[str, int]) -> list[str]:
    return [
        "–" if status in SHUT or (who == "nobody" and status == TO_SIGNING_IN) else "●"
        for who, status in row.items()
    ]


if __name__ == "__main__":
    main()
