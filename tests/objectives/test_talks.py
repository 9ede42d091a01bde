"""One-to-ones: planned, held, shared by the two, with notes that only their writer is shown."""

from datetime import time, timedelta

import pytest
import sqlalchemy as sa
from icalendar import Calendar

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_certificates import make_administrator
from tests.factories_objectives import make_talk
from tests.factories_people import make_holder, make_placement
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, TrailEntry
from trainer.core import clock
from trainer.core.errors import Conflict, Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, SentMail, Task
from trainer.objectives import policies
from trainer.objectives.actions import talking
from trainer.objectives.models import OneToOne, PrivateNote
from trainer.people.models import Role
from trainer.planning import actions as planning

SECRET = "zephyrnote"


@pytest.fixture(autouse=True)
def line(ada: User, cleo: User) -> None:
    make_placement(ada, manager=cleo)


def test_either_plans_and_both_fill_the_agenda(ada: User, cleo: User, browser: Browser) -> None:
    page = browser(ada).get("/one-to-ones/new")
    sent = page.form() | {"other": str(cleo.id), "agenda": "Saturdays\n\nMy course"}
    browser(ada).send("/one-to-ones/new", 303, sent)
    talk = db.session.scalars(sa.select(OneToOne)).one()
    assert (talk.person, talk.manager) == (ada, cleo)
    browser(cleo).send(f"/one-to-ones/{talk.id}/agenda", 303, {"words": "The new till"})
    db.session.expire_all()
    assert [one.words for one in talk.agenda] == ["Saturdays", "My course", "The new till"]
    item = talk.agenda[0]
    address = f"/one-to-ones/{talk.id}/agenda/{item.id}/tick"
    for _twice in range(2):
        browser(cleo).send(address, 303, {"talked_of": "y"})
        assert item.talked_of
    browser(cleo).send(address, 303, {})
    assert not item.talked_of


def test_an_item_of_another_talk_is_not_ticked(ada: User, cleo: User, browser: Browser) -> None:
    one, other = make_talk(ada, cleo), make_talk(ada, cleo)
    address = f"/one-to-ones/{one.id}/agenda/{other.agenda[0].id}/tick"
    browser(ada).send(address, 404, {"talked_of": "y"})


def test_a_talk_is_with_ones_own_manager_or_people(ada: User, ben: User, cleo: User) -> None:
    for actor, other in ((ada, ben), (ben, ada), (cleo, ben), (ada, ada)):
        with pytest.raises(Unacceptable, match="Choose your manager"):
            talking.plan(actor=actor, other=other.id, planned_on=clock.today(), planned_at=None)
    with pytest.raises(Unacceptable, match="has passed"):
        talking.plan(
            actor=ada,
            other=cleo.id,
            planned_on=clock.today() - timedelta(days=1),
            planned_at=None,
        )


def test_what_came_of_it_is_written_by_both_and_nobody_is_overwritten(
    ada: User, cleo: User, browser: Browser
) -> None:
    talk = make_talk(ada, cleo)
    page = browser(ada).get(f"/one-to-ones/{talk.id}")
    stale = page.form(f'form[action="/one-to-ones/{talk.id}/summary"]')
    talking.write_down(
        talk, actor=cleo, known=talk.row_version, held_on=clock.today(), summary="Cleo wrote this."
    )
    db.session.commit()
    address = f"/one-to-ones/{talk.id}/summary"
    shown = browser(ada).send(address, 409, stale | {"summary": "Ada wrote that."})
    assert "Cleo wrote this." in shown.text("main")
    assert "Ada wrote that." in shown.text("main")
    assert talk.summary == "Cleo wrote this."
    browser(ada).send(address, 303, shown.form(f'form[action="{address}"]'))
    assert talk.summary == "Ada wrote that."
    with pytest.raises(Conflict):
        talking.write_down(talk, actor=cleo, known=1, held_on=clock.today(), summary="")


def test_it_is_written_down_once_it_was(ada: User, cleo: User) -> None:
    talk = make_talk(ada, cleo)
    tomorrow = clock.today() + timedelta(days=1)
    with pytest.raises(Unacceptable, match="still to come"):
        talking.write_down(talk, actor=ada, known=talk.row_version, held_on=tomorrow, summary="")


def test_a_private_note_is_its_writers_alone(ada: User, cleo: User, browser: Browser) -> None:
    talk = make_talk(ada, cleo)
    browser(cleo).send(f"/one-to-ones/{talk.id}/note", 303, {"note": f"{SECRET} of Cleo"})
    browser(ada).send(f"/one-to-ones/{talk.id}/note", 303, {"note": "Of Ada"})
    assert SECRET in browser(cleo).get(f"/one-to-ones/{talk.id}").text("main")
    for address in (f"/one-to-ones/{talk.id}", "/one-to-ones/", f"/objectives/of/{ada.id}"):
        assert SECRET not in browser(ada).client.get(address).get_data(as_text=True)
    notes = db.session.scalars(policies.notes_of(ada)).all()
    assert [one.words for one in notes] == ["Of Ada"]
    browser(cleo).send(f"/one-to-ones/{talk.id}/note", 303, {"note": f"{SECRET} again"})
    assert db.session.scalar(sa.select(sa.func.count(PrivateNote.id))) == 2


def test_no_trail_letter_or_notice_tells_of_notes_or_of_what_was_said(
    ada: User, cleo: User, browser: Browser
) -> None:
    talk = make_talk(ada, cleo, agenda=f"{SECRET} agenda")
    browser(cleo).send(f"/one-to-ones/{talk.id}/note", 303, {"note": SECRET})
    talking.write_down(
        talk, actor=cleo, known=talk.row_version, held_on=clock.today(), summary=SECRET
    )
    db.session.commit()
    for table in (TrailEntry, LedgerEntry, Notice, SentMail):
        for row in db.session.scalars(sa.select(table)):
            said = " ".join(str(getattr(row, column.key)) for column in table.__table__.columns)
            assert SECRET not in said, table.__name__


def test_nobody_but_the_two_reads_a_talk(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    talk = make_talk(ada, cleo)
    top = make_user("Top Manager")
    make_placement(cleo, manager=top)
    others = (
        ben, top, make_administrator(), make_holder("Hana People", Role.HR),
        make_holder("A Sessor", Role.ASSESSOR), make_holder("I Qa", Role.IQA),
    )  # fmt: skip
    for who in others:
        browser(who).get(f"/one-to-ones/{talk.id}", status=404)
        browser(who).send(f"/one-to-ones/{talk.id}/note", 404, {"note": "x"})
        with pytest.raises(Refused):
            talking.note_privately(talk, actor=who, words="x")
        with pytest.raises(Refused):
            talking.put_on_agenda(talk, actor=who, words="x")


def test_a_later_manager_begins_anew(ada: User, ben: User, cleo: User, browser: Browser) -> None:
    talk = make_talk(ada, cleo)
    placement = ada.placement()
    assert placement is not None
    placement.manager = ben
    db.session.commit()
    browser(ben).get(f"/one-to-ones/{talk.id}", status=404)
    browser(cleo).get(f"/one-to-ones/{talk.id}")


def test_what_is_called_off_takes_no_more_words(ada: User, cleo: User, browser: Browser) -> None:
    talk = make_talk(ada, cleo)
    browser(ada).send(f"/one-to-ones/{talk.id}/call-off", 303, {})
    assert talk.called_off_at is not None
    with pytest.raises(Refused, match="called off"):
        talking.put_on_agenda(talk, actor=cleo, words="x")
    held = make_talk(ada, cleo)
    talking.write_down(held, actor=ada, known=1, held_on=clock.today(), summary="We talked.")
    with pytest.raises(Refused, match="has been held"):
        talking.call_off(held, actor=cleo)


def invitations(to: User) -> list[Calendar]:
    """What was sent for somebody's calendar, the first first."""
    found = db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.INVITE).order_by(OutboxItem.id)
    )
    return [
        Calendar.from_ical(one.payload["calendar"])
        for one in found
        if one.payload["to"] == to.email
    ]


def test_both_get_it_into_their_calendars_with_nothing_of_what_it_is_about(
    ada: User, cleo: User
) -> None:
    ada.email, cleo.email = "ada@brackenhall.example", "cleo@brackenhall.example"
    talk = make_talk(ada, cleo, agenda="The busy Saturdays")
    talking.note_privately(talk, actor=ada, words=SECRET)
    day = clock.today() + timedelta(days=3)
    talking.move(talk, actor=ada, planned_on=day, planned_at=time(10, 30))
    db.session.commit()
    talking.call_off(talk, actor=cleo)
    db.session.commit()
    for person, other in ((ada, cleo), (cleo, ada)):
        first, moved, off = invitations(person)
        assert [str(one["METHOD"]) for one in (first, moved, off)] == [
            "REQUEST", "REQUEST", "CANCEL",
        ]  # fmt: skip
        events = [one.events[0] for one in (first, moved, off)]
        assert len({str(one["UID"]) for one in events}) == 1
        assert str(events[0]["SUMMARY"]) == f"One-to-one with {other.name}"
        assert events[0].start == clock.today(), "a day alone where no time was said"
        assert str(events[1].start).startswith(f"{day} 10:30")
        numbers = [int(str(one["SEQUENCE"])) for one in events]
        assert numbers[0] < numbers[1] < numbers[2]
        for one in (first, moved, off):
            assert SECRET.encode() not in one.to_ical()
            assert b"Saturdays" not in one.to_ical()


def test_the_calendar_on_a_phone_shows_ones_talks_and_nobody_elses(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    talk = make_talk(ada, cleo)
    talking.note_privately(talk, actor=ada, words=SECRET)
    db.session.commit()
    for person, summaries in (
        (ada, [f"One-to-one with {cleo.known_as}"]),
        (cleo, [f"One-to-one with {ada.known_as}"]),
        (ben, []),
    ):
        token = planning.open_calendar(actor=person)
        db.session.commit()
        told = browser().client.get(f"/plans/calendar/{token}.ics").get_data()
        events = Calendar.from_ical(told).events
        assert [str(one["SUMMARY"]) for one in events] == summaries
        assert SECRET.encode() not in told
        assert b"Saturdays" not in told
