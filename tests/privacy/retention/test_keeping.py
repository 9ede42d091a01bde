"""Records go on their day, not before somebody confirmed it, and never of somebody who is held."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
import time_machine
from flask import Flask

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_assessments import make_registration
from tests.factories_claims import add_received
from tests.factories_erasure import propose
from tests.factories_people import make_holder, make_placement, proof_of
from trainer.accounts.events import SignInFailed
from trainer.accounts.models import LoginSession, User
from trainer.audit.models import LedgerEntry, TrailEntry
from trainer.checks.running import run
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.files import actions as holding
from trainer.files.models import Hold, usual_review
from trainer.notifications.models import Notice, OutboxItem, OutboxStatus, Task
from trainer.people.models import Role
from trainer.privacy.retention import actions, tasks
from trainer.privacy.retention.due import MODELS, due
from trainer.privacy.retention.models import RetentionStart
from trainer.privacy.retention.queries import count_due, days_now
from trainer.privacy.retention.schedule import SCHEDULE, Kept
from trainer.web.transactions import unit_of_work

NOW = datetime(2034, 6, 1, 12, tzinfo=UTC)
REMOVED = [kind for kind, rule in SCHEDULE.items() if rule.by_itself]


@pytest.fixture
def sam(app: Flask) -> User:
    """A system administrator, who looks after the schedule."""
    return make_holder("Sam System", Role.SYSTEM_ADMIN, password=PASSWORD)


def make(kind: Kept, person: User, at: datetime) -> Any:
    """A row of this kind about somebody, whose time began at this moment."""
    line = {"at": at, "subject_type": "User", "subject_id": person.id, "body": {}}
    rows: dict[Kept, Callable[[], Any]] = {
        Kept.TRAIL: lambda: TrailEntry(kind="FileRead", **line),
        Kept.FAILED_SIGN_INS: lambda: TrailEntry(kind=SignInFailed.__name__, **line),
        Kept.SESSIONS: lambda: LoginSession(
            user_id=person.id, token_hash=str(at), expires_at=at + timedelta(days=9), ended_at=at
        ),
        Kept.NOTICES: lambda: Notice(user_id=person.id, text="Come.", path="/", created_at=at),
        Kept.OUTBOX: lambda: OutboxItem(
            task=Task.MAIL, payload={}, status=OutboxStatus.DONE, created_at=at, done_at=at
        ),
    }
    row = rows[kind]()
    db.session.add(row)
    db.session.commit()
    return row


def begin(kind: Kept, sam: User) -> None:
    """The rule is confirmed."""
    actions.begin(SCHEDULE[kind], actor=sam, proof=proof_of(sam))
    db.session.commit()


def end_within_a_batch() -> None:
    """The worker ends after it removed rows, before that is committed."""
    with unit_of_work():
        actions.remove_some(Kept.NOTICES)
        raise KeyboardInterrupt


def days_ago(kind: Kept) -> datetime:
    return NOW - timedelta(days=SCHEDULE[kind].days)


def left(kind: Kept, *ids: int) -> list[int]:
    model = MODELS[kind]
    return list(db.session.scalars(sa.select(model.id).where(model.id.in_(ids)).order_by(model.id)))


@pytest.mark.parametrize("kind", REMOVED)
def test_a_row_goes_on_its_day_and_not_before(kind: Kept, ada: User, sam: User) -> None:
    over = make(kind, ada, days_ago(kind)).id
    runs_on = make(kind, ada, days_ago(kind) + timedelta(seconds=1)).id
    with time_machine.travel(NOW, tick=False):
        begin(kind, sam)
        assert tasks.sweep() == 1
    assert left(kind, over, runs_on) == [runs_on]


@pytest.mark.parametrize("kind", REMOVED)
def test_nothing_goes_before_somebody_confirmed_it(kind: Kept, ada: User) -> None:
    row = make(kind, ada, days_ago(kind)).id
    with time_machine.travel(NOW, tick=False):
        assert count_due(kind, days_now()[kind]) >= 1
        assert tasks.sweep() == 0
    assert left(kind, row) == [row]


@pytest.mark.parametrize("kind", REMOVED)
def test_nothing_goes_of_somebody_who_is_held(kind: Kept, ada: User, sam: User) -> None:
    tess = make_holder("Tess Training", Role.TRAINING_ADMIN)
    hold = holding.place_hold(
        ada, actor=tess, reason="A claim before the tribunal.", review_on=usual_review()
    )
    db.session.commit()
    row = make(kind, ada, days_ago(kind)).id
    with time_machine.travel(NOW, tick=False):
        begin(kind, sam)
        tasks.sweep()
        assert left(kind, row) == [row]
        holding.lift(hold, actor=tess)
        db.session.commit()
        tasks.sweep()
    assert left(kind, row) == []


def test_what_a_held_person_did_stays_too(ada: User, ben: User, sam: User) -> None:
    db.session.add(Hold(learner=ada, reason="A claim.", placed_by=sam))
    line = make(Kept.TRAIL, ben, days_ago(Kept.TRAIL))
    line.actor_id = ada.id
    db.session.commit()
    with time_machine.travel(NOW, tick=False):
        begin(Kept.TRAIL, sam)
        tasks.sweep()
    assert left(Kept.TRAIL, line.id) == [line.id]


def test_work_that_failed_stays(ada: User, sam: User) -> None:
    row = make(Kept.OUTBOX, ada, days_ago(Kept.OUTBOX))
    row.status = OutboxStatus.FAILED
    db.session.commit()
    with time_machine.travel(NOW, tick=False):
        begin(Kept.OUTBOX, sam)
        tasks.sweep()
    assert left(Kept.OUTBOX, row.id) == [row.id]


def test_the_ledger_stays_whole_and_tells_what_went(ada: User, sam: User) -> None:
    make(Kept.TRAIL, ada, days_ago(Kept.TRAIL))
    with time_machine.travel(NOW, tick=False):
        for kind in REMOVED:
            begin(kind, sam)
        before = db.session.scalars(sa.select(LedgerEntry.hash).order_by(LedgerEntry.seq)).all()
        tasks.sweep()
    links = db.session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.seq)).all()
    assert [one.hash for one in links][: len(before)] == before
    [told] = [one for one in links if one.kind == "RecordsRemoved" and '"trail"' in one.body]
    assert '"rows":1' in told.body
    assert ada.name not in told.body
    assert run() == []


def test_a_worker_that_ends_leaves_whole_batches(
    ada: User, sam: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "BATCH", 2)
    at = days_ago(Kept.NOTICES)
    rows = [make(Kept.NOTICES, ada, at - timedelta(days=one)).id for one in range(5)]
    with time_machine.travel(NOW, tick=False):
        begin(Kept.NOTICES, sam)
        with unit_of_work():
            assert actions.remove_some(Kept.NOTICES) == 2
        with pytest.raises(KeyboardInterrupt):
            end_within_a_batch()
        assert len(left(Kept.NOTICES, *rows)) == 3
        assert tasks.sweep() == 3
    told = sa.select(sa.func.count()).where(LedgerEntry.kind == "RecordsRemoved")
    assert db.session.scalar(told) == 3


def test_who_left_is_listed_after_the_later_of_two_days(
    ada: User, ben: User, cleo: User, sam: User
) -> None:
    last = (NOW - timedelta(days=SCHEDULE[Kept.LEAVERS].days)).date()
    placement = make_placement(ada)
    placement.starts_on, placement.ends_on = date(2020, 1, 1), last
    ada.active = False
    db.session.commit()

    def listed() -> list[int]:
        with time_machine.travel(NOW, tick=False):
            return list(db.session.scalars(due(Kept.LEAVERS, days_now()[Kept.LEAVERS])))

    assert listed() == [ada.id]
    placement.ends_on = last + timedelta(days=1)
    db.session.commit()
    assert listed() == []
    placement.ends_on = last
    add_received(make_registration(ada, ben, cleo), last + timedelta(days=1))
    db.session.commit()
    assert listed() == []


def test_a_leaver_is_not_listed_while_held_or_proposed(ada: User, sam: User) -> None:
    placement = make_placement(ada)
    placement.starts_on, placement.ends_on = date(2020, 1, 1), date(2020, 2, 1)
    ada.active = False
    hold = Hold(learner=ada, reason="A claim.", placed_by=sam)
    db.session.add(hold)
    db.session.commit()
    with time_machine.travel(NOW, tick=False):
        assert count_due(Kept.LEAVERS, 2000) == 0
        hold.lifted_at = NOW
        db.session.commit()
        assert count_due(Kept.LEAVERS, 2000) == 1
        propose(ada, sam)
        assert count_due(Kept.LEAVERS, 2000) == 0


def test_evidence_is_kept_for_its_least_time(sam: User) -> None:
    rule = SCHEDULE[Kept.TRAIL]
    with pytest.raises(Unacceptable, match="three years"):
        actions.set_time(
            rule, actor=sam, days=rule.least - 1, reason="Less is enough.", proof=proof_of(sam)
        )
    actions.set_time(
        rule, actor=sam, days=rule.least, reason="Less is enough.", proof=proof_of(sam)
    )
    db.session.commit()
    assert days_now()[Kept.TRAIL] == rule.least


def test_nobody_is_erased_by_a_rule_and_each_is_confirmed_once(sam: User) -> None:
    with pytest.raises(Refused, match="by itself"):
        begin(Kept.LEAVERS, sam)
    begin(Kept.TRAIL, sam)
    with pytest.raises(Refused, match="already"):
        begin(Kept.TRAIL, sam)


def test_a_shorter_time_asks_how_much_goes_where_it_goes_by_itself(
    browser: Browser, ada: User, sam: User
) -> None:
    make(Kept.NOTICES, ada, clock.now() - timedelta(days=40))
    begin(Kept.NOTICES, sam)
    form = browser(sam).get("/retention/notices").form("main form")
    said = {**form, "reason": "A year is too long.", "password": PASSWORD, "days": "30"}
    answer = browser(sam).post("/retention/notices", status=422, **said)
    assert "By this time 1 go with the next run" in answer.text("main")
    browser(sam).post("/retention/notices", status=422, **{**said, "goes": "2"})
    assert actions.remove_some(Kept.NOTICES) == 0
    browser(sam).post("/retention/notices", status=303, **{**said, "goes": "1"})
    assert actions.remove_some(Kept.NOTICES) == 1


def test_an_administrator_sees_changes_and_confirms(browser: Browser, ada: User, sam: User) -> None:
    make(Kept.NOTICES, ada, datetime(2020, 1, 1, tzinfo=UTC))
    with time_machine.travel(datetime(2026, 11, 28, 12, tzinfo=UTC), tick=False):
        page = browser(sam).get("/retention")
        assert "Confirm the first run: Notices under the bell" in page.text("main")
        form = browser(sam).get("/retention/notices").form("main form")
        said = {"reason": "A year is too long.", "password": PASSWORD}
        browser(sam).post("/retention/notices", status=422, **{**form, **said, "days": "3"})
        browser(sam).post("/retention/notices", status=303, **{**form, **said, "days": "60"})
        assert "A year is too long." in browser(sam).get("/retention/notices").text("main")
        form = browser(sam).get("/retention/notices/begin").form("main form")
        browser(sam).post("/retention/notices/begin", status=422, **form)
        browser(sam).post(
            "/retention/notices/begin",
            status=303,
            **{**form, "password": PASSWORD, "is_final": "y"},
        )
        assert "Confirmed by Sam System" in browser(sam).get("/retention").text("main")
        browser(sam).get("/retention/ledger", status=404)
    assert db.session.scalars(sa.select(RetentionStart.due_then)).one() == 1


def test_the_list_of_leavers_takes_as_long_for_many(
    browser: Browser, sam: User, count_queries: CountQueries
) -> None:
    def counted() -> int:
        with count_queries() as statements:
            browser(sam).get("/retention")
        return len(statements)

    browser(sam).get("/retention")
    before = counted()
    for number in range(12):
        person = make_user(f"Lena Leaver {number}")
        placement = make_placement(person)
        placement.starts_on, placement.ends_on = date(2010, 1, 1), date(2011, 1, 1)
        person.active = False
    db.session.commit()
    assert counted() == before
