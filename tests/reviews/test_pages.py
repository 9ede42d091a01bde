"""The pages of reviews, and where else they are told of."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import PASSWORD, make_user
from tests.factories_certificates import make_administrator
from tests.factories_looks import disagree, look_at, pick_of
from tests.factories_people import make_holder
from tests.factories_reviews import achieve_again, award, make_released, make_review
from tests.factories_sampling import ALL_OF_THEM, make_sample, make_waiting
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.people.models import Role
from trainer.reviews.models import AwardOutcome, Review
from trainer.sampling.actions.looking import note_same_fault

LIST = 10


@pytest.fixture
def tess(app: object) -> User:
    return make_administrator(password=PASSWORD)


@pytest.fixture
def review(ada: User, ben: User, cleo: User, tess: User) -> Review:
    return make_review(ada, ben, cleo, by=tess)


def test_an_administrator_is_pointed_to_it_and_lets_it_stand(
    review: Review, tess: User, browser: Browser
) -> None:
    assert "Say what becomes of 1 award under review" in browser(tess).get("/admin").text("main")
    listed = browser(tess).get("/reviews/").text("tbody")
    assert review.certificate is not None
    assert review.certificate.number in listed
    where = f"/reviews/{review.id}"
    assert "is not achieved again yet" in browser(tess).get(where).text("main")
    achieve_again(review.unit_assessment)
    page = browser(tess).get(f"{where}/stands")
    browser(tess).post(f"{where}/stands", status=422, **page.form() | {"reason": ""})
    given = {"reason": "Shown anew.", "password": PASSWORD}
    browser(tess).post(f"{where}/stands", **page.form() | given)
    assert review.outcome is AwardOutcome.STANDS
    assert "Shown anew." in browser(tess).get(where).text("main")
    assert "Nothing is under review" in browser(tess).get("/reviews/").text("main")
    assert "It stands" in browser(tess).get("/reviews/?settled=1").text("tbody")


def test_the_certificates_own_page_and_the_register_say_so_and_strangers_are_not_told(
    review: Review, ada: User, tess: User, browser: Browser
) -> None:
    certificate = review.certificate
    assert certificate is not None
    where = f"/certificates/{certificate.id}"
    assert "Under review" in browser(ada).get(where).text("main")
    assert f"/reviews/{review.id}" not in browser(ada).get(where).html
    assert f"/reviews/{review.id}" in browser(tess).get(where).html
    assert "Under review" in browser(tess).get("/certificates").text("tbody")
    assert "review" not in browser(None).get(f"/v/{certificate.code}").text("main").lower()


def test_a_claim_says_so_on_the_page_of_its_registration(
    ada: User, ben: User, cleo: User, tess: User, browser: Browser
) -> None:
    review = make_review(ada, ben, cleo, "claim", by=tess)
    where = f"/registrations/{review.unit_assessment.registration_id}"
    assert "Under review" in browser(tess).get(where).text("main")
    page = browser(tess).get(f"/reviews/{review.id}/told")
    given = {"reason": "Told by letter.", "password": PASSWORD}
    browser(tess).post(f"/reviews/{review.id}/told", **page.form() | given)
    assert "They were told" in browser(tess).get(where).text("main")


def test_before_disagreeing_it_is_said_what_rests_on_the_unit(
    ada: User, ben: User, cleo: User, tess: User, browser: Browser
) -> None:
    registration = make_released(ada, ben, cleo)
    award(registration, "certificate", tess)
    award(registration, "claim", tess)
    [other] = make_waiting(1, ben, cleo)
    make_sample([other], cleo, ALL_OF_THEM)
    note_same_fault(disagree(pick_of(other), cleo), registration.units)
    db.session.commit()
    pick = pick_of(registration.units[0])
    look_at(pick, cleo)
    db.session.commit()
    told = browser(cleo).get(f"/quality/samples/{pick.id}/decide/disagreed").text("main")
    assert "An award rests on this unit" in told
    assert "Claim of" in told
    assert "Certificate" in told


def test_another_takes_it_on(review: Review, browser: Browser) -> None:
    ann = make_administrator("Ann Other")
    browser(ann).post(f"/reviews/{review.id}/take-on")
    assert review.owner == ann


@pytest.mark.parametrize("role", [Role.ASSESSOR, Role.HR, Role.SYSTEM_ADMIN])
def test_an_outsider_is_not_told_it_exists(review: Review, role: Role, browser: Browser) -> None:
    eve = make_holder("Eve Outsider", role)
    browser(eve).get(f"/reviews/{review.id}", status=404)
    browser(eve).get("/reviews/", status=404)


@pytest.mark.parametrize("count", [1, 4])
def test_the_list_takes_no_more_statements_for_more_reviews(
    count: int,
    ben: User,
    cleo: User,
    tess: User,
    browser: Browser,
    count_queries: CountQueries,
) -> None:
    for number in range(count):
        make_review(make_user(f"Learner {number}"), ben, cleo, by=tess)
    visitor = browser(tess)
    visitor.get("/reviews/")
    with count_queries() as statements:
        visitor.get("/reviews/")
    assert len(statements) <= LIST, statements
