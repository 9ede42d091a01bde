"""Who was there: by the code in the room or by the list; what it gives, and what it never gives."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_assessments import criteria_of
from tests.factories_certificates import make_administrator
from tests.factories_courses import book, make_course, make_session
from tests.factories_registrations import make_registration
from tests.factories_training import make_skill
from trainer.accounts.models import User
from trainer.assessments.models import CriterionStanding
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.courses import queries
from trainer.courses.actions import attending, booking
from trainer.courses.actions.outcomes import Outcome
from trainer.courses.codes import code_at, is_good
from trainer.courses.models import (
    Approval,
    Booking,
    BookingStatus,
    CourseEvaluation,
    CourseKind,
    CourseSession,
    SessionStatus,
)
from trainer.cpd.queries import year_of
from trainer.extensions import db
from trainer.logs.models import Activity, CriterionLink, EvidenceStatus, Item, Revision
from trainer.registrations.models import Registration
from trainer.training.models import Holding, HoldingTakenBack, Skill, SkillKind

SECRET = "a secret for tests that is long enough"
B = BookingStatus
STANDINGS = sa.select(sa.func.count()).select_from(CriterionStanding)


@pytest.fixture
def tess(ada: User) -> User:
    return make_administrator()


@contextmanager
def during(session: CourseSession, minutes: int = 10) -> Iterator[None]:
    with time_machine.travel(session.starts_at + timedelta(minutes=minutes), tick=False):
        yield


def close(session: CourseSession, by: User, *present: Booking) -> None:
    with during(session):
        attending.close_register(session, actor=by, present=[one.id for one in present])
        db.session.commit()


def skill() -> Skill:
    made = Skill(code="calm", name="Calming people", kind=SkillKind.TRAINING, valid_months=12)
    db.session.add(made)
    db.session.commit()
    return made


def standing(person: User) -> list[Holding]:
    select = sa.select(Holding).where(Holding.person == person, ~Holding.taken_back.has())
    return list(db.session.scalars(select))


def test_a_code_is_good_for_a_minute_or_two_and_one_session_only() -> None:
    now = clock.now()
    code = code_at(SECRET, 1, now)
    assert is_good(code, SECRET, 1, now)
    assert is_good(code, SECRET, 1, now + timedelta(seconds=60))
    assert not is_good(code, SECRET, 1, now + timedelta(seconds=120))
    assert not is_good(code, SECRET, 1, now - timedelta(seconds=60))
    assert not is_good(code, SECRET, 2, now)
    assert not is_good(code, "another secret", 1, now)
    assert not is_good("", SECRET, 1, now)


def test_who_scans_the_code_in_the_room_is_ticked(tess: User, ada: User, ben: User) -> None:
    session = make_session(tess)
    mine = book(session, ada)
    with during(session):
        code = code_at(SECRET, session.id, clock.now())
        attending.check_in(session, actor=ada, code=code, secret=SECRET)
        assert mine.here_at == clock.now()
        assert mine.status is B.BOOKED
        with pytest.raises(Refused, match="Only who has a place"):
            attending.check_in(session, actor=ben, code=code, secret=SECRET)
        with pytest.raises(Refused, match="no longer the one shown"):
            attending.check_in(session, actor=ada, code="guessed", secret=SECRET)


def test_nobody_says_so_before_the_day_or_after_it(tess: User, ada: User) -> None:
    session = make_session(tess)
    book(session, ada)
    for minutes in (-40, 130):
        with during(session, minutes):
            code = code_at(SECRET, session.id, clock.now())
            with pytest.raises(Refused, match="half an hour before"):
                attending.check_in(session, actor=ada, code=code, secret=SECRET)


def test_the_register_says_who_was_there_and_lets_go_of_who_waited(
    tess: User, ada: User, ben: User, cleo: User, eve: User
) -> None:
    session = make_session(tess, trainer=cleo)
    came, missed = book(session, ada), book(session, ben)
    waited = book(session, eve)
    with pytest.raises(Refused, match="once the session has begun"):
        attending.close_register(session, actor=cleo, present=[])
    db.session.rollback()
    close(session, cleo, came)
    assert [one.status for one in (came, missed, waited)] == [B.ATTENDED, B.MISSED, B.CANCELLED]
    assert session.status is SessionStatus.HELD
    with during(session), pytest.raises(Refused, match="closed"):
        attending.close_register(session, actor=cleo, present=[])


def test_only_trainers_and_administrators_close_it_and_not_with_themselves_in_it(
    tess: User, ada: User
) -> None:
    session = make_session(tess)
    book(session, ada)
    book(session, tess)
    with during(session):
        with pytest.raises(Refused, match="looks after this session"):
            attending.close_register(session, actor=ada, present=[])
        db.session.rollback()
        with pytest.raises(Refused, match="You have a place yourself"):
            attending.close_register(session, actor=tess, present=[])


def test_being_there_is_development_and_not_being_there_is_not(
    tess: User, ada: User, ben: User
) -> None:
    session = make_session(tess, make_course(tess, kind=CourseKind.CONFERENCE))
    came = book(session, ada)
    book(session, ben)
    year = session.starts_on.year
    assert year_of(ada, year).spent == []
    close(session, tess, came)
    [spent] = year_of(ada, year).spent
    assert (spent.minutes, spent.activity, spent.day) == (
        90,
        Activity.CONFERENCE,
        session.starts_on,
    )
    assert year_of(ben, year).spent == []


def test_being_there_gives_the_skill_once_until_the_register_is_put_right(
    tess: User, ada: User, ben: User
) -> None:
    session = make_session(tess, make_course(tess, skill_id=skill().id))
    came = book(session, ada)
    missed = book(session, ben)
    close(session, tess, came)
    [holding] = standing(ada)
    assert (holding.key, holding.starts_on) == (f"attendance:{came.id}", session.starts_on)
    assert standing(ben) == []
    attending.put_right(came, actor=tess, reason="She signed in and went.")
    attending.put_right(missed, actor=tess, reason="He sat at the back.")
    db.session.commit()
    assert standing(ada) == []
    assert len(standing(ben)) == 1
    assert db.session.scalars(sa.select(HoldingTakenBack.reason)).all() == [
        "The register was put right: She signed in and went."
    ]
    attending.put_right(came, actor=tess, reason="It was another Ada.")
    db.session.commit()
    assert len(standing(ada)) == 1
    attending.put_right(came, actor=tess, reason="It was not.")
    db.session.commit()
    assert standing(ada) == []


def test_nobody_puts_themselves_right(tess: User, ada: User, ben: User) -> None:
    session = make_session(tess, trainer=ben)
    mine, hers = book(session, tess), book(session, ada)
    close(session, ben)
    for someone, about in ((tess, mine), (ada, hers), (ben, hers)):
        with pytest.raises(Refused):
            attending.put_right(about, actor=someone, reason="I was.")
        db.session.rollback()


def told_of(registration: Registration) -> tuple[Any, int]:
    """The criterion a course is about, of a unit the learner works towards."""
    criterion = criteria_of(registration, 0)[0]
    return criterion, criterion.id


def test_it_is_suggested_for_the_log_and_makes_nobody_competent(tess: User) -> None:
    registration = make_registration(make_user("Lea Learner"))
    learner = registration.learner
    criterion, criterion_id = told_of(registration)
    course = make_course(tess, outcomes=[Outcome("calm", criterion.unit_version, (criterion,))])
    session = make_session(tess, course)
    mine = book(session, learner)
    close(session, tess, mine)
    before = db.session.scalar(STANDINGS)
    assert db.session.scalar(sa.select(sa.func.count(Item.id))) == 0
    item = attending.write_up(mine, actor=learner)
    db.session.commit()
    revision = db.session.scalars(sa.select(Revision)).one()
    assert item.status is EvidenceStatus.DRAFT
    assert (revision.title, revision.minutes) == (course.title, None)
    assert db.session.scalars(sa.select(CriterionLink.criterion_id)).all() == [criterion_id]
    assert db.session.scalar(STANDINGS) == before
    with pytest.raises(Refused, match="begun to tell of it already"):
        attending.write_up(mine, actor=learner)


def test_only_who_was_there_writes_it_up(tess: User, ada: User, ben: User) -> None:
    session = make_session(tess)
    mine, his = book(session, ada), book(session, ben)
    close(session, tess, mine)
    for someone, about in ((ada, his), (ben, his), (ben, mine)):
        with pytest.raises(Refused, match="Only who was there"):
            attending.write_up(about, actor=someone)
        db.session.rollback()


def test_answers_of_few_are_not_shown_and_no_answer_has_a_name(tess: User, ben: User) -> None:
    people = [make_user(f"Person Number{number}") for number in range(5)]
    session = make_session(tess, trainer=ben, places=5)
    there = [book(session, one) for one in people]
    close(session, ben, *there)
    for count, mine in enumerate(there, start=1):
        attending.evaluate(mine, actor=mine.person, useful=5, clear=count, apt=1, words=f"W{count}")
        db.session.commit()
        answers = queries.answers_about(session)
        assert answers.count == count
        assert bool(answers.marks) == bool(answers.words) == (count == 5)
    assert answers.marks["clear"] == [1, 1, 1, 1, 1]
    assert answers.marks["useful"] == [0, 0, 0, 0, 5]
    assert set(answers.words) == {"W1", "W2", "W3", "W4", "W5"}
    columns = {one.name for one in CourseEvaluation.__table__.columns}
    assert columns == {"key", "session_id", "useful", "clear", "apt", "words"}
    with pytest.raises(Refused, match="already"):
        attending.evaluate(there[0], actor=people[0], useful=1, clear=1, apt=1, words="")


def test_on_the_day_by_page(browser: Browser, tess: User, ada: User, ben: User, cleo: User) -> None:
    session = make_session(tess, trainer=cleo)
    mine, his = book(session, ada), book(session, ben)
    address = f"/courses/sessions/{session.id}"
    with time_machine.travel(session.starts_at + timedelta(minutes=5), tick=False):
        browser(ada).get(f"{address}/register", 404)
        browser(ada).get(f"{address}/code", 404)
        shown = browser(cleo).get(f"{address}/code")
        assert "data:image/svg+xml" in shown.html
        assert shown.response.headers["Refresh"]
        code = code_at(SECRET, session.id, clock.now())
        page = browser(ada).get(f"{address}/here?code={code}")
        browser(ada).send(f"{address}/here", 303, page.form())
        stale = browser(ben).get(f"{address}/here?code=old")
        assert "Scan it again" in stale.text("main")
        page = browser(cleo).get(f"{address}/register")
        assert page.form()["present"] == str(mine.id)
        browser(cleo).send(f"{address}/register", 303, page.form())
        assert db.session.get_one(Booking, his.id).status is B.MISSED
        page = browser(ada).get(address)
        assert "It counts as CPD" in page.text("main")
        page = browser(ada).get(f"/courses/bookings/{mine.id}/evaluate")
        unsaid = browser(ada).send(f"/courses/bookings/{mine.id}/evaluate", 422, page.form())
        assert "Choose one of the five" in unsaid.text(".error-summary")
        said = page.form() | {"useful": "4", "clear": "4", "apt": "4"}
        browser(ada).send(f"/courses/bookings/{mine.id}/evaluate", 303, said)
        browser(cleo).get(f"/courses/bookings/{mine.id}/evaluate", 404)
        assert "1 answer so far" in browser(cleo).get(f"{address}/answers").text("main")
        browser(ada).post(f"/courses/bookings/{mine.id}/write-up")
        browser(ada).post(f"/transcripts/attendance/{mine.id}")
        browser(ben).post(f"/transcripts/attendance/{his.id}", 403)
        browser(tess).post(f"/courses/bookings/{his.id}/put-right", reason="He came late.")
        assert db.session.get_one(Booking, his.id).status is B.ATTENDED


def test_a_place_given_back_gives_nothing(tess: User, ada: User) -> None:
    session = make_session(tess, make_course(tess, skill_id=skill().id))
    gone = book(session, ada)
    booking.cancel(gone, actor=ada)
    db.session.commit()
    close(session, tess, gone)
    assert gone.status is B.CANCELLED
    assert standing(ada) == []


def test_whoever_came_without_a_place_is_written_down_and_holds_the_skill(
    tess: User, ada: User, ben: User, cleo: User
) -> None:
    skill = make_skill("Calm")
    session = make_session(tess, make_course(tess, skill_id=skill.id), places=3)
    mine = book(session, ada)
    with during(session):
        attending.close_register(session, actor=tess, present=[mine.id], guests=[ben, cleo])
        db.session.commit()
    assert {one.person: one.status for one in session.bookings} == {
        ada: B.ATTENDED, ben: B.ATTENDED, cleo: B.ATTENDED,
    }  # fmt: skip
    assert sorted(one.place or 0 for one in session.bookings) == [1, 2, 3]
    assert {one.person for one in db.session.query(Holding)} == {ada, ben, cleo}


def test_who_waited_and_came_is_there_on_a_place_left_free(
    tess: User, ada: User, ben: User
) -> None:
    session = make_session(tess, make_course(tess, approval=Approval.ADMINISTRATOR), places=1)
    asked = book(session, ben)
    with during(session):
        attending.close_register(session, actor=tess, present=[], guests=[ben])
        db.session.commit()
    assert (asked.status, asked.place) == (B.ATTENDED, 1)
    assert len(session.bookings) == 1


def test_guests_beyond_the_places_strangers_and_oneself_are_refused_and_nothing_is_closed(
    browser: Browser, tess: User, ada: User, ben: User, cleo: User
) -> None:
    session = make_session(tess, make_course(tess), places=2)
    book(session, ada)
    address = f"/courses/sessions/{session.id}/register"
    with during(session):
        form = browser(tess).get(address).form()
        for told, words in (
            (f"{ben.staff_number}, {cleo.staff_number}", "There is no place left for"),
            ("XX9999", "Nobody works here under XX9999"),
            (tess.staff_number, "Nobody writes themselves down"),
            (ada.staff_number, "is on the list already"),
        ):
            answer = browser(tess).send(address, 422, form | {"guests": told})
            assert words in answer.text("main"), told
            assert answer.form()["guests"] == told
        db.session.refresh(session)
        assert session.status is SessionStatus.OPEN
        assert len(session.bookings) == 1
        browser(tess).send(address, 303, form | {"guests": ben.staff_number.upper()})
    assert {one.person.name: one.status for one in session.bookings}[ben.name] is B.ATTENDED
