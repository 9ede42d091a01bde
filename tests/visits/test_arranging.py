"""Arranging a visit: who may, what is refused, what is chosen, and how it ends."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_assessments import make_qualification, make_registration
from tests.factories_people import make_holder, make_site
from tests.factories_register import make_admin
from tests.factories_visits import address_of, arrangement, make_code, make_device, make_visit
from tests.factories_witnesses import settings
from trainer.accounts.models import User
from trainer.audit.models import LedgerEntry
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.extensions import db
from trainer.notifications.models import Notice, OutboxItem, Task
from trainer.people.models import Role
from trainer.registrations.models import Registration
from trainer.visits.actions import arranging
from trainer.visits.links import token_of
from trainer.visits.models import Visit, VisitKind, VisitStanding

TOMORROW = timedelta(days=1)


@pytest.fixture
def registration(ada: User, ben: User) -> Registration:
    return make_registration(ada, ben, make_user("Cleo Assurer"))


def told(person: User) -> str:
    return " ".join(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def test_an_administrator_arranges_a_visit(browser: Browser, registration: Registration) -> None:
    tess, colleague = make_admin(), make_admin("Ann Administrator")
    page = browser(tess).get("/visits/new")
    day = clock.today() + TOMORROW
    sent = page.form() | {
        "awarding_organisation": "Northern Awards",
        "kind": "on_site",
        "eqa_name": "Nia Verifier",
        "eqa_organisation": "Northern Awards",
        "eqa_email": "nia@example.org",
        "starts_on": day.isoformat(),
        "ends_on": f"{day + TOMORROW:%d/%m/%Y}",
        "qualifications": registration.version.qualification_id,
        "people": tess.id,
    }
    browser(tess).send("/visits/new", 303, sent)
    visit = db.session.scalars(sa.select(Visit)).one()
    assert (visit.kind, visit.standing) == (VisitKind.ON_SITE, VisitStanding.PLANNED)
    assert [one.qualification_id for one in visit.qualifications] == [
        registration.version.qualification_id
    ]
    assert (visit.sites, visit.people[0].person) == ([], tess)
    assert "Nia Verifier" in told(colleague)
    assert not told(tess)
    assert db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.INVITE_EQA)
    ).one().payload == {"visit_id": visit.id, "salt": visit.salt}
    assert "VisitArranged" in db.session.scalars(sa.select(LedgerEntry.kind)).all()
    shown = browser(tess).get(f"/visits/{visit.id}")
    for words in ("Northern Awards", "All sites", "Tess Administrator", "Service at the counter"):
        assert words in shown.text("main")
    listed = browser(tess).get("/visits")
    assert "Planned" in listed.text("main table")


@pytest.mark.parametrize("role", [Role.TRAINING_ADMIN, Role.IQA])
def test_who_serves_every_site_arranges(registration: Registration, role: Role) -> None:
    visit = make_visit(registration, actor=make_holder("Gwen", role))
    assert visit.arranged_by.name == "Gwen"


def test_nobody_else_sees_or_arranges_any(browser: Browser, registration: Registration) -> None:
    visit = make_visit(registration)
    site = make_site("Mill Lane", "ML")
    for person in (
        registration.learner,
        registration.assessor,
        make_holder("Hana", Role.HR),
        make_holder("Sue", Role.TRAINING_ADMIN, site=site),
    ):
        browser(person).get("/visits", status=404)
        browser(person).get("/visits/new", status=404)
        browser(person).get(f"/visits/{visit.id}", status=404)
        with pytest.raises(Refused):
            arranging.arrange(arrangement(), actor=person, config=settings())


@pytest.mark.parametrize(
    ("field", "wrong"),
    [
        ("starts_on", -TOMORROW),
        ("ends_on", -TOMORROW),
        ("ends_on", 92 * TOMORROW),
        ("qualifications", []),
        ("eqa_email", "Ada.Works@example.com"),
    ],
)
def test_what_can_not_be_arranged(registration: Registration, field: str, wrong: Any) -> None:
    registration.learner.email = "ada.works@example.com"
    db.session.commit()
    asked: dict[str, Any] = {"qualifications": [registration.version.qualification_id]}
    asked[field] = clock.today() + wrong if isinstance(wrong, timedelta) else wrong
    with pytest.raises(Unacceptable) as refused:
        arranging.arrange(arrangement(**asked), actor=make_admin(), config=settings())
    assert refused.value.field == field


def test_it_is_changed_until_it_is_opened(browser: Browser, registration: Registration) -> None:
    visit = make_visit(registration, starts_on=clock.today() + TOMORROW)
    tess, before = visit.arranged_by, address_of(visit)
    make_code(visit)
    sent = browser(tess).get(f"/visits/{visit.id}/change").form()
    assert sent["awarding_organisation"] == "Northern Awards"
    award = make_qualification(title="Another award")
    make_registration(
        make_user(), registration.assessor, make_user(), version=award, on_register=False
    )
    other = award.qualification_id
    changed = sent | {"eqa_email": "owen@example.org", "qualifications": other}
    browser(tess).send(f"/visits/{visit.id}/change", 303, changed)
    db.session.refresh(visit)
    assert address_of(visit) != before
    assert visit.code_hash is None
    assert not visit.portfolios, "what it is not about any more can't stay chosen"
    visit.starts_on = clock.today()
    db.session.commit()
    offered = arranging.choose(visit, actor=tess, shown=[registration.id], chosen=[])
    assert not offered.added, "it begins today, and may still be arranged"
    make_device(visit)
    assert "has been opened" in browser(tess).get(f"/visits/{visit.id}/change").text("main")
    with pytest.raises(Refused):
        arranging.change(visit, arrangement(), actor=tess, config=settings())
    with pytest.raises(Refused):
        arranging.choose(visit, actor=tess, shown=[registration.id], chosen=[registration.id])


def test_portfolios_are_searched_and_ticked(
    browser: Browser, registration: Registration, ben: User
) -> None:
    visit = make_visit(also=(registration.version.qualification_id,))
    visit.starts_on = clock.today() + TOMORROW
    other = make_registration(
        make_user("Olu Other"), ben, registration.iqa, version=registration.version
    )
    tess, url = visit.arranged_by, f"/visits/{visit.id}/portfolios"
    page = browser(tess).get(url)
    assert "Ada Trainee" in page.text("main")
    assert "Olu Other" in page.text("main")
    narrowed = browser(tess).get(f"{url}?words=olu")
    assert "Ada Trainee" not in narrowed.text("main")
    ticked = narrowed.form('main form[method="post"]') | {"chosen": other.id}
    browser(tess).send(f"{url}?words=olu", 303, ticked)
    assert [one.registration for one in visit.portfolios] == [other]
    assert "will read your portfolio" in told(other.learner)
    assert not told(registration.learner)
    ada = {"shown": registration.id, "chosen": registration.id}
    browser(tess).send(url, 303, ada)
    assert {one.registration for one in visit.portfolios} == {other, registration}
    browser(tess).send(url, 303, {"shown": other.id})
    assert [one.registration for one in visit.portfolios] == [registration]


def test_what_is_not_in_scope_can_not_be_chosen(registration: Registration, ben: User) -> None:
    visit = make_visit(registration, starts_on=clock.today() + TOMORROW)
    stranger = make_registration(make_user("Liv Stranger"), ben, registration.iqa)
    with pytest.raises(Unacceptable):
        arranging.choose(visit, actor=visit.arranged_by, shown=[stranger.id], chosen=[stranger.id])


def test_it_is_ended_once_and_for_good(browser: Browser, registration: Registration) -> None:
    visit = make_visit(registration)
    tess = visit.arranged_by
    browser(tess).get(f"/visits/{visit.id}/end")
    browser(tess).post(f"/visits/{visit.id}/end")
    db.session.refresh(visit)
    assert visit.standing is VisitStanding.ENDED
    assert "Ended early" in browser(tess).get(f"/visits/{visit.id}").text("main")
    browser(tess).post(f"/visits/{visit.id}/end", 403)
    browser(tess).post(f"/visits/{visit.id}/code", 403)
    browser(tess).post(f"/visits/{visit.id}/link", 403)


def test_a_visit_that_is_over_stays_so(registration: Registration) -> None:
    visit = make_visit(registration, starts_on=clock.today() - 2 * TOMORROW)
    visit.ends_on = clock.today() - TOMORROW
    assert visit.standing is VisitStanding.OVER
    with pytest.raises(Refused):
        arranging.end(visit, actor=visit.arranged_by)
    with pytest.raises(Refused):
        arranging.end(visit, actor=None)


def test_the_database_holds_neither_link_nor_code(registration: Registration) -> None:
    visit = make_visit(registration)
    code = make_code(visit)
    token = token_of(settings().secret_key, visit.salt)
    connection = db.session.connection()
    for name in db.metadata.tables:
        for row in connection.exec_driver_sql(f"SELECT * FROM {name}").all():
            assert token not in repr(row), name
            assert code not in repr(row), name
            assert code.replace(" ", "") not in repr(row), name


def test_lists_take_a_fixed_number_of_statements(
    browser: Browser, registration: Registration, count_queries: CountQueries
) -> None:
    visits = [make_visit(registration) for _visit in range(4)]
    tess = visits[0].arranged_by
    browser(tess).get("/visits")
    for url, most in (
        ("/visits", 8),
        (f"/visits/{visits[0].id}", 20),
        (f"/visits/{visits[0].id}/portfolios", 14),
        (f"/visits/{visits[0].id}/opened", 14),
    ):
        with count_queries() as statements:
            browser(tess).get(url)
        assert len(statements) <= most, f"{url}: {len(statements)}"
