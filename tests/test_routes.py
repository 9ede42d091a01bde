"""Every route for every kind of person: what answers, what is hidden, and what nobody else reads."""

import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, cast

import pytest
import sqlalchemy as sa
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.headers import missing_from
from tests.routes_scene import FEEDBACK, FILE_NAME, PEOPLE, WORDS, Scene, make_scene
from tests.routes_table import TABLES, answers, statements_allowed
from tests.unpacking import said_in
from tools.write_permissions import PAGE, written
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, SentMail

ANSWERED_BY_FLASK = {"HEAD", "OPTIONS"}
PARTS = 4
"""The routes are asked in so many tests, for which the processes that test take turns."""
SHUT = {401, 403, 404}
WRITES = re.compile(r'\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)', re.IGNORECASE)

OPEN_BY_ADDRESS = {
    "behaviours.behaviour", "logs.begin",
    "case.association", "case.document", "case.item", "case.item_associations", "case.kind_of_item",
    "case.whole_package", "catalogue.export_qualification",
    "courses.book", "courses.course", "courses.here", "courses.session",
    "catalogue.qualification", "catalogue.unit", "certificates.badge", "certificates.badge_achievement",
    "certificates.badge_status", "certificates.check", "home.help",
    "security.reset_password", "signing.authority", "signing.revocation_list", "static",
    "versions.compare", "versions.compare_units",
}  # fmt: skip
"""Routes with something in their address that belongs to nobody in particular."""

ALL = (WORDS, FILE_NAME, FEEDBACK)
CLOSED_TO = {
    "eve": ALL,
    "manager": ALL,
    "other": ALL,
    "hr": ALL,
    "system": ALL,
    "training": (WORDS, FILE_NAME),
}
"""What must never be shown to whom: administrators of training read feedback, not the log."""
TELLING = {"notices", "outbox_items", "sent_mails"}
"""Tables of what people are told."""


@pytest.fixture
def scene(app: Flask) -> Scene:
    return make_scene(app)


def test_the_table_has_a_row_for_every_route_and_no_other(app: Flask) -> None:
    methods = methods_of(app)
    assert methods >= {"GET", "POST", "PUT"}
    routes = {(method, rule.endpoint) for method in methods for rule in rules(app, method)}
    table = {
        (method, endpoint) for method in methods | TABLES.keys() for endpoint in answers(method)
    }
    assert routes - table == set(), "routes without a row in tests/routes_table/"
    assert table - routes == set(), "rows of routes that are gone"


def test_the_page_about_permissions_says_what_the_table_says(app: Flask) -> None:
    assert PAGE.read_text(encoding="utf-8") == written(app), "python -m tools.write_permissions"


def test_every_route_has_an_endpoint_of_its_own(app: Flask) -> None:
    for method in methods_of(app):
        endpoints = [rule.endpoint for rule in rules(app, method)]
        assert sorted(endpoints) == sorted(set(endpoints))


def test_an_outsider_reaches_nothing_of_somebody_by_its_number(app: Flask) -> None:
    for method in methods_of(app):
        rows = rules(app, method)
        numbered = {rule.endpoint for rule in rows if rule.arguments} - OPEN_BY_ADDRESS
        told = {endpoint: row["eve"] for endpoint, row in answers(method).items()}
        assert {endpoint: told[endpoint] for endpoint in numbered if told[endpoint] != 404} == {}


@pytest.mark.slow
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_answers_each_person_as_the_table_says_and_shows_nobody_the_learners(
    scene: Scene, count_queries: CountQueries, part: int
) -> None:
    expected, allowed, wrong = answers("GET"), statements_allowed(), []
    issued: dict[str, int] = {}
    for rule in rules(scene.app, "GET")[part::PARTS]:
        for name in PEOPLE:
            answer, count = counted(scene, rule, name, count_queries)
            if count > allowed.get(rule.endpoint, 0):  # It may have been the first to fill a cache.
                count = counted(scene, rule, name, count_queries)[1]
            issued[rule.endpoint] = max(issued.get(rule.endpoint, 0), count)
            if answer.status_code != expected.get(rule.endpoint, {}).get(name):
                wrong.append(f"GET {rule.endpoint}: {name} got {answer.status_code}")
            wrong += [f"GET {rule.endpoint}: {name} lacks {what}" for what in missing_from(answer)]
            wrong += [
                f"GET {rule.endpoint}: {name} is shown {marker}"
                for marker in shown_of(answer, CLOSED_TO.get(name, ()))
            ]
    if db.engine.dialect.name == "sqlite":
        wrong += [
            f"GET {endpoint}: {count} statements, {allowed.get(endpoint, 'no number of them')} allowed"
            for endpoint, count in issued.items()
            if count > allowed.get(endpoint, 0)
        ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.slow
@pytest.mark.once
@pytest.mark.timeout(1800)
@pytest.mark.parametrize("part", range(PARTS))
def test_every_form_answers_each_person_and_the_shut_ones_write_nothing(
    scene: Scene, count_queries: CountQueries, part: int
) -> None:
    wrong: list[str] = []
    browsers: dict[str, Browser] = {}
    for method, rule in sendings(scene.app)[part::PARTS]:
        expected = answers(method).get(rule.endpoint, {})
        for name in PEOPLE:
            browser = browsers.setdefault(name, Browser(scene.app))
            scene.visitor(name, browser)
            with undone(scene), count_queries() as statements:
                answer = ask(scene, rule, name, method, browser)
                got = answer.status_code
                touched = {one for one in map(written_by, statements) if one}
                after = rows_of(touched) if got in SHUT else {}
                told = told_too_much(scene) if TELLING & touched else []
            what = f"{method} {rule.endpoint}: {name}"
            wrong += [f"{what} did, and {one}" for one in told]
            wrong += [f"{what} lacks {header}" for header in missing_from(answer)]
            if got not in SHUT:
                del browsers[name]  # What it did to its cookies is not undone.
            if got != expected.get(name):
                wrong.append(f"{what} got {got}")
            if after and after != rows_of(touched):
                wrong.append(f"{what} wrote something in spite of {got}")
    assert not wrong, "\n".join(wrong)


def test_nobody_is_told_what_they_may_not_read(scene: Scene) -> None:
    assert told_too_much(scene) == []


def test_the_learner_and_those_who_judge_her_are_shown_it_all(scene: Scene) -> None:
    for name in ("learner", "assessor", "iqa"):
        seen = {
            marker
            for rule in rules(scene.app, "GET")
            if rule.endpoint in {"logs.entry", "assessments.unit"}
            for marker in shown_of(ask(scene, rule, name, "GET"), ALL)
        }
        assert seen == set(ALL), name


def rules(app: Flask, method: str) -> list[Rule]:
    return [rule for rule in app.url_map.iter_rules() if method in (rule.methods or ())]


def methods_of(app: Flask) -> set[str]:
    """Name every method that any route takes."""
    taken = (rule.methods or set() for rule in app.url_map.iter_rules())
    return set().union(*taken) - ANSWERED_BY_FLASK


def sendings(app: Flask) -> list[tuple[str, Rule]]:
    """List everything that can be sent, by its method and route."""
    methods = sorted(methods_of(app) - {"GET"})
    return [(method, rule) for method in methods for rule in rules(app, method)]


def ask(
    scene: Scene, rule: Rule, name: str, method: str, browser: Browser | None = None
) -> TestResponse:
    """Go to the rule's address as this person, with an empty form if it is sent one."""
    visitor = scene.visitor(name, browser)
    visitor.browser.forget()
    answer = visitor.client.open(scene.address(rule), method=method, buffered=True)
    visitor.browser.forget()
    return answer


def counted(
    scene: Scene, rule: Rule, name: str, count_queries: CountQueries
) -> tuple[TestResponse, int]:
    """Open the rule's page as this person, with nothing loaded before, and count its statements."""
    visitor = scene.visitor(name)
    visitor.browser.forget()
    db.session.expunge_all()
    with count_queries() as statements:
        answer = visitor.client.open(scene.address(rule), buffered=True)
    visitor.browser.forget()
    return answer, len(statements)


def shown_of(answer: TestResponse, markers: tuple[str, ...]) -> list[str]:
    """The markers that are in an answer, in its headers and in what it packs too."""
    if not markers:
        return []
    told = [str(answer.headers).encode(), *said_in(answer.get_data())]
    return [marker for marker in markers if any(marker.encode() in part for part in told)]


def told_too_much(scene: Scene) -> list[str]:
    """Who is told, under the bell or in a letter, what they may not read; strangers may read nothing."""
    names = {number: name for name, number in scene.people.items()}
    people = {one.id: one.email for one in db.session.scalars(sa.select(User))}
    by_address = {address: names.get(number) for number, address in people.items() if address}
    told = [
        (names.get(one.user_id), one.text + one.path)
        for one in db.session.scalars(sa.select(Notice))
    ]
    told += [
        (by_address.get(str(one.payload.get("to", ""))), repr(one.payload))
        for one in db.session.scalars(sa.select(OutboxItem))
    ]
    told += [
        (by_address.get(one.to), one.subject + one.body)
        for one in db.session.scalars(sa.select(SentMail))
    ]
    return [
        f"{name or 'somebody else'} is told {marker}"
        for name, words in told
        for marker in (CLOSED_TO.get(name, ()) if name else ALL)
        if marker in words
    ]


@contextmanager
def undone(scene: Scene) -> Iterator[None]:
    """Undo what a request writes, so that the next one finds the scene as it was."""
    db.session.remove()
    nested = cast("sa.Connection", db.engine).begin_nested()  # The test's own, see conftest.
    try:
        yield
    finally:
        db.session.remove()
        nested.rollback()


def written_by(statement: str) -> str:
    """The table a statement writes to, if any."""
    found = WRITES.match(statement)
    return found[1] if found else ""


def rows_of(tables: Collection[str]) -> dict[str, list[Any]]:
    """Everything in these tables."""
    db.session.rollback()
    connection = db.session.connection()
    return {
        name: sorted(connection.exec_driver_sql(f"SELECT * FROM {name}").all(), key=repr)
        for name in tables
    }
