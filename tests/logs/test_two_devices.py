"""One draft on two devices: what each wrote is kept, whoever is heard first."""

import json
from typing import Any

import time_machine

from tests.browsing import Browser
from tests.factories_logs import make_entry, make_goal
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.logs import actions
from trainer.logs.models import EvidenceKind, Item, Revision

KEY = "6f0a3c9e-5d6f-4d1a-9d53-0f1b1a2c3d4e"
LINE = "— also written on another device, 26 November 2026, 10:12 —"


class Device:
    """A page open somewhere: what it knew when it was opened, and what stands in it."""

    def __init__(self, browser: Browser, owner: User, address: str) -> None:
        self.browser, self.owner, self.address = browser, owner, address
        self.form = browser(owner).get(address).form()
        self.known = [self.state()]

    def state(self) -> list[tuple[str, str]]:
        return [
            (name, one)
            for name, value in self.form.items()
            for one in (value if isinstance(value, list) else [value])
            if isinstance(one, str) and name not in {"version", "files", "csrf_token"}
        ]

    def save(self, **typed: Any) -> dict[str, Any]:
        self.form.update(typed)
        to = self.address.replace("/edit", "/autosave").replace("/fill", "/fill/autosave")
        sent = {name: value for name, value in self.form.items() if name != "files"}
        answer = self.browser(self.owner).post(
            to, status=200, **{**sent, "known": json.dumps([*self.known, self.state()])}
        )
        told: dict[str, Any] = answer.response.get_json()
        return told


def now(revision: Revision) -> Revision:
    db.session.expire_all()
    return db.session.get_one(Revision, revision.id)


def test_different_fields_are_both_kept(browser: Browser, ada: User) -> None:
    revision = make_entry(ada, what="She had two chairs.", so_what="", minutes=None)
    phone, desk = (Device(browser, ada, f"/log/{revision.item_id}/edit") for _each in range(2))
    assert phone.save(so_what="A time helps.") == {"version": 3, "merged": False}
    assert desk.save(minutes="25")["merged"] is True
    kept = now(revision)
    assert (kept.so_what, kept.minutes, kept.what) == ("A time helps.", 25, "She had two chairs.")


def test_line_ends_are_no_news(browser: Browser, ada: User) -> None:
    revision = make_entry(ada, what="One.\nTwo.")
    phone = Device(browser, ada, f"/log/{revision.item_id}/edit")
    assert phone.save(what="One.\r\nTwo.\r\nThree.")["merged"] is False


@time_machine.travel("2026-11-26 10:12:00+00:00", tick=False)
def test_of_one_text_the_later_stands_below_under_its_date(browser: Browser, ada: User) -> None:
    revision = make_entry(ada, what="She had two chairs.")
    phone, desk = (Device(browser, ada, f"/log/{revision.item_id}/edit") for _each in range(2))
    phone.save(what="She had two chairs and no table.")
    for _sent in range(2):
        desk.save(what="Two chairs came, not four.")
        assert now(revision).what == (
            f"She had two chairs and no table.\n\n{LINE}\nTwo chairs came, not four."
        )


@time_machine.travel("2026-11-26 10:12:00+00:00", tick=False)
def test_of_one_answer_the_later_stands_and_the_earlier_is_told(
    browser: Browser, ada: User
) -> None:
    revision = make_entry(ada, what="She had two chairs.", minutes=10, activity=None)
    phone, desk = (Device(browser, ada, f"/log/{revision.item_id}/edit") for _each in range(2))
    phone.save(minutes="15", activity="phone_call")
    desk.save(minutes="20", activity="solved_problem")
    kept = now(revision)
    assert kept.minutes == 20
    told = "What kind of moment was it?: Phone call\nMinutes: 15"
    assert kept.what == f"She had two chairs.\n\n{LINE}\n{told}"


def test_criteria_of_both_are_linked_and_what_one_took_out_is_out(
    browser: Browser, ada: User
) -> None:
    unit = make_goal(ada)
    first, second = (one.id for one in unit.criteria)
    revision = make_entry(ada)
    actions.link(revision, actor=ada, criteria=[first])
    db.session.commit()
    phone, desk = (Device(browser, ada, f"/log/{revision.item_id}/edit") for _each in range(2))
    phone.save(criteria=[str(first), str(second)])
    desk.save(criteria=[])
    assert [link.criterion_id for link in now(revision).links] == [second]


def test_an_entry_sent_twice_with_its_answer_lost_is_one_entry(browser: Browser, ada: User) -> None:
    blank = [["what", ""], ["title", ""]]
    grown = [blank]
    for what in ("She", "She had two", "She had two chairs."):
        grown.append([["what", what], ["title", ""]])
        browser(ada).post(
            "/log/new/autosave", status=200, client_key=KEY, what=what, known=json.dumps(grown)
        )
    (item,) = db.session.query(Item).all()
    assert actions.latest(item).what == "She had two chairs."


def test_other_kinds_of_evidence_are_put_together_too(browser: Browser, ada: User) -> None:
    revision = actions.start(actor=ada, client_key=KEY, kind=EvidenceKind.PROJECT)
    db.session.commit()
    address = f"/log/{revision.item_id}/fill"
    browser(ada).post(f"{address}/autosave", status=200, title="Queue at the desk")
    phone, desk = (Device(browser, ada, address) for _each in range(2))
    details = [name for name in phone.form if name.startswith("detail_")]
    phone.save(**{details[0]: "A plan"})
    desk.save(title="The queue")
    kept = now(revision)
    assert kept.title == "The queue"
    assert "A plan" in kept.details.values()


def test_a_page_that_tells_nothing_it_knew_is_told_of_newer_words(
    browser: Browser, ada: User
) -> None:
    revision = make_entry(ada, what="Newer.")
    for known in ("", "[]", "nonsense", "[[1]]", '{"a": 1}'):
        browser(ada).post(
            f"/log/{revision.item_id}/autosave", status=409, version="1", what="Old", known=known
        )
    assert now(revision).what == "Newer."
