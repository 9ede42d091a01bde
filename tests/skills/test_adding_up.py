"""Adding up thousands quickly comes to the same as looking at each person closely."""

import random
from datetime import timedelta

from flask import Flask

from tests.factories_certificates import make_administrator
from tests.factories_people import make_site
from tests.factories_skills import make_staff
from tests.factories_training import make_holding, make_requirement, make_skill
from trainer.core import clock
from trainer.extensions import db
from trainer.skills.queries.columns import Tally
from trainer.skills.queries.required import RequiredSkills
from trainer.training.actions import recording
from trainer.training.actions.holding import take_back_what_rests_on
from trainer.training.queries.standing import standings
from trainer.training.rules.standing import Standing

DAY = timedelta(days=1)


def test_quick_and_close_agree(app: Flask) -> None:
    lot = random.Random(20261127)
    tess, today = make_administrator(), clock.today()
    site = make_site()
    people = make_staff(*(f"Pat {number}" for number in range(30)), site=site)
    skills = [
        make_skill(
            f"Skill {number}", valid_months=lot.choice([None, 6, 12]),
            renewal_days=lot.choice([0, 30, 60]), grace_days=lot.choice([0, 14]),
        )
        for number in range(6)
    ]  # fmt: skip
    skills[0].equivalents = [skills[1], skills[2]]
    skills[3].equivalents = [skills[4]]
    for skill in skills[:5]:
        make_requirement(skill, tess, days_to_get=lot.choice([0, 60]), site_id=site.id)
    for person in people:
        for skill in skills:
            for _time in range(lot.choice([0, 0, 1, 2])):
                make_holding(person, skill, on=today - lot.randrange(500) * DAY)
        if lot.random() < 0.3:
            recording.exempt(
                person, lot.choice(skills), actor=tess, starts_on=today - DAY, last_day=today,
                reason="Away.",
            )  # fmt: skip
    db.session.commit()
    source, ids = RequiredSkills(today), [one.id for one in people]
    keys = [one.key for one in source.columns()]
    quick, close = source.tally(ids, keys), Tally()
    stand: dict[int, dict[int, Standing]] = {one: {} for one in ids}
    for told in standings(ids, today):
        stand[told.person_id][told.asked.skill_id] = told.standing
    for person_id, marks in stand.items():
        close.add(person_id, (), marks.items())
    assert source.marks(ids, keys) == stand
    assert sum(one.to_do for one in quick.people.values()) > 20
    assert quick.people == close.people
    assert quick.asked == close.asked
    assert +quick.covered == +close.covered
    assert +quick.ending == +close.ending
    some = keys[:2]
    assert set(source.tally(ids, some).asked) <= set(some)


def test_what_was_taken_back_counts_for_nothing(app: Flask) -> None:
    tess = make_administrator()
    skill = make_skill()
    make_requirement(skill, tess)
    [ann] = make_staff("Ann")
    make_holding(ann, skill, key="attendance:7")
    source = RequiredSkills(clock.today())
    assert source.tally([ann.id], [skill.id]).people[ann.id].gaps == 0
    take_back_what_rests_on("attendance:7", actor=None, reason="The register was wrong.")
    db.session.commit()
    assert source.tally([ann.id], [skill.id]).people[ann.id].gaps == 1
