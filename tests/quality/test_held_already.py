"""Looking into a unit that is held already: its proof is asked about, not evidence never sent."""

import pytest

from tests.browsing import Browser
from tests.factories_assessments import make_registration, status_of
from tests.factories_credit import make_credit
from tests.factories_looks import FOUND, answers, asked_of, look_at, pick_of
from tests.factories_sampling import ALL_OF_THEM, make_sample
from trainer.accounts.models import User
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.quality import actions
from trainer.quality.questions import OF_PROOF, QUESTIONS
from trainer.registrations.models import UnitStatus


def test_a_unit_held_already_is_asked_about_its_proof(
    ada: User, ben: User, cleo: User, browser: Browser
) -> None:
    unit = make_registration(ada, ben, cleo).units[0]
    make_credit(unit, actor=ben)
    make_sample([unit], cleo, ALL_OF_THEM)
    db.session.commit()
    pick = pick_of(unit)
    asked = browser(cleo).get(f"/quality/samples/{pick.id}").text("#look")
    assert "proof of the earlier achievement" in asked
    assert "Sufficient" not in asked
    about_evidence = {one.name: {"answer": "yes"} for one in QUESTIONS}
    given = look_at(pick, cleo, about_evidence)
    with pytest.raises(Unacceptable, match="Answer every question"):
        actions.agree(pick, **given)
    look = actions.agree(pick, **look_at(pick, cleo))
    assert set(look.answers) == {one.name for one in OF_PROOF}
    assert status_of(unit) is UnitStatus.ACHIEVED


def test_proof_that_does_not_do_ends_the_credit(ada: User, ben: User, cleo: User) -> None:
    unit = make_registration(ada, ben, cleo).units[0]
    make_credit(unit, actor=ben)
    make_sample([unit], cleo, ALL_OF_THEM)
    pick = pick_of(unit)
    given = look_at(pick, cleo, answers(still_holds="no"))
    with pytest.raises(Unacceptable, match="answered a question with no"):
        actions.agree(pick, **given)
    actions.disagree(pick, **given, asked=asked_of(ben), note=FOUND, criteria=[])
    assert status_of(unit) is UnitStatus.NOT_STARTED
