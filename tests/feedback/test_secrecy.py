"""Attempts to learn who said what in a secret round: each of these is to fail."""

import csv
import io
import json
import logging
from collections.abc import Sequence
from datetime import timedelta
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_feedback import (
    Company,
    address_of,
    answer_as,
    close_round,
    make_company,
    make_round,
    open_round,
    rater_of,
)
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry, TrailEntry
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.extensions import db
from trainer.feedback.actions import arranging, running
from trainer.feedback.models import FeedbackAnswer, FeedbackRater, FeedbackRound, RaterStatus
from trainer.feedback.queries.results import results_of
from trainer.feedback.rules.release import Released
from trainer.notifications.models import Notice, OutboxItem
from trainer.people.models import Placement
from trainer.web.once import RequestKey

WORDS = [f"Secret of {name}" for name in ("plum", "pear", "fig", "quince", "lime")]


@pytest.fixture
def company(ada: User) -> Company:
    return make_company(peers=5, reports=0)


def answered(
    company: Company, browser: Browser, order: Sequence[int] = (0, 1, 2, 3, 4)
) -> FeedbackRound:
    """A secret round in which five colleagues answered by the page, in this order."""
    told = open_round(make_round(company, raters=company.peers), company)
    for place in order:
        behaviour, _other, keep, change = told.questions
        sent = {
            f"q{behaviour.id}": str(place % 4 + 1),
            f"q{keep.id}": WORDS[place],
            f"q{change.id}": f"{WORDS[place]}, less",
        }
        browser(company.peers[place]).send(f"/feedback/{told.id}/answer", 303, sent)
    return told


def released(told: FeedbackRound, company: Company) -> Released:
    close_round(told)
    running.release_round(told, actor=company.manager)
    db.session.commit()
    shown = results_of(told, company.subject)
    assert shown is not None
    return shown


def everything_kept() -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    return {
        name: [dict(row) for row in db.session.execute(sa.select(table)).mappings()]
        for name, table in db.metadata.tables.items()
    }


def test_a_row_of_an_answer_has_no_rater_and_no_time(company: Company, browser: Browser) -> None:
    answered(company, browser)
    assert set(FeedbackAnswer.__table__.columns.keys()) == {
        *("id", "question_id", "side", "level", "words", "rater_id"),
    }
    rows = db.session.scalars(sa.select(FeedbackAnswer)).all()
    assert len(rows) == 15
    assert {one.rater_id for one in rows} == {None}
    times = [
        column.name for column in FeedbackRater.__table__.columns if "DATE" in str(column.type)
    ]
    assert times == []


def test_what_somebody_wrote_stands_in_no_other_table(company: Company, browser: Browser) -> None:
    told = answered(company, browser)
    close_round(told)
    for name, rows in everything_kept().items():
        if name != "feedback_answers":
            assert "Secret of" not in repr(rows), name


def test_nothing_is_written_down_at_the_time_of_an_answer(
    company: Company, browser: Browser
) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    browser(company.peers[0]).get(f"/feedback/{told.id}/answer")
    before = everything_kept()
    sent = {f"q{told.questions[2].id}": "Words."}
    browser(company.peers[0]).send(f"/feedback/{told.id}/answer/draft", 200, sent)
    browser(company.peers[0]).send(f"/feedback/{told.id}/answer", 303, sent)
    after = everything_kept()
    changed = {name for name in after if before[name] != after[name]}
    assert changed == {"feedback_answers", "feedback_raters"}
    for model in (TrailEntry, LedgerEntry, RequestKey, Notice, OutboxItem):
        assert before[model.__tablename__] == after[model.__tablename__]


def test_the_numbers_of_rows_tell_no_order(company: Company, browser: Browser) -> None:
    told = answered(company, browser)
    by_question = [
        [
            row.level or row.words
            for row in db.session.scalars(
                sa.select(FeedbackAnswer)
                .where(FeedbackAnswer.question_id == question.id)
                .order_by(FeedbackAnswer.id)
            )
        ]
        for question in told.questions
    ]
    as_written = [[1, 2, 3, 4, 1], [], WORDS, [f"{words}, less" for words in WORDS]]
    assert by_question != as_written
    ids = list(db.session.scalars(sa.select(FeedbackAnswer.id)))
    assert max(ids) - min(ids) > 2**55


def test_closing_writes_every_answer_anew(company: Company, browser: Browser) -> None:
    told = answered(company, browser)

    def kept() -> dict[int, tuple[int | None, str]]:
        return {
            one.id: (one.level, one.words) for one in db.session.scalars(sa.select(FeedbackAnswer))
        }

    before = kept()
    close_round(told)
    db.session.expire_all()
    after = kept()
    assert not before.keys() & after.keys()
    assert sorted(before.values(), key=repr) == sorted(after.values(), key=repr)


def test_on_postgresql_no_transaction_joins_a_rater_to_an_answer(
    company: Company, browser: Browser
) -> None:
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite keeps no number of the transaction with a row.")
    told = answered(company, browser)
    close_round(told)
    for table in ("feedback_answers", "feedback_raters"):
        found = db.session.execute(sa.text(f"SELECT DISTINCT xmin::text FROM {table}"))
        assert len(found.all()) == 1, table


def test_the_same_is_shown_whoever_wrote_what_and_in_which_order(
    company: Company, browser: Browser
) -> None:
    first = released(answered(company, browser), company)
    other_company = make_company(peers=5)
    told = answered(other_company, browser, (3, 0, 4, 2, 1))
    second = released(told, other_company)
    [one], [other] = first.parts, second.parts
    assert [spread.counts for spread in one.spreads.values()] == [
        spread.counts for spread in other.spreads.values()
    ]
    assert sorted(said.words for words in one.words.values() for said in words) == sorted(
        said.words for words in other.words.values() for said in words
    )


def test_words_of_one_person_stand_in_different_places(company: Company, browser: Browser) -> None:
    dice = Random(4)
    seen = set()
    for _again in range(3):
        someone = make_company(peers=5)
        order = [*range(5)]
        dice.shuffle(order)
        shown = released(answered(someone, browser, order), someone)
        [keep, change] = shown.parts[0].words.values()
        seen.add(
            tuple(said.words for said in keep)
            == tuple(said.words.removesuffix(", less") for said in change)
        )
        seen.add(tuple(said.words for said in keep) == tuple(WORDS[place] for place in order))
    assert False in seen


def test_pages_and_files_name_nobody_and_show_no_time(company: Company, browser: Browser) -> None:
    told = answered(company, browser)
    released(told, company)
    for who in (company.subject, company.manager, company.hr):
        table = browser(who).get(f"/feedback/{told.id}/result.csv").html.lstrip("\ufeff")
        page = browser(who).get(f"/feedback/{told.id}/result").text("main")
        for peer in company.peers:
            assert peer.name not in page
            assert peer.name not in table
        rows = list(csv.reader(io.StringIO(table)))
        assert {row[0] for row in rows[1:]} == {"Colleagues"}
        assert f"{clock.now():%H:%M}" not in table


def test_the_file_says_what_the_page_says_and_no_more(company: Company, browser: Browser) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    for peer in company.peers[:3]:
        answer_as(rater_of(told, peer), 1, "Only three of us.")
    released(told, company)
    for address in ("result", "result.csv"):
        html = browser(company.subject).get(f"/feedback/{told.id}/{address}").html
        assert "Only three of us." not in html
    assert "Fewer than 4 people" in browser(company.subject).get(f"/feedback/{told.id}/result").html


def test_nobody_sees_a_number_move_while_people_answer(company: Company, browser: Browser) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    watchers = [company.subject, company.manager, company.hr]
    pages = ["/feedback/", "/feedback/rounds", f"/feedback/{told.id}"]

    def watch() -> list[str]:
        return [browser(who).get(page).text("main") for who in watchers for page in pages]

    before = watch()
    for place, peer in enumerate(company.peers):
        answer_as(rater_of(told, peer), place % 4 + 1, "Words.")
        assert watch() == before
    browser(company.manager).get(f"/feedback/{told.id}/result", status=404)


@pytest.mark.parametrize("status", [RaterStatus.ANSWERED, RaterStatus.DECLINED])
def test_links_do_not_tell_who_from_outside_has_answered(
    company: Company, browser: Browser, status: RaterStatus
) -> None:
    told = open_round(make_round(company, raters=company.peers, outsiders=2), company)
    done, waiting = [one for one in told.raters if one.person is None]
    if status is RaterStatus.ANSWERED:
        browser().send(address_of(done), 303, {f"q{told.questions[0].id}": "2"})
    else:
        browser().post(f"{address_of(done)}/decline")
    assert done.status is status
    boss, page = browser(company.manager), f"/feedback/{told.id}"
    shown = [
        row.replace(done.name, "X").replace(waiting.name, "X")
        for row in boss.get(page).texts("main .list-row")
        if "Customer" in row
    ]
    assert shown[0] == shown[1]
    for verb in ("renew", "revoke"):
        answers = [
            boss.post(f"{page}/links/{one.id}/{verb}").response.headers["Location"]
            for one in (done, waiting)
        ]
        assert answers[0] == answers[1]


def test_the_groups_cannot_be_taken_from_a_total(ada: User) -> None:
    company = make_company(peers=5, reports=3)
    told = open_round(make_round(company, raters=[*company.peers, *company.reports]), company)
    for peer in company.peers:
        answer_as(rater_of(told, peer), 4)
    for report in company.reports:
        answer_as(rater_of(told, report), 1)
    shown = released(told, company)
    [part] = shown.parts
    assert part.people == 8
    assert len(part.sides) == 2


def test_a_second_round_with_one_person_fewer_is_not_opened(company: Company) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    for place, peer in enumerate(company.peers):
        answer_as(rater_of(told, peer), place % 4 + 1)
    released(told, company)
    again = make_round(company, raters=company.peers[:4])
    arranging.nominate(again, actor=company.subject)
    arranging.approve(again, actor=company.manager)
    with pytest.raises(Refused, match="could tell who said what"):
        running.open_round(again, actor=company.manager, config=None)  # type: ignore[arg-type]
    named = make_round(company, anonymous=False, raters=company.peers[:1])
    arranging.nominate(named, actor=company.subject)
    arranging.approve(named, actor=company.manager)
    with pytest.raises(Refused, match="could tell who said what"):
        running.open_round(named, actor=company.manager, config=None)  # type: ignore[arg-type]


def test_a_round_that_runs_beside_another_with_the_same_people_is_not_opened(
    company: Company,
) -> None:
    open_round(make_round(company, raters=company.peers), company)
    with pytest.raises(Refused, match="could tell who said what"):
        open_round(make_round(company, raters=company.peers[:4]), company)


def test_no_part_of_a_group_is_seen_by_reporting_to_another_manager(
    company: Company, browser: Browser
) -> None:
    told = answered(company, browser)
    old = company.manager
    job = db.session.scalars(
        sa.select(Placement).where(Placement.user_id == company.subject.id)
    ).one()
    job.manager = company.hr
    db.session.commit()
    close_round(told)
    browser(old).get(f"/feedback/{told.id}", status=404)
    browser(old).get(f"/feedback/{told.id}/result", status=404)


def test_the_log_joins_no_rater_to_a_round(
    company: Company, browser: Browser, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.DEBUG):
        told = answered(company, browser)
    lines = [
        record.__dict__
        for record in caplog.records
        if record.__dict__.get("route") == "feedback.answer"
    ]
    assert len(lines) == 5
    for line in lines:
        told_of = {"method", "route", "status", "ms"}
        more = {name for name in line if name not in logging.makeLogRecord({}).__dict__}
        assert more - {"message", "asctime"} <= told_of
    said = json.dumps([record.getMessage() for record in caplog.records])
    for peer in company.peers:
        assert peer.staff_number not in said
        assert f"/feedback/{told.id}" not in said


def test_the_trail_of_a_round_counts_nobody(company: Company, browser: Browser) -> None:
    told = answered(company, browser)
    released(told, company)
    kinds = {
        one.kind: one.body
        for one in db.session.scalars(sa.select(TrailEntry))
        if one.subject_type in {"FeedbackRound", "FeedbackRater", "FeedbackAnswer"}
    }
    assert "FeedbackGiven" not in kinds
    assert kinds["RoundClosed"] == {}
    assert kinds["RoundReleased"] == {}


def test_reminders_are_for_those_who_wait_and_leave_no_time_with_them(company: Company) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    answer_as(rater_of(told, company.peers[0]), 2)
    with clock.at(clock.now() + timedelta(days=12)):
        running.remind_raters()
    close_round(told)
    db.session.expire_all()
    assert {one.reminded for one in told.raters} == {True}
