"""What names somebody is renamed, and nothing that only looks like it."""

from pathlib import Path

import pytest
from flask import Flask

from tests.factories import make_user
from tests.factories_erasure import erase, make_leaver
from trainer.accounts.models import User
from trainer.audit.models import TrailEntry
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, SentMail, Task
from trainer.privacy.erasure import outside
from trainer.privacy.erasure.outside import Known


@pytest.fixture
def ann(app: Flask) -> User:
    """Ann Lee, who has left, with a staff number of digits."""
    person = make_leaver("Ann Lee")
    person.staff_number, person.email = "12", "ann@example.org"
    db.session.commit()
    return person


def test_numbers_addresses_and_longer_names_stay(ann: User) -> None:
    leeson = make_user("Ann Leeson")
    notice = Notice(user_id=leeson.id, text="Ann Leeson passed 12 of 12 units.", path="/")
    letter = SentMail(to="joann@example.org", subject="On 2026-11-12", body="Ann Leeson, 12:30")
    work = OutboxItem(
        task=Task.MAIL, payload={"export_id": 1042, "n": 12, "path": "/log/12", "to": "Ann Leeson"}
    )
    db.session.add_all([notice, letter, work])
    db.session.commit()
    erase(ann)

    assert notice.text == "Ann Leeson passed 12 of 12 units."
    assert (letter.to, letter.subject) == ("joann@example.org", "On 2026-11-12")
    assert letter.body == "Ann Leeson, 12:30"
    assert work.payload == {
        "export_id": 1042,
        "n": 12,
        "path": "/log/12",
        "to": "Ann Leeson",
    }


def test_wherever_a_structure_names_them_stands_the_tombstone(ann: User) -> None:
    line = TrailEntry(
        kind="FileRead",
        subject_type="User",
        subject_id=None,
        body={"who": "12", "of": [{"name": "Ann Lee"}, "Seen by Ann Lee."], "rows": [12]},
    )
    work = OutboxItem(task=Task.MAIL, payload={"to": "ann@example.org", "body": "Ann Lee, come."})
    db.session.add_all([line, work])
    db.session.commit()
    now = f"Former member of staff {erase(ann).tombstone}"

    assert line.body == {"who": now, "of": [{"name": now}, f"Seen by {now}."], "rows": [12]}
    assert work.payload == {"to": now, "body": f"{now}, come."}


def test_a_line_broken_by_a_power_cut_spoils_none_after_it(tmp_path: Path) -> None:
    first, second = (Known(one, clock.now(), f"S{one}", clock.now()) for one in (1, 2))
    path = tmp_path / outside.FILE
    outside.append(path, [first])
    whole = path.read_text()
    path.write_text(whole + str(second)[:9])
    outside.append(path, [second])

    assert outside.kept(path) == [first, second]
    assert path.read_text() == f"{whole}{second}\n"
