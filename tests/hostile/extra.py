"""Forms sent with more fields than they have, and what that writes beside what they write anyway."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD
from tests.hostile.forms import Form
from tests.routes_scene import Scene
from tests.test_routes import TELLING, told_too_much, undone, written_by
from trainer.core import clock
from trainer.extensions import db

SOON = "2026-12-01"
TOOK_EFFECT = {200, 303}
OF_WHAT_WAS_SENT = {"request_keys"}
"""Tables that keep a hash of all that was sent, which is another with more in it."""

Rows = dict[str, list[tuple[Any, ...]]]


@dataclass(frozen=True)
class Written:
    """How a form was answered, what then stood in the tables it wrote to, and who was told too much."""

    status: int
    rows: Rows
    told: list[str]

    @property
    def took_effect(self) -> bool:
        return self.status in TOOK_EFFECT and bool(self.rows)


def extra_fields(scene: Scene) -> dict[str, str]:
    """Name what no form asks for, with values that would be worth something to whoever sent them."""
    eve, learner = str(scene.people["eve"]), str(scene.people["learner"])
    return {
        "role": "system_admin",
        "user_id": eve,
        "person_id": eve,
        "learner_id": eve,
        "assessor_id": learner,
        "iqa_id": learner,
        "owner_id": eve,
        "actor_id": learner,
        "status": "signed off",
        "state": "signed off",
        "decided_at": "2020-01-01 00:00:00",
        "signed_at": "2020-01-01 00:00:00",
        "created_at": "2020-01-01 00:00:00",
        "id": "9999",
        "row_version": "9999",
        "version": "9999",
        "active": "n",
        "is_admin": "y",
    }


def filled(form: Form) -> dict[str, Any]:
    """What somebody sends who leaves no field empty."""
    return {name: [value or _likely(name)] for name, value in form.sends}


def _likely(name: str) -> str:
    if "password" in name:
        return PASSWORD
    return SOON if name.endswith(("_on", "_at", "day", "date", "until")) else "Words that say why."


def written_with(scene: Scene, form: Form, sent: dict[str, Any]) -> Written:
    """Send a form, read the tables it wrote to, and undo it."""
    with undone(scene):
        visitor = scene.visitor(form.person, Browser(scene.app))
        with CountQueries()() as statements:
            answer = visitor.client.post(form.path, data=sent, buffered=True)
        tables = {table for one in statements if (table := written_by(one))} - OF_WHAT_WAS_SENT
        db.session.rollback()
        connection = db.session.connection()
        return Written(
            answer.status_code,
            {
                table: [tuple(row) for row in connection.execute(sa.text(f"SELECT * FROM {table}"))]
                for table in sorted(tables)
            },
            told_too_much(scene) if tables & TELLING else [],
        )


def differences(once: Written, again: Written, other: Written) -> Iterator[str]:
    """Say where the third sending wrote something else, but for what differs in any two: chance."""
    if other.status != once.status:
        yield f"is answered {other.status} instead of {once.status}"
    for table in sorted(once.rows.keys() | other.rows.keys()):
        rows, more = once.rows.get(table, []), other.rows.get(table, [])
        if len(rows) != len(again.rows.get(table, [])):
            continue
        if len(rows) != len(more):
            yield f"writes {len(more)} rows of {table} instead of {len(rows)}"
            continue
        for first, second, third in zip(rows, again.rows.get(table, []), more, strict=True):
            chance = {place for place, cell in enumerate(first) if cell != second[place]}
            told = [place for place, cell in enumerate(first) if cell != third[place]]
            if set(told) - chance:
                yield f"writes {third} to {table} instead of {first}"


def sent_with_more(scene: Scene, form: Form, more: dict[str, str]) -> tuple[bool, list[str]]:
    """Send a form twice as it is and once with more; say whether it took effect, and what differs.

    What took effect only once destroyed what no database brings back, so nothing can be compared.
    """
    with clock.at(clock.now()):
        for sent in (form.changed({}), filled(form)):
            once = written_with(scene, form, sent)
            if once.took_effect:
                break
        again = written_with(scene, form, sent)
        if not (once.took_effect and again.took_effect):
            return False, []
        beside = {name: value for name, value in more.items() if name not in sent}
        other = written_with(scene, form, sent | beside)
    what = f"{form.person} sends {form.path}"
    return True, [
        *(f"{what} with more fields and {one}" for one in differences(once, again, other)),
        *(f"{what}, and {one}" for one in once.told),
    ]
