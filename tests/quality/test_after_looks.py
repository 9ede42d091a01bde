"""After a look: who else may share the fault, and what the two of them write about it."""

import pytest

from tests.factories import make_user
from tests.factories_assessments import make_registration, make_waiting_for_iqa
from tests.factories_looks import disagree, look_at, pick_of
from trainer.accounts.models import User
from trainer.core.errors import Refused, Unacceptable
from trainer.quality import actions
from trainer.registrations.models import UnitAssessment
from trainer.sampling.models import PickStatus


def test_it_is_said_who_else_may_share_the_fault(
    picked: list[UnitAssessment], ben: User, cleo: User
) -> None:
    first, second = picked
    look = disagree(pick_of(first), cleo)
    actions.agree(pick_of(second), **look_at(pick_of(second), cleo))
    with pytest.raises(Unacceptable, match="Tick what may share"):
        actions.seek_others(look, actor=cleo, units=[])
    actions.seek_others(look, actor=cleo, units=[second.id], reason="Same week")
    pick = pick_of(second)
    assert (pick.status, pick.sign and pick.sign.look) == (PickStatus.SELECTED, look)
    with pytest.raises(Refused, match="answered already"):
        actions.seek_others(look, actor=cleo, units=[], reason="None")


def test_a_reason_will_do_where_none_shares_it(picked: list[UnitAssessment], cleo: User) -> None:
    look = disagree(pick_of(picked[0]), cleo)
    made = actions.seek_others(look, actor=cleo, units=[], reason="It was this entry alone.")
    assert made.unit_assessment_ids == []


def test_what_is_none_of_the_assessors_is_not_ticked(
    picked: list[UnitAssessment], cleo: User
) -> None:
    look = disagree(pick_of(picked[0]), cleo)
    stranger = make_waiting_for_iqa(
        make_registration(make_user("Stranger"), make_user("Ann"), cleo)
    )
    with pytest.raises(Unacceptable, match="can't be looked into"):
        actions.seek_others(look, actor=cleo, units=[stranger.id])


def test_only_the_two_of_them_write_about_a_look(
    picked: list[UnitAssessment], ben: User, cleo: User, eve: User
) -> None:
    pick = pick_of(picked[0])
    look = actions.agree(pick, **look_at(pick, cleo))
    actions.reply(look, actor=ben, words="Thank you")
    with pytest.raises(Unacceptable):
        actions.reply(look, actor=ben, words=" ")
    for person in (eve, picked[0].registration.learner):
        with pytest.raises(Refused):
            actions.reply(look, actor=person, words="And I?")
