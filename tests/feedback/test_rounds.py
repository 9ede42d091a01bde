"""A round from its list to its result: who does what, who is refused, and who sees it at all."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_feedback import (
    Company,
    address_of,
    answer_as,
    close_round,
    make_company,
    make_round,
    open_round,
    rater_of,
    settings,
)
from tests.factories_people import make_holder, make_placement
from trainer.accounts.models import User
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.feedback.actions import arranging, running
from trainer.feedback.models import (
    FeedbackAnswer,
    FeedbackDraft,
    FeedbackOpening,
    FeedbackReading,
    FeedbackRound,
    RaterStatus,
    RoundKind,
    RoundStatus,
)
from trainer.feedback.queries.results import results_of
from trainer.feedback.rules.release import Side
from trainer.notifications.models import Notice, OutboxItem, Task
from trainer.people.models import Role


@pytest.fixture
def company(ada: User) -> Company:
    return make_company(peers=5)


def told_people(person: User) -> str:
    return " ".join(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_a_round_is_arranged_nominated_agreed_answered_and_passed_on(
    company: Company, browser: Browser
) -> None:
    me, boss = browser(company.subject), browser(company.manager)
    start = f"/feedback/arrange/{company.subject.id}"
    sent = me.get(start).form() | {
        "closes_on": (clock.today() + timedelta(days=10)).isoformat(),
        "behaviours": [me.get(start).all("[name=behaviours]")[0].get("value")],
    }
    me.send(start, 303, sent)
    told = db.session.scalars(sa.select(FeedbackRound)).one()
    page = f"/feedback/{told.id}"
    for peer in company.peers:
        me.post(f"{page}/colleagues", who=peer.staff_number, because="")
    me.post(f"{page}/nominate")
    assert "waits for you" in told_people(company.manager)
    boss.post(f"{page}/approve")
    boss.post(f"{page}/open")
    assert told.status is RoundStatus.OPEN
    first, *others = company.peers
    visitor = browser(first)
    assert company.subject.name in visitor.get("/feedback/").text("main")
    form = visitor.get(f"{page}/answer")
    assert "Your name is not kept with what you write" in form.text("main")
    behaviour, keep, change = told.questions
    visitor.send(f"{page}/answer", 303, {f"q{behaviour.id}": "3", f"q{keep.id}": "Calm."})
    assert "Thank you" in browser(first).get(f"{page}/answer").text("main")
    for other in others:
        answer_as(rater_of(told, other), 4, "Clear.")
    me.get(f"{page}/result", status=404)
    boss.get(f"{page}/result", status=404)
    close_round(told)
    assert "Read it, then pass it on" in told_people(company.manager)
    assert "Calm." in boss.get(f"{page}/result").text("main")
    me.get(f"{page}/result", status=404)
    boss.post(f"{page}/release")
    shown = me.get(f"{page}/result").text("main")
    for words in ("Calm.", "Clear.", "3.8 of 4", behaviour.name):
        assert words in shown
    assert keep.words in shown
    assert change.words in shown


def test_the_manager_takes_off_and_adds_with_a_reason(company: Company, browser: Browser) -> None:
    told = make_round(company, raters=company.peers[:4])
    arranging.nominate(told, actor=company.subject)
    db.session.commit()
    rater = rater_of(told, company.peers[0])
    page, boss = f"/feedback/{told.id}", browser(company.manager)
    refused = boss.send(f"{page}/strike/{rater.id}", 422, {"because": ""})
    assert "Say why" in refused.text(".error-summary")
    boss.send(f"{page}/strike/{rater.id}", 303, {"because": "Knows her since Monday."})
    assert rater.status is RaterStatus.STRUCK
    added = {"who": company.peers[4].staff_number, "because": ""}
    assert "Say why" in boss.send(f"{page}/colleagues", 422, added).text(".error-summary")
    boss.send(f"{page}/colleagues", 303, added | {"because": "Shares her shift."})
    assert "Knows her since Monday." in browser(company.subject).get(page).text("main")
    with pytest.raises(Refused):
        arranging.name_colleague(told, actor=company.subject, who=company.hr.staff_number)


def test_sides_follow_the_reporting_lines_and_the_manager_is_asked_by_itself(ada: User) -> None:
    company = make_company(peers=1, reports=1)
    told = make_round(company, raters=[*company.peers, *company.reports], outsiders=1)
    assert {one.name: one.side for one in told.raters} == {
        "Mona Manager": Side.MANAGER,
        "Peer A": Side.PEER,
        "Report A": Side.REPORT,
        "Customer 0": Side.OUTSIDE,
    }


def test_upward_feedback_asks_everybody_who_reports_and_nobody_else(ada: User) -> None:
    company = make_company(peers=1, reports=4)
    told = make_round(company, kind=RoundKind.UPWARD)
    assert {one.person for one in told.raters} == set(company.reports)
    assert told.status is RoundStatus.NOMINATED
    with pytest.raises(Refused):
        arranging.name_colleague(told, actor=company.manager, who="anybody", because="Why not.")
    with pytest.raises(Unacceptable):
        make_round(make_company_of_one(), kind=RoundKind.UPWARD)


def make_company_of_one() -> Company:
    return Company(make_user("Solo Worker"), make_user("Mia Above"), make_user("Hal Hr"))


@pytest.mark.parametrize("who", ["themselves", "twice", "nobody", "gone"])
def test_some_people_cannot_be_named(company: Company, who: str) -> None:
    told = make_round(company, raters=company.peers[:1])
    gone = make_user("Gone Away")
    gone.active = False
    db.session.commit()
    named = {
        "themselves": company.subject.staff_number,
        "twice": company.peers[0].staff_number,
        "nobody": "no-such-number",
        "gone": gone.staff_number,
    }
    with pytest.raises(Unacceptable):
        arranging.name_colleague(told, actor=company.subject, who=named[who])


def test_a_secret_round_needs_enough_people_to_hide_among(company: Company) -> None:
    told = make_round(company, raters=company.peers[:3])
    arranging.nominate(told, actor=company.subject)
    with pytest.raises(Refused, match="At least 4 people"):
        arranging.approve(told, actor=company.manager)
    with pytest.raises(Unacceptable):
        make_round(company, minimum=2)


def test_nobody_agrees_to_the_list_about_themselves(company: Company) -> None:
    told = make_round(company, raters=company.peers)
    arranging.nominate(told, actor=company.subject)
    for step in (arranging.approve, running.release_round):
        with pytest.raises(Refused):
            step(told, actor=company.subject)


def test_outsiders_of_every_kind_find_nothing(company: Company, browser: Browser) -> None:
    told = open_round(make_round(company, raters=company.peers[:4]), company)
    page = f"/feedback/{told.id}"
    strangers = [
        make_user("Eve Outsider"),
        company.peers[4],
        *(make_holder(f"A {role}", role) for role in Role if role is not Role.HR),
    ]
    for who in strangers:
        for address in (page, f"{page}/answer", f"{page}/result", f"{page}/result.csv"):
            browser(who).get(address, status=404)
        for address in ("answer", "answer/draft", "decline", "approve", "release", "cancel"):
            browser(who).send(f"{page}/{address}", 404, {})
    asked = browser(company.peers[0])
    asked.get(page, status=404)
    asked.get(f"{page}/answer")


def test_those_who_were_struck_are_not_asked(company: Company, browser: Browser) -> None:
    told = make_round(company, raters=company.peers)
    arranging.strike(rater_of(told, company.peers[0]), actor=company.subject)
    open_round(told, company)
    browser(company.peers[0]).get(f"/feedback/{told.id}/answer", status=404)
    assert told_people(company.peers[0]) == ""
    assert "You are asked" in told_people(company.peers[1])


def test_an_answer_is_given_once_and_never_changed(company: Company, browser: Browser) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    address = f"/feedback/{told.id}/answer"
    sent = {f"q{told.questions[0].id}": "2"}
    browser(company.peers[0]).send(address, 303, sent)
    browser(company.peers[0]).send(address, 403, sent)
    assert len(db.session.scalars(sa.select(FeedbackAnswer)).all()) == 1
    with pytest.raises(Refused):
        answer_as(rater_of(told, company.peers[0]), 1)


@pytest.mark.parametrize("how", ["nothing", "a level that is none", "words without end"])
def test_answers_that_are_none_are_refused_with_words(
    company: Company, browser: Browser, how: str
) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    behaviour, _other, keep, _change = told.questions
    sent = {
        "nothing": {},
        "a level that is none": {f"q{behaviour.id}": "7"},
        "words without end": {f"q{keep.id}": "x" * 100_000},
    }[how]
    page = browser(company.peers[0]).send(f"/feedback/{told.id}/answer", 422, sent)
    assert page.text(".error-summary")
    assert not db.session.scalars(sa.select(FeedbackAnswer)).all()


def test_a_draft_is_kept_for_its_writer_and_gone_when_sent(
    company: Company, browser: Browser
) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    keep = told.questions[2]
    address = f"/feedback/{told.id}/answer"
    writer = browser(company.peers[0])
    writer.send(f"{address}/draft", 200, {f"q{keep.id}": "Half a thou"})
    assert writer.get(address).text(f"#q{keep.id}") == "Half a thou"
    assert "Half a thou" not in browser(company.peers[1]).get(address).html
    browser(company.manager).get(address)
    writer.send(address, 303, {f"q{keep.id}": "A whole thought."})
    assert not db.session.scalars(sa.select(FeedbackDraft)).all()


def test_drafts_left_over_are_gone_when_it_closes(company: Company, browser: Browser) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    sent = {f"q{told.questions[2].id}": "Never sent"}
    browser(company.peers[0]).send(f"/feedback/{told.id}/answer/draft", 200, sent)
    close_round(told)
    assert not db.session.scalars(sa.select(FeedbackDraft)).all()


def test_somebody_from_outside_answers_by_a_link_that_works_once(
    company: Company, browser: Browser
) -> None:
    told = open_round(make_round(company, raters=company.peers[:3], outsiders=1), company)
    [outsider] = [one for one in told.raters if one.person is None]
    address = address_of(outsider)
    page = browser().get(address)
    assert "Your name is not kept with what you write" in page.text("main")
    browser().send(address, 303, {f"q{told.questions[0].id}": "4"})
    assert browser().get(address).text("h1") == "Thank you"
    browser().send(address, 403, {f"q{told.questions[0].id}": "1"})
    assert len(db.session.scalars(sa.select(FeedbackOpening)).all()) == 2
    browser().get("/give-feedback/nobody-has-this", status=404)
    queued = db.session.scalars(sa.select(OutboxItem).where(OutboxItem.task == Task.ASK_RATER))
    assert [one.payload["rater_id"] for one in queued] == [outsider.id]


@pytest.mark.parametrize("how", ["revoked", "renewed", "over"])
def test_a_link_that_is_done_with_takes_nothing(
    company: Company, browser: Browser, how: str
) -> None:
    told = open_round(make_round(company, raters=company.peers[:3], outsiders=1), company)
    [outsider] = [one for one in told.raters if one.person is None]
    address = address_of(outsider)
    page = f"/feedback/{told.id}/links/{outsider.id}"
    match how:
        case "revoked":
            browser(company.manager).post(f"{page}/revoke")
        case "renewed":
            browser(company.manager).post(f"{page}/renew")
        case "over":
            close_round(told)
    sent = {f"q{told.questions[0].id}": "4"}
    browser().send(address, 403 if how == "over" else 404, sent)
    assert not db.session.scalars(sa.select(FeedbackAnswer)).all()
    if how == "renewed":
        browser().send(address_of(outsider), 303, sent)


def test_the_person_it_is_about_cannot_answer_by_a_link(company: Company, browser: Browser) -> None:
    told = open_round(make_round(company, raters=company.peers[:3], outsiders=1), company)
    [outsider] = [one for one in told.raters if one.person is None]
    page = browser(company.subject).get(address_of(outsider))
    assert "This is about you" in page.text("main")
    sent = {f"q{told.questions[0].id}": "4"}
    browser(company.subject).send(address_of(outsider), 403, sent)


def test_those_who_have_not_answered_are_reminded_once(company: Company) -> None:
    told = open_round(make_round(company, raters=company.peers, outsiders=1), company)
    answer_as(rater_of(told, company.peers[0]), 3)
    assert running.remind_raters() == 0
    with clock.at(clock.now() + timedelta(days=12)):
        assert running.remind_raters() == 6  # Four colleagues, the manager, a customer.
        assert running.remind_raters() == 0
    assert "you can still say" not in told_people(company.peers[0])
    assert "you can still say" in told_people(company.peers[1])


def test_calling_off_throws_away_what_was_written(company: Company, browser: Browser) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    answer_as(rater_of(told, company.peers[0]), 3, "Words.")
    page = f"/feedback/{told.id}/cancel"
    assert "Say why" in browser(company.manager).send(page, 422, {}).text(".error-summary")
    browser(company.manager).send(page, 303, {"because": "She changes teams."})
    assert not db.session.scalars(sa.select(FeedbackAnswer)).all()
    assert "She changes teams." in browser(company.subject).get(f"/feedback/{told.id}").html
    browser(company.peers[1]).send(
        f"/feedback/{told.id}/answer", 403, {f"q{told.questions[0].id}": "3"}
    )


def test_a_round_closes_after_its_last_day_and_by_nobodys_hand(company: Company) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    with clock.at(clock.now() + timedelta(days=14)):
        assert running.close_due() == 0
    with clock.at(clock.now() + timedelta(days=15)):
        assert running.close_due() == 1
    assert told.status is RoundStatus.CLOSED


def test_with_names_the_manager_sees_who_answered_and_everybody_who_said_what(
    company: Company, browser: Browser
) -> None:
    told = open_round(make_round(company, anonymous=False, raters=company.peers[:2]), company)
    form = browser(company.peers[0]).get(f"/feedback/{told.id}/answer").text("main")
    assert "Your name is shown with what you write" in form
    answer_as(rater_of(told, company.peers[0]), 3, "Patient.")
    page = browser(company.manager).get(f"/feedback/{told.id}").text("main")
    assert "Has answered" in page
    close_round(told)
    running.release_round(told, actor=company.manager)
    db.session.commit()
    shown = browser(company.subject).get(f"/feedback/{told.id}/result").text("main")
    assert "Patient.Peer A" in shown
    assert "3 · Secure: Peer A" in shown


def test_hr_reads_what_was_passed_on_and_the_person_sees_that(
    company: Company, browser: Browser
) -> None:
    told = close_round(open_round(make_round(company, raters=company.peers), company))
    address = f"/feedback/{told.id}/result"
    browser(company.hr).get(address, status=404)
    running.release_round(told, actor=company.hr)
    db.session.commit()
    browser(company.manager).get(address)
    assert not db.session.scalars(sa.select(FeedbackReading)).all()
    browser(company.hr).get(address)
    assert len(db.session.scalars(sa.select(FeedbackReading)).all()) == 1
    assert "Hana People" in browser(company.subject).get(address).text("main")


def test_what_was_passed_on_is_shown_to_whoever_may_read_it(company: Company, eve: User) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    for peer in company.peers:
        answer_as(rater_of(told, peer), 3)
    close_round(told)
    running.release_round(told, actor=company.manager)
    db.session.commit()
    assert results_of(told, eve) is None
    shown = results_of(told, company.subject)
    assert shown is not None
    assert shown.parts[0].people == 5


def test_lists_of_rounds_ask_the_database_no_oftener_with_more_of_them(
    company: Company, browser: Browser, count_queries: CountQueries
) -> None:
    def statements(who: User, address: str) -> int:
        browser(who).get(address)
        with count_queries() as sent:
            browser(who).get(address)
        return len(sent)

    make_round(company, raters=company.peers[:2])
    before = {
        (who.id, address): statements(who, address)
        for who, address in (
            (company.subject, "/feedback/"),
            (company.manager, "/feedback/rounds"),
            (company.hr, "/feedback/rounds"),
        )
    }
    for _more in range(4):
        make_round(company, raters=company.peers)
    assert before == {
        (who.id, address): statements(who, address)
        for who, address in (
            (company.subject, "/feedback/"),
            (company.manager, "/feedback/rounds"),
            (company.hr, "/feedback/rounds"),
        )
    }
    assert max(before.values()) <= 16


def test_the_page_of_a_round_takes_few_statements_however_long_the_list(
    company: Company, browser: Browser, count_queries: CountQueries
) -> None:
    told = make_round(company, raters=company.peers, outsiders=5)
    arranging.nominate(told, actor=company.subject)
    db.session.commit()
    browser(company.manager).get(f"/feedback/{told.id}")
    with count_queries() as sent:
        browser(company.manager).get(f"/feedback/{told.id}")
    assert len(sent) <= 30, len(sent)


@pytest.mark.parametrize("anonymous", [True, False])
def test_who_would_rather_not_is_told_to_the_manager_only_by_name(
    company: Company, browser: Browser, anonymous: bool
) -> None:
    told = open_round(make_round(company, anonymous=anonymous, raters=company.peers), company)
    browser(company.peers[0]).post(f"/feedback/{told.id}/decline")
    heard = "would rather not" in told_people(company.manager)
    shown = "Would rather not" in browser(company.manager).get(f"/feedback/{told.id}").html
    assert (heard, shown) == (not anonymous, not anonymous)


def test_the_first_page_and_the_navigation_say_that_somebody_is_asked(
    company: Company, browser: Browser
) -> None:
    told = open_round(make_round(company, raters=company.peers), company)
    first = browser(company.peers[0]).get("/").text("main")
    assert "Say how you see 1 person at work" in first
    answer_as(rater_of(told, company.peers[0]), 3)
    assert "Say how you see" not in browser(company.peers[0]).get("/").text("main")


def test_hr_does_nothing_about_feedback_on_themselves(company: Company, browser: Browser) -> None:
    make_placement(company.hr, manager=company.manager)
    own = Company(company.hr, company.manager, company.hr, company.peers)
    told = make_round(own, raters=company.peers)
    arranging.nominate(told, actor=company.hr)
    db.session.commit()
    me, page = browser(company.hr), f"/feedback/{told.id}"
    me.send(f"{page}/approve", 403, {})
    assert company.hr.name not in me.get("/feedback/rounds").text("main")
    arranging.approve(told, actor=company.manager)
    running.open_round(told, actor=company.manager, config=settings())
    for peer in company.peers:
        answer_as(rater_of(told, peer), 3)
    close_round(told)
    me.send(f"{page}/release", 403, {})
    me.get(f"{page}/result", status=404)


def test_who_has_left_hides_nobody_and_is_asked_about_no_more(company: Company) -> None:
    told = make_round(company, raters=company.peers[:4])
    arranging.nominate(told, actor=company.subject)
    company.peers[0].active = False
    with pytest.raises(Refused, match="At least 4 people"):
        arranging.approve(told, actor=company.manager)
    company.peers[0].active = True
    arranging.approve(told, actor=company.manager)
    company.subject.active = False
    with pytest.raises(Refused, match="has left"):
        running.open_round(told, actor=company.manager, config=settings())


def test_answering_and_reading_take_few_statements(
    company: Company, browser: Browser, count_queries: CountQueries
) -> None:
    told = open_round(make_round(company, raters=company.peers, questions=12), company)
    page = f"/feedback/{told.id}"

    def statements(who: User, address: str) -> int:
        browser(who).get(address)
        with count_queries() as sent:
            browser(who).get(address)
        return len(sent)

    assert statements(company.peers[0], f"{page}/answer") <= 15
    for peer in company.peers:
        answer_as(rater_of(told, peer), 3, "Words.")
    close_round(told)
    running.release_round(told, actor=company.manager)
    db.session.commit()
    assert statements(company.subject, f"{page}/result") <= 20
    assert statements(company.subject, f"{page}/result.csv") <= 20
