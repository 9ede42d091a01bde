"""How many statements the pages of appraisals may send, however many people and answers there are."""

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_appraisals import Cast, make_appraisal
from tests.factories_people import make_placement
from trainer.appraisals.actions import scheduling
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.extensions import db

MOST_ON_A_FORM = 15
MOST_ON_THE_BOARD = 14
MOST_ON_A_TEAM = 8


@pytest.mark.parametrize(
    "stage",
    [
        AppraisalStage.SELF_ASSESSMENT,
        AppraisalStage.MANAGER_DRAFT,
        AppraisalStage.SHARED,
        AppraisalStage.REVIEWED,
    ],
)
def test_a_form_takes_few_statements_at_every_stage(
    browser: Browser, cast: Cast, count_queries: CountQueries, stage: AppraisalStage
) -> None:
    one = make_appraisal(cast, stage)
    for person in (cast.person, cast.manager):
        browser(person).get(f"/appraisals/{one.id}")
        with count_queries() as statements:
            browser(person).get(f"/appraisals/{one.id}")
        assert len(statements) <= MOST_ON_A_FORM, (person.name, "\n".join(statements))


def test_the_board_and_the_team_ask_no_more_for_more_people(
    browser: Browser, cast: Cast, count_queries: CountQueries
) -> None:
    one = make_appraisal(cast)
    for number in range(12):
        make_placement(make_user(f"Person {number}"), manager=cast.manager)
    scheduling.schedule(one.cycle, scheduling.due(one.cycle)[0])
    db.session.commit()
    for person, path, most in (
        (cast.hr, f"/appraisals/cycles/{one.cycle_id}", MOST_ON_THE_BOARD),
        (cast.manager, "/appraisals/team", MOST_ON_A_TEAM),
    ):
        browser(person).get(path)
        with count_queries() as statements:
            browser(person).get(path)
        assert len(statements) <= most, "\n".join(statements)
