"""Transcripts: asked for where people look for them, made by the worker, and theirs alone."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories import make_user
from tests.factories_certificates import make_administrator, make_certificate
from tests.factories_logs import make_entry
from tests.factories_people import make_holder, make_placement
from trainer import work, worker
from trainer.accounts.models import User
from trainer.certificates.models import Certificate, CertificateStatus
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.logs.models import Activity
from trainer.notifications.models import OutboxItem, Task
from trainer.people.models import Role
from trainer.transcripts import actions
from trainer.transcripts.models import Transcript, TranscriptStatus
from trainer.transcripts.saying.times import time_spent


@pytest.fixture(scope="module", autouse=True)
def renderer() -> Iterator[Renders]:
    """The worker's own renderer, with its real child."""
    with work.renderer() as renderer:
        yield renderer


@pytest.fixture
def certificate(ada: User) -> Certificate:
    return make_certificate(ada, by=make_administrator())


def printed(visitor: User, browser: Browser) -> str:
    """Let the worker do what was asked, and read what the PDF says."""
    item = db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.PRINT_TRANSCRIPT)
    ).one()
    worker.deliver(item.id)
    asked = db.session.scalars(sa.select(Transcript)).one()
    assert asked.status is TranscriptStatus.READY, item.trouble
    address = f"/transcripts/{asked.id}"
    assert "It is ready" in browser(visitor).get(address).text("main")
    answer = browser(visitor).client.get(f"{address}/pdf")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return " ".join(words(answer.data))


def test_a_year_of_development_is_written_up(ada: User, browser: Browser) -> None:
    year = clock.today().year
    make_entry(
        ada,
        "A course on plain words",
        activity=Activity.COURSE,
        minutes=135,
        happened_on=date(year, 1, 2),
    )
    page = browser(ada).get(f"/cpd/?year={year}")
    address = f"/transcripts/people/{ada.id}/cpd"
    browser(ada).post(address, **page.form(f"form[action='{address}']"))
    said = printed(ada, browser)
    for words_of_it in ("CPD transcript", "Ada Trainee", "A course on plain words", "2 h 15 min"):
        assert words_of_it in said


def test_everything_achieved_is_on_the_training_record(
    ada: User, certificate: Certificate, browser: Browser
) -> None:
    page = browser(ada).get("/certificates/mine")
    address = f"/transcripts/people/{ada.id}/record"
    browser(ada).post(address, **page.form(f"form[action='{address}']"))
    said = printed(ada, browser)
    for words_of_it in ("Training record", certificate.number, "Unit 2 of the diploma"):
        assert words_of_it in said
    assert "Memberships" not in said


def test_a_letter_goes_with_a_certificate(
    ada: User, certificate: Certificate, browser: Browser
) -> None:
    shown = browser(ada).get(f"/certificates/{certificate.id}")
    address = f"/transcripts/letter/{certificate.id}"
    browser(ada).post(address, **shown.form(f"form[action='{address}']"))
    said = printed(ada, browser)
    assert f"Certificate {certificate.number}" in said
    assert "4 criteria in 2 units" in said
    assert f"achieved every unit towards the {certificate.payload['title']}" in said
    assert certificate.shown_code in said


@pytest.mark.parametrize(
    "ended", [{"status": CertificateStatus.REVOKED}, {"expires_on": date(2026, 1, 1)}]
)
def test_no_letter_is_written_for_what_no_longer_holds(
    ada: User, certificate: Certificate, browser: Browser, ended: dict[str, object]
) -> None:
    for name, value in ended.items():
        setattr(certificate, name, value)
    db.session.commit()
    assert "Letter of award" not in browser(ada).get(f"/certificates/{certificate.id}").html
    with pytest.raises(Refused, match="in force"):
        actions.ask_for_letter(certificate, actor=ada)


def test_a_manager_and_the_training_team_have_them_made_of_others(
    ada: User, certificate: Certificate, browser: Browser
) -> None:
    boss, hr = make_user("Mona Manager"), make_holder("Hattie People", Role.HR)
    make_placement(ada, manager=boss)
    make_entry(ada, "Read a book", activity=Activity.READING, minutes=30, happened_on=clock.today())
    for reader in (boss, hr):
        page = browser(reader).get(f"/people/{ada.id}")
        address = f"/transcripts/people/{ada.id}/record"
        browser(reader).post(address, **page.form(f"form[action='{address}']"))
        assert certificate.number in printed(reader, browser)
        forget()
    address = f"/transcripts/people/{ada.id}/cpd"
    browser(boss).post(address, **page.form(f"form[action='{address}']"))
    said = printed(boss, browser)
    assert "30 min" in said
    assert "Read or watched something" in said
    assert "Read a book" not in said


def forget() -> None:
    for table in (Transcript, OutboxItem):
        db.session.execute(sa.delete(table))
    db.session.commit()


def test_those_who_merely_see_somebody_have_none_made(ada: User, browser: Browser) -> None:
    """One's manager can be looked up, and so can everybody by system administrators."""
    boss, system = make_user("Mona Manager"), make_holder("Sid System", Role.SYSTEM_ADMIN)
    make_placement(ada, manager=boss)
    for reader, person in ((ada, boss), (system, ada)):
        address = f"/transcripts/people/{person.id}/record"
        assert address not in browser(reader).get(f"/people/{person.id}").html
        refused = browser(reader).post(address, status=403)
        assert f"{person.name}, their manager, training administrators and HR" in refused.text(
            "main"
        )
        with pytest.raises(Refused):
            actions.ask_for_record(person, actor=reader)
        with pytest.raises(Refused):
            actions.ask_for_cpd(person, actor=reader, year=2026)


def test_the_record_says_that_one_has_run_out(
    ada: User, certificate: Certificate, browser: Browser
) -> None:
    certificate.expires_on = date(2026, 1, 1)
    db.session.commit()
    actions.ask_for_record(ada, actor=ada)
    db.session.commit()
    assert "Run out" in printed(ada, browser)


def test_they_are_theirs_alone_and_go_after_some_days(
    ada: User, eve: User, certificate: Certificate, browser: Browser
) -> None:
    browser(eve).post(f"/transcripts/letter/{certificate.id}", 404)
    asked = actions.ask_for_record(ada, actor=ada)
    db.session.commit()
    browser(eve).get(f"/transcripts/{asked.id}", status=404)
    browser(eve).get(f"/transcripts/{asked.id}/pdf", status=404)
    browser(ada).get(f"/transcripts/{asked.id}/pdf", status=404)
    asked.asked_at = clock.now() - actions.KEPT - timedelta(minutes=1)
    db.session.commit()
    actions.drop_old_transcripts()
    assert db.session.scalar(sa.select(sa.func.count()).select_from(Transcript)) == 0


@pytest.mark.parametrize(
    ("minutes", "written"), [(45, "45 min"), (60, "1 h"), (135, "2 h 15 min"), (0, "0 min")]
)
def test_time_is_written_as_people_say_it(minutes: int, written: str) -> None:
    assert time_spent(minutes) == written
