"""What else counts for a skill: one step, one way, and for as long as it holds itself."""

from datetime import date

from tests.factories_certificates import make_administrator
from tests.factories_people import make_placement
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.accounts.models import User
from trainer.extensions import db
from trainer.training.models import Skill
from trainer.training.queries.standing import standings
from trainer.training.rules.standing import SkillState, Standing

DAY = date(2026, 5, 1)


def stands(person: User) -> dict[int, Standing]:
    return {one.asked.skill_id: one.standing for one in standings([person.id], DAY)}


def chain(by: User) -> tuple[Skill, Skill, Skill]:
    """Three required skills: the second counts for the first, the third for the second."""
    first, second, third = (make_skill(name) for name in ("Basic", "Better", "Best"))
    first.equivalents, second.equivalents = [second], [third]
    for skill in (first, second, third):
        make_requirement(skill, by)
    db.session.commit()
    return first, second, third


def test_it_counts_one_step_and_one_way(ada: User) -> None:
    make_placement(ada)
    first, second, third = chain(make_administrator())
    make_holding(ada, second, date(2026, 3, 5))
    found = stands(ada)
    assert found[first.id] == Standing(SkillState.HELD, date(2027, 3, 5))
    assert found[second.id].state is SkillState.HELD
    assert found[third.id].state is SkillState.MISSING


def test_what_counts_for_the_one_does_not_count_for_the_other_by_itself(ada: User) -> None:
    make_placement(ada)
    first, second, third = chain(make_administrator())
    make_holding(ada, third, date(2026, 3, 5))
    found = stands(ada)
    assert found[first.id].state is SkillState.MISSING
    assert found[second.id].state is SkillState.HELD


def test_the_longer_of_the_two_is_what_counts(ada: User) -> None:
    make_placement(ada)
    first, second, _third = chain(make_administrator())
    make_holding(ada, first, date(2025, 9, 1))
    make_holding(ada, second, date(2026, 3, 5))
    assert stands(ada)[first.id] == Standing(SkillState.HELD, date(2027, 3, 5))
