"""A training administrator puts a cohort together, looks it through and has it registered."""

import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_catalogue import make_version
from tests.factories_people import make_placement, make_site, make_team
from tests.factories_register import make_admin, make_assessor, make_iqa
from trainer.accounts.models import User
from trainer.cohorts.actions import preparing
from trainer.cohorts.models import Cohort
from trainer.cohorts.tasks import register_cohort
from trainer.extensions import db
from trainer.registrations.models import Registration

BASE = "/registrations/cohorts"


def only_cohort() -> Cohort:
    return db.session.scalars(sa.select(Cohort)).one()


def test_from_a_list_of_numbers_to_registered_learners(browser: Browser, ada: User) -> None:
    tess, version = make_admin(), make_version()
    site = make_site()
    team = make_team(site, "Late shift")
    make_placement(ada, site=site, team=team)
    others = [make_user("Bo First"), make_user("Cy Second")]
    assessor, iqa = make_assessor(version.qualification), make_iqa(version.qualification)
    visitor = browser(tess)
    visitor.send(f"{BASE}/new", 303, {"name": "Spring", "version": str(version.id)})
    cohort = only_cohort()

    lines = "\n".join(one.staff_number for one in others)
    wrong = visitor.send(f"{BASE}/{cohort.id}/people", 422, {"lines": f"{lines}\nzz9", "team": "0"})
    assert "Nobody at work here is “zz9”." in wrong.text("main")
    visitor.send(f"{BASE}/{cohort.id}/people", 303, {"lines": lines, "team": str(team.id)})
    assert [one.learner for one in only_cohort().members] == [*others, ada]

    page = visitor.get(f"{BASE}/{cohort.id}")
    assert "First choose who assesses" in page.text("main")
    given = visitor.get(f"{BASE}/{cohort.id}/arrangement").form('form[action$="/arrangement"]')
    given |= {"assessors": str(assessor.id), "iqa": str(iqa.id), "units": "SM-2"}
    visitor.send(f"{BASE}/{cohort.id}/arrangement", 303, given)
    page = visitor.get(f"{BASE}/{cohort.id}")
    assert "Nothing stands in anybody’s way" in page.text("main")

    visitor.send(
        f"{BASE}/{cohort.id}/register", 303, page.form(f'form[action$="{cohort.id}/register"]')
    )
    page = visitor.get(f"{BASE}/{cohort.id}")
    assert page.one("#cohort").get("data-follow") == "#cohort-said"
    assert "0 of 3 registered" in page.text("main")
    register_cohort(cohort.id)
    page = visitor.get(f"{BASE}/{cohort.id}")
    assert page.one("#cohort").get("data-follow") is None
    assert "Everybody is registered and can start." in page.text("main")
    assert db.session.query(Registration).count() == 3


def test_one_gets_another_assessor_or_is_taken_out(browser: Browser) -> None:
    tess, version = make_admin(), make_version()
    first = make_assessor(version.qualification)
    second = make_assessor(version.qualification, make_user("Dora Second"))
    cohort = preparing.begin(actor=tess, name="Spring", version=version)
    preparing.add(cohort, actor=tess, lines=[make_user("Bo First").staff_number])
    preparing.arrange(
        cohort, actor=tess, iqa=make_iqa(version.qualification), assessors=[first], units=["SM-2"]
    )
    db.session.commit()
    member = cohort.members[0]
    address = f"{BASE}/{cohort.id}/people/{member.id}"
    browser(tess).post(address, assessor=str(second.id))
    assert db.session.get_one(type(member), member.id).assessor == second
    browser(tess).post(f"{address}/remove")
    assert only_cohort().members == []


def test_the_button_counts_those_who_can_be_registered(browser: Browser, ada: User) -> None:
    tess, version = make_admin(), make_version()
    cohort = preparing.begin(actor=tess, name="Spring", version=version)
    people = [ada, make_user("Bo First")]
    preparing.add(cohort, actor=tess, lines=[one.staff_number for one in people])
    assessors = [make_assessor(version.qualification)]
    iqa = make_iqa(version.qualification)
    preparing.arrange(cohort, actor=tess, iqa=iqa, assessors=assessors, units=["SM-2"])
    db.session.commit()
    address, visitor = f"{BASE}/{cohort.id}", browser(tess)
    assert "Register 2 learners" in visitor.get(address).text("main")
    ada.active = False
    db.session.commit()
    some = visitor.get(address).text("main")
    assert "Something stands in the way of 1 of them" in some
    assert "Register 1 learner" in some
    people[1].active = False
    db.session.commit()
    page = visitor.get(address)
    assert "stands in the way of each of them" in page.text("main")
    assert not page.all(f'form[action$="{cohort.id}/register"] button')


def test_pages_take_few_statements_however_many_are_in_it(
    browser: Browser, count_queries: CountQueries
) -> None:
    tess, version = make_admin(), make_version()
    cohort = preparing.begin(actor=tess, name="Spring", version=version)
    people = [make_user(f"Learner Number{one}") for one in range(30)]
    preparing.add(cohort, actor=tess, lines=[one.staff_number for one in people])
    preparing.arrange(
        cohort,
        actor=tess,
        iqa=make_iqa(version.qualification),
        assessors=[make_assessor(version.qualification)],
        units=["SM-2"],
        awarding=version.numbers[0],
    )
    db.session.commit()
    visitor = browser(tess)
    visitor.get(BASE)
    for address, most in ((BASE, 8), (f"{BASE}/{cohort.id}", 14)):
        with count_queries() as statements:
            visitor.get(address)
        assert len(statements) <= most, "\n".join(statements)
