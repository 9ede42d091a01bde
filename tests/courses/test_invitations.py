"""What goes to people's calendars: asked, asked anew when it changes, and taken back."""

from typing import Any

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_courses import HOUR, arranged, book, make_session
from tests.notifications import conftest as post
from trainer.accounts.models import User
from trainer.config import Config
from trainer.courses.actions import arranging, booking
from trainer.extensions import db
from trainer.notifications import outbox
from trainer.notifications.models import Notice, OutboxItem, Task
from trainer.notifications.tasks import deliver_invitation

mail_server = post.mail_server


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


@pytest.fixture
def mia(ada: User) -> User:
    return make_user("Mia Mailed", email="mia@example.org")


def letters() -> list[OutboxItem]:
    asked = sa.select(OutboxItem).where(OutboxItem.task == Task.INVITE)
    return list(db.session.scalars(asked.order_by(OutboxItem.id)))


def event_in(letter: OutboxItem) -> Any:
    calendar = Calendar.from_ical(letter.payload["calendar"])
    assert calendar["METHOD"] == letter.payload["method"]
    return calendar.walk("VEVENT")[0]


def test_it_is_one_event_asked_moved_and_taken_back(tess: User, mia: User) -> None:
    session = make_session(tess)
    mine = book(session, mia)
    moved = session.starts_at + 24 * HOUR
    arranging.change(session, actor=tess, arranged=arranged(moved, room="The attic"))
    booking.cancel(mine, actor=tess)
    db.session.commit()
    first, second, third = [event_in(one) for one in letters()]
    assert [one.payload["method"] for one in letters()] == ["REQUEST", "REQUEST", "CANCEL"]
    assert [one["SEQUENCE"] for one in (first, second, third)] == [0, 1, 2]
    assert len({str(one["UID"]) for one in (first, second, third)}) == 1
    assert (second["DTSTART"].dt, second["LOCATION"]) == (moved, "The attic")
    assert second["DTSTART"].params["TZID"] == "Europe/London"
    assert third["STATUS"] == "CANCELLED"
    assert first["ATTENDEE"] == "mailto:mia@example.org"


def test_more_places_alone_write_to_nobody(tess: User, mia: User) -> None:
    session = make_session(tess)
    book(session, mia)
    arranging.change(session, actor=tess, arranged=arranged(session.starts_at, places=9))
    assert len(letters()) == 1


def test_whoever_waits_is_told_of_a_change_without_an_invitation(tess: User, mia: User) -> None:
    session = make_session(tess, places=1)
    book(session, make_user("First Here"))
    book(session, mia)
    changed = arranged(session.starts_at + HOUR, places=1)
    arranging.change(session, actor=tess, arranged=changed)
    assert letters() == []
    words = db.session.scalars(sa.select(Notice.text).where(Notice.user_id == mia.id)).all()
    assert words[-1].startswith("When or where has changed")


def test_the_letter_carries_it_as_calendars_want_it(
    tess: User, mia: User, config: Config, mail_server: post.Server
) -> None:
    book(make_session(tess), mia)
    db.session.commit()
    work = outbox.claim(letters()[0].id)
    assert work is not None
    deliver_invitation(work, config)
    [message] = mail_server.postbox.letters
    [attached] = message.iter_attachments()
    assert attached.get_content_type() == "text/calendar"
    assert attached.get_param("method") == "REQUEST"
    assert "BEGIN:VEVENT" in attached.get_content()
    assert "You have a place" in message["Subject"]
