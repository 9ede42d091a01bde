"""The pack of a visit: what it says, for whom, and that the worker makes it."""

import io
from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories import make_user
from tests.factories_assessments import (
    judge,
    make_registration,
    make_submission,
)
from tests.factories_certificates import make_complete
from tests.factories_claims import make_claim
from tests.factories_people import make_holder
from tests.factories_register import make_admin
from tests.factories_standardisation import make_assessors, make_exercise, say, send
from tests.factories_visits import address_of, let_in, make_visit
from tests.factories_witnesses import settings
from trainer import work
from trainer.accounts.models import User
from trainer.core import clock
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.people.models import Role
from trainer.points.actions import raise_point
from trainer.registrations.models import Registration
from trainer.standardisation.actions import judging
from trainer.visits import tasks
from trainer.visits.actions import packing
from trainer.visits.models import Visit, VisitPack, VisitPackStatus
from trainer.visits.sections import Gathered, parts_of


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


@pytest.fixture
def registration(ada: User, ben: User) -> Registration:
    return make_registration(ada, ben, make_user("Cleo Assurer"))


@pytest.fixture
def visit(registration: Registration) -> Visit:
    submission = make_submission(registration)
    judge(submission, registration.units[0].unit_version.criteria)
    return make_visit(registration)


def said(visit: Visit, reader: User) -> dict[str, str]:
    """What each part says, by the name of its sheet."""
    return {
        one.name: " ".join(" ".join(row) for row in one.rows)
        for one in parts_of(Gathered(visit, reader, settings()))
    }


def test_it_is_asked_for_made_and_saved(browser: Browser, visit: Visit, renderer: Renders) -> None:
    raise_point(
        visit,
        actor=visit.arranged_by,
        what="=Standardise before the next claim.",
        owner=visit.arranged_by,
        due_on=clock.today(),
    )
    db.session.commit()
    let_in(browser, visit).get(address_of(visit, "/overview"))
    tess = browser(visit.arranged_by)
    sent = tess.get(f"/visits/{visit.id}").form(f'form[action="/visits/{visit.id}/packs"]')
    tess.send(f"/visits/{visit.id}/packs", 303, sent)
    pack = db.session.scalars(sa.select(VisitPack)).one()
    assert "being made" in tess.get(f"/visits/packs/{pack.id}").text("main")
    tess.get(f"/visits/packs/{pack.id}/paper", 404)
    told: list[tuple[int, int]] = []
    tasks.make_pack(pack.id, settings(), renderer, lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == list(range(1, told[0][1]))
    assert pack.status is VisitPackStatus.READY
    assert "Save the PDF" in tess.get(f"/visits/packs/{pack.id}").text("main")
    paper = tess.client.get(f"/visits/packs/{pack.id}/paper").data
    for expected in ("Northern Awards", "Ada Trainee", "Register", "Standardise before"):
        assert expected in " ".join(words(paper))
    book = load_workbook(
        io.BytesIO(tess.client.get(f"/visits/packs/{pack.id}/workbook").data), read_only=True
    )
    assert book.sheetnames == [
        *("Register", "Registrations", "Actions"),
        *("Portfolios, units", "Portfolios, evidence", "Opened"),
    ], "parts with nothing in them are left out"
    rows = list(book["Actions"].iter_rows(values_only=True))
    assert rows[1][0] == "=Standardise before the next claim."
    assert book["Actions"]["A2"].data_type == "s"


def test_every_part_stays_in_scope(visit: Visit, registration: Registration, ben: User) -> None:
    stranger = make_registration(make_user("Liv Stranger"), ben, registration.iqa)
    make_submission(stranger)
    other = make_registration(
        make_user("Olu Other"), ben, registration.iqa, version=registration.version
    )
    make_submission(other)
    found = said(visit, visit.arranged_by)
    assert "Liv Stranger" not in " ".join(found.values())
    assert "Olu Other" in found["Registrations"]
    assert "Olu Other" not in found["Portfolios, units"] + found["Portfolios, evidence"]
    assert "Ada Trainee E001" in found["Portfolios, evidence"]


def test_titles_are_only_for_who_may_read_them(visit: Visit, registration: Registration) -> None:
    assert "The kettle" not in said(visit, visit.arranged_by)["Portfolios, evidence"]
    assert "The kettle" in said(visit, registration.iqa)["Portfolios, evidence"]


def test_it_is_for_who_asked_alone(browser: Browser, visit: Visit) -> None:
    pack = packing.ask_for_pack(visit, actor=visit.arranged_by)
    db.session.commit()
    browser(visit.arranged_by).get(f"/visits/packs/{pack.id}")
    browser(make_admin("Ann Administrator")).get(f"/visits/packs/{pack.id}", 404)
    hana = browser(make_holder("Hana", Role.HR))
    hana.post(f"/visits/{visit.id}/packs", 404)


def test_nobody_gets_one_who_may_arrange_visits_no_more(visit: Visit, renderer: Renders) -> None:
    pack = packing.ask_for_pack(visit, actor=visit.arranged_by)
    for appointment in visit.arranged_by.appointments:
        appointment.ends_on = clock.today()
    db.session.commit()
    with pytest.raises(tasks.NotTheirsAnyMore):
        tasks.make_pack(pack.id, settings(), renderer, lambda _done, _all: None)
    tasks.give_up_on_pack(pack.id)
    assert pack.status is VisitPackStatus.FAILED


def test_it_is_kept_for_two_days(visit: Visit) -> None:
    pack = packing.ask_for_pack(visit, actor=visit.arranged_by)
    packing.drop_old_packs()
    assert db.session.scalars(sa.select(VisitPack)).all() == [pack]
    pack.asked_at -= packing.KEPT + timedelta(minutes=1)
    db.session.flush()
    packing.drop_old_packs()
    assert db.session.scalars(sa.select(VisitPack)).all() == []


def test_claims_and_exercises_are_in_it(ada: User) -> None:
    registration = make_complete(ada)
    make_claim(registration)
    submission = make_submission(
        make_registration(make_user(), make_user(), make_user(), version=registration.version)
    )
    exercise = make_exercise(submission)
    assessors = make_assessors(submission, make_user(), make_user())
    send(exercise, assessors)
    for person, met in zip(assessors, (True, False), strict=True):
        say(exercise, person, *[met] * len(submission.revision.links))
    judging.open_results(exercise, actor=exercise.lead)
    visit = make_visit(registration)
    found = said(visit, visit.arranged_by)
    assert ada.name in found["Claims"]
    assert exercise.title in found["Standardisation"]
    assert "0%" in found["Standardisation"]
