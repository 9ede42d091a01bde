"""Calibration: changes only with a reason, before and after kept, the person reads the outcome later."""

from dataclasses import replace

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.factories_appraisals import Cast, bring_to, fill_in, make_appraisal
from tests.factories_people import appoint, proof_of
from trainer.accounts.models import User
from trainer.appraisals.actions import answering, calibrating, moving, scheduling, signing
from trainer.appraisals.actions.answering import Given
from trainer.appraisals.models import Appraisal, CalibrationChange, CalibrationSession
from trainer.appraisals.queries import calibration, content, forms
from trainer.appraisals.rules.distribution import spread
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable, WrongState
from trainer.extensions import db
from trainer.people.models import Role


@pytest.fixture
def one(cast: Cast) -> Appraisal:
    return make_appraisal(cast, AppraisalStage.CALIBRATION)


@pytest.fixture
def session(cast: Cast, one: Appraisal) -> CalibrationSession:
    made = calibrating.begin(
        one.cycle,
        actor=cast.hr,
        name="Stores",
        held_on=clock.today(),
        managers=[cast.manager.id],
    )
    db.session.commit()
    return made


def test_a_change_takes_a_reason_and_keeps_what_was_before(
    cast: Cast, one: Appraisal, session: CalibrationSession
) -> None:
    line = session.lines[0]
    with pytest.raises(Unacceptable, match="Say why"):
        calibrating.change(line, actor=cast.hr, after=4, reason=" ")
    with pytest.raises(Unacceptable, match="That is the rating it has"):
        calibrating.change(line, actor=cast.hr, after=3, reason="Because.")
    with pytest.raises(Refused):
        calibrating.change(line, actor=cast.manager, after=4, reason="Because.")
    changed = calibrating.change(line, actor=cast.hr, after=4, reason="As at the other stores.")
    assert (changed.before, changed.after) == (3, 4)
    assert calibration.rating_of(one) == 4


def test_the_person_reads_the_outcome_and_why_once_it_is_shared(
    browser: Browser, cast: Cast, one: Appraisal, session: CalibrationSession
) -> None:
    calibrating.change(session.lines[0], actor=cast.hr, after=4, reason="As at other stores.")
    db.session.commit()
    assert "As at other stores." not in browser(cast.person).get(f"/appraisals/{one.id}").html
    calibrating.end(session, actor=cast.hr)
    db.session.commit()
    said = browser(cast.person).get(f"/appraisals/{one.id}").text("main")
    assert "Goes beyond, before that Fully meets" in said
    assert "As at other stores." in said


def test_what_is_over_is_changed_no_more(
    cast: Cast, one: Appraisal, session: CalibrationSession
) -> None:
    calibrating.end(session, actor=cast.hr)
    with pytest.raises(WrongState):
        calibrating.change(session.lines[0], actor=cast.hr, after=4, reason="Too late.")
    assert one.status is AppraisalStage.SHARED


def test_a_change_is_kept_by_the_database_itself(cast: Cast, session: CalibrationSession) -> None:
    calibrating.change(session.lines[0], actor=cast.hr, after=4, reason="As at other stores.")
    with pytest.raises(sa.exc.DatabaseError, match="kept as they were"):
        db.session.execute(sa.update(CalibrationChange).values(after=1))


def test_a_session_through_its_pages(browser: Browser, cast: Cast, one: Appraisal) -> None:
    url = f"/appraisals/cycles/{one.cycle_id}/calibration"
    browser(cast.hr).send(
        url,
        303,
        browser(cast.hr).get(url).form("main form")
        | {"name": "Stores", "managers": str(cast.manager.id)},
    )
    session = db.session.scalars(sa.select(CalibrationSession)).one()
    page = browser(cast.hr).get(f"/appraisals/calibration/{session.id}")
    assert "Nia Bowen" in page.text("main")
    change = f"/appraisals/calibration/lines/{session.lines[0].id}"
    browser(cast.hr).send(change, 303, {"after": "4", "reason": "As at other stores."})
    team = browser(cast.manager).get("/appraisals/team")
    assert team.text(f"main a[href$='/calibration/{session.id}']") == "Stores"
    page = browser(cast.manager).get(f"/appraisals/calibration/{session.id}")
    assert "Fully meets became Goes beyond" in page.text("main")
    assert page.all("main form") == []
    browser(cast.stranger).get(f"/appraisals/calibration/{session.id}", status=404)
    browser(cast.hr).send(f"/appraisals/calibration/{session.id}/end", 303, {})
    assert one.status is AppraisalStage.SHARED


@pytest.fixture
def own(cast: Cast, one: Appraisal) -> Appraisal:
    """What the second line wrote of the manager, handed in for the same session."""
    due = [told for told in scheduling.due(one.cycle)[0] if told.person_id == cast.manager.id]
    scheduling.schedule(one.cycle, due)
    made = db.session.scalars(
        forms.with_people(sa.select(Appraisal)).where(Appraisal.person_id == cast.manager.id)
    ).one()
    line = replace(cast, person=cast.manager, manager=cast.second_line)
    bring_to(made, AppraisalStage.CALIBRATION, line)
    db.session.commit()
    return made


def begin_with_both(cast: Cast, one: Appraisal) -> CalibrationSession:
    both = [cast.manager.id, cast.second_line.id]
    made = calibrating.begin(
        one.cycle, actor=cast.hr, name="Stores", held_on=clock.today(), managers=both
    )
    db.session.commit()
    return made


def test_nobody_reads_their_own_rating_in_a_session(
    browser: Browser, cast: Cast, one: Appraisal, own: Appraisal
) -> None:
    session = begin_with_both(cast, one)
    address = f"/appraisals/calibration/{session.id}"
    appoint(cast.manager, Role.HR)
    for reader, leads in ((cast.manager, True), (cast.second_line, False)):
        page = browser(reader).get(address)
        assert bool(page.all(f"main a[href='/appraisals/{own.id}']")) is not leads
        assert ("Your own appraisal is in this session" in page.text("main")) is leads
    assert "Farida Rahman" in browser(cast.second_line).get(address).text("main")


def test_nobody_changes_their_own_rating(
    browser: Browser, cast: Cast, one: Appraisal, own: Appraisal
) -> None:
    session = begin_with_both(cast, one)
    appoint(cast.manager, Role.HR)
    line = next(told for told in session.lines if told.appraisal_id == own.id)
    with pytest.raises(Refused, match="This is about you"):
        calibrating.change(line, actor=cast.manager, after=4, reason="I am worth it.")
    browser(cast.manager).get(f"/appraisals/calibration/lines/{line.id}", status=404)


def test_who_reads_a_rating_in_a_session_stands_under_the_appraisal_once(
    browser: Browser, cast: Cast, one: Appraisal, own: Appraisal
) -> None:
    session = begin_with_both(cast, one)
    for reader in (cast.hr, cast.manager, cast.second_line) * 2:
        browser(reader).get(f"/appraisals/calibration/{session.id}")
    assert {(told.reader, told.party) for told in forms.readings_of(one)} == {
        (cast.hr, Party.HR),
        (cast.second_line, Party.SECOND_LINE),
    }
    assert len(forms.readings_of(one)) == 2
    assert [told.reader for told in forms.readings_of(own)] == [cast.hr]


def test_what_was_calibrated_is_settled_for_the_manager(browser: Browser, cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.SHARED, calibrates=True)
    page = browser(cast.manager).get(f"/appraisals/{one.id}")
    assert "only HR changes it" in page.text("main")
    assert page.all("main input[name=r-overall-overall]") == []
    known = forms.form_of(one).version_of(cast.manager.id)
    for given in (Given(4, "After all."), Given(None), Given(1)):
        with pytest.raises(Refused):
            answering.save(
                one, actor=cast.manager, known=known, given={("overall", "overall"): given}
            )
    assert calibration.rating_of(one) == 3


def test_what_was_calibrated_counts_after_it_is_handed_over(cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.SHARED, calibrates=True)
    moving.hand_over(one, actor=cast.hr, manager=cast.stranger, second_line=cast.second_line)
    db.session.commit()
    assert calibration.rating_of(one) == 3
    moving.note_meeting(one, actor=cast.stranger, on=clock.today())
    with pytest.raises(Unacceptable, match="no rating yet"):
        sign(one, cast.stranger)
    fill_in(one, cast.stranger)
    sign(one, cast.stranger)
    assert calibration.rating_of(one) == 3


def sign(one: Appraisal, manager: User) -> None:
    seen = content.hash_of(content.content_of(one))
    signing.sign_as_manager(one, actor=manager, proof=proof_of(manager), seen=seen)


def test_of_fewer_than_five_nothing_is_shown() -> None:
    assert spread([1, 2, 3, 4]).counts is None
    assert spread([1, 2, 3, 4, 4]).counts == (1, 1, 1, 2)
