"""An action becomes a thing of its own, and its state follows that thing by itself."""

import pytest
import sqlalchemy as sa
import time_machine

from tests.browsing import Browser
from tests.factories import make_user
from tests.factories_certificates import make_administrator, make_complete, make_version
from tests.factories_courses import make_session
from tests.factories_development import make_agreed, make_pair
from tests.factories_people import make_placement, make_site
from tests.factories_planning import make_plan
from tests.factories_register import make_admin
from tests.factories_registrations import make_registration
from tests.factories_training import make_holding, make_skill
from trainer.accounts.models import User
from trainer.core.errors import Refused, Unacceptable
from trainer.courses.actions import attending
from trainer.courses.actions import booking as places
from trainer.courses.models import Booking
from trainer.development.actions import doing
from trainer.development.models import DevelopmentAction
from trainer.development.queries.listing import lines
from trainer.development.queries.things import Thing
from trainer.development.rules.standing import DevelopmentStanding
from trainer.extensions import db
from trainer.logs.models import EvidenceStatus, Item
from trainer.needs.models import Need, NeedStatus
from trainer.pairs import actions as pairs
from trainer.pairs.models import CoachingPair
from trainer.planning import actions as planning
from trainer.registrations.models import RegistrationStatus, UnitStatus

_S = DevelopmentStanding


@pytest.fixture(autouse=True)
def line(ada: User, cleo: User) -> None:
    make_placement(ada, manager=cleo, site=make_site("Quay Street"))


@pytest.fixture
def action(ada: User, cleo: User, line: None) -> DevelopmentAction:
    return make_agreed(ada, cleo)


def stands(action: DevelopmentAction) -> DevelopmentStanding:
    db.session.flush()
    return lines([action])[0].standing


def thing(action: DevelopmentAction) -> Thing:
    found = lines([action])[0].thing
    assert found is not None
    return found


def test_a_place_in_a_course(action: DevelopmentAction, ada: User, browser: Browser) -> None:
    tess = make_administrator("Tess Trains")
    session = make_session(tess)
    page = browser(ada).get(f"/development/{action.id}/how")
    form = page.form(f"form[action='/development/{action.id}/book']")
    browser(ada).send(
        f"/development/{action.id}/book", 303, form | {"book-session": str(session.id)}
    )
    booking = db.session.scalars(sa.select(Booking)).one()
    assert action.booking_id == booking.id
    assert stands(action) is _S.UNDER_WAY
    shown = browser(ada).get(f"/development/{action.id}").text("main")
    assert "Calming an angry customer" in shown

    places.cancel(booking, actor=ada)
    assert stands(action) is _S.FELL_THROUGH
    assert "Choose another way" in browser(ada).get(f"/development/{action.id}").text("main")

    doing.book(action, actor=ada, session=session)
    again = db.session.get_one(Booking, action.booking_id)
    with time_machine.travel(session.starts_at, tick=False):
        attending.close_register(session, actor=tess, present=[again.id])
    assert stands(action) is _S.DONE
    attending.put_right(again, actor=tess, reason="It was somebody else.")
    assert stands(action) is _S.FELL_THROUGH


def test_a_manager_books_for_their_own(action: DevelopmentAction, cleo: User) -> None:
    session = make_session(make_administrator("Tess Trains"))
    doing.book(action, actor=cleo, session=session)
    assert stands(action) is _S.UNDER_WAY


def test_a_skill_asked_for(action: DevelopmentAction, ada: User, browser: Browser) -> None:
    skill = make_skill()
    page = browser(ada).get(f"/development/{action.id}/how")
    form = page.form(f"form[action='/development/{action.id}/training']")
    answer = browser(ada).send(f"/development/{action.id}/training", 422, form)
    assert "Choose a skill, or enter the code of a unit." in answer.text("main")
    browser(ada).send(
        f"/development/{action.id}/training", 303, form | {"training-skill": str(skill.id)}
    )
    need = db.session.scalars(sa.select(Need)).one()
    assert (need.person, need.skill, need.wanted_by) == (ada, skill, action.due_on)
    assert stands(action) is _S.TO_DO
    make_holding(ada, skill)
    assert need.status is NeedStatus.MET
    assert stands(action) is _S.DONE


def test_a_unit_asked_for_follows_its_assessment(
    action: DevelopmentAction, ada: User, browser: Browser
) -> None:
    version = make_version(units=1)
    unit = version.groups[0].members[0].unit_version
    page = browser(ada).get(f"/development/{action.id}/how")
    form = page.form(f"form[action='/development/{action.id}/training']")
    answer = browser(ada).send(
        f"/development/{action.id}/training", 422, form | {"training-unit": "X/1"}
    )
    assert "No published unit has this code." in answer.text("main")
    browser(ada).send(
        f"/development/{action.id}/training", 303, form | {"training-unit": unit.code.lower()}
    )
    assert stands(action) is _S.TO_DO
    registration = make_complete(ada, version=version)
    assessed = registration.units[0]
    assert stands(action) is _S.DONE
    assessed.move_to(UnitStatus.IN_PROGRESS)
    assessed.achieved_on = None
    assert stands(action) is _S.UNDER_WAY
    assert thing(action).path == f"/qualifications/{registration.id}"


def test_a_qualification_under_way(action: DevelopmentAction, ada: User, browser: Browser) -> None:
    registration = make_registration(ada)
    page = browser(ada).get(f"/development/{action.id}/how")
    form = page.form(f"form[action='/development/{action.id}/follow']")
    form |= {"follow-thing": f"registration_id:{registration.id}"}
    browser(ada).send(f"/development/{action.id}/follow", 303, form)
    assert action.registration_id == registration.id
    assert stands(action) in {_S.TO_DO, _S.UNDER_WAY}
    registration.status = RegistrationStatus.CERTIFICATED
    assert stands(action) is _S.DONE
    registration.status = RegistrationStatus.LAPSED
    assert stands(action) is _S.FELL_THROUGH


def test_an_assessment_that_was_planned(action: DevelopmentAction, ada: User) -> None:
    registration = make_registration(ada)
    plan = make_plan(registration, agreed=True)
    doing.follow(action, actor=ada, link="plan_id", thing_id=plan.id)
    assert stands(action) is _S.UNDER_WAY
    planning.cancel(plan, actor=registration.assessor, reason="Ill")
    assert stands(action) is _S.FELL_THROUGH


def test_only_what_is_ones_own_and_under_way_is_followed(
    action: DevelopmentAction, ada: User, eve: User, ben: User
) -> None:
    others = make_pair(eve, ben)
    over = make_pair(ada, ben)
    pairs.stop(over, actor=ada, words="No time")
    for one in (others, over):
        with pytest.raises(Unacceptable):
            doing.follow(action, actor=ada, link="pair_id", thing_id=one.id)


def test_an_entry_in_the_log(
    action: DevelopmentAction, ada: User, cleo: User, browser: Browser
) -> None:
    page = browser(ada).get(f"/development/{action.id}/how")
    form = page.form(f"form[action='/development/{action.id}/write']")
    browser(ada).send(f"/development/{action.id}/write", 303, form)
    item = db.session.scalars(sa.select(Item)).one()
    assert (item.owner, action.item_id) == (ada, item.id)
    assert stands(action) is _S.UNDER_WAY
    item.move_to(EvidenceStatus.SUBMITTED)
    assert stands(action) is _S.DONE
    title = item.revisions[0].title
    item.revisions[0].title = "What only I read"
    db.session.commit()
    assert title == action.action
    assert "What only I read" in browser(ada).get(f"/development/{action.id}").text("main")
    seen = browser(cleo).get(f"/development/{action.id}").text("main")
    assert "What only I read" not in seen
    assert "An entry in their log" in seen
    with pytest.raises(Unacceptable, match="Only Ada"):
        doing.write_about(action, actor=cleo)


def test_a_colleague_who_coaches(
    action: DevelopmentAction, ada: User, ben: User, browser: Browser
) -> None:
    page = browser(ada).get(f"/development/{action.id}/how")
    form = page.form(f"form[action='/development/{action.id}/coach']")
    for typed, words in (("nobody", "Nobody who works here"), (ada.staff_number, "themselves")):
        answer = browser(ada).send(
            f"/development/{action.id}/coach", 422, form | {"coach-coach": typed}
        )
        assert words in answer.text("main")
        form = answer.form(f"form[action='/development/{action.id}/coach']")
    browser(ada).send(
        f"/development/{action.id}/coach", 303, form | {"coach-coach": ben.staff_number}
    )
    assert thing(action).title == "Coaching by Ben Assessor"
    assert stands(action) is _S.TO_DO
    found = db.session.scalars(sa.select(CoachingPair)).one()
    pairs.agree(found, actor=ben)
    assert stands(action) is _S.UNDER_WAY
    pairs.end(found, actor=ben, words="She is calm.")
    assert stands(action) is _S.DONE


def test_by_hand_and_back(action: DevelopmentAction, ada: User) -> None:
    doing.finish(action, actor=ada)
    assert stands(action) is _S.DONE
    doing.set_free(action, actor=ada)
    assert stands(action) is _S.TO_DO
    action.pair_id = make_pair(ada, make_user("Coach")).id
    with pytest.raises(Unacceptable):
        doing.finish(action, actor=ada)


def test_strangers_choose_nothing(action: DevelopmentAction, eve: User, browser: Browser) -> None:
    browser(eve).get(f"/development/{action.id}/how", 404)
    browser(eve).post(f"/development/{action.id}/done", 404)
    with pytest.raises(Refused):
        doing.finish(action, actor=make_admin())
