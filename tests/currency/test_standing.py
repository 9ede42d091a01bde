"""How current what somebody achieved is: the unit, its criteria, its evidence, and anew."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from tests.conftest import CountQueries
from tests.currency.conftest import ACHIEVED, NOON, rule
from tests.factories_assessments import make_registration, make_waiting_for_iqa
from tests.factories_reviews import let_count, overturn_all
from trainer.accounts.models import User
from trainer.assessments.models import JudgedItem, Judgement
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.currency import actions
from trainer.currency.queries.standing import kept_by, of_evidence, of_unit
from trainer.currency.rules import Currency
from trainer.extensions import db
from trainer.logs.models import Revision
from trainer.registrations.models import Registration, UnitAssessment

YEAR_ON = date(2026, 5, 3)


def states(person: User, day: date) -> list[tuple[Currency, date]]:
    return [(one.standing.state, one.standing.review_by) for one in kept_by([person.id], day)]


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2026, 3, 3), Currency.CURRENT),
        (date(2026, 3, 4), Currency.SOON),
        (date(2026, 5, 2), Currency.SOON),
        (date(2026, 5, 3), Currency.LAPSED),
    ],
)
def test_a_unit_is_current_to_renew_and_lapsed(
    ada: User, ruled: None, day: date, state: Currency
) -> None:
    assert states(ada, day) == [(state, YEAR_ON)]


def test_without_a_rule_nothing_is_to_be_renewed(
    ada: User, registration: Registration, count_queries: CountQueries
) -> None:
    number = ada.id
    with count_queries() as statements:
        assert kept_by([number], YEAR_ON) == []
    assert len(statements) == 1


def test_a_later_rule_takes_the_place_of_the_first_and_for_good_ends_it(
    ada: User, unit: UnitAssessment, tess: User, ruled: None
) -> None:
    day = clock.today()
    rule(unit, tess, months=36)
    assert states(ada, day) == [(Currency.CURRENT, date(2028, 5, 3))]
    rule(unit, tess, months=None)
    assert states(ada, day) == []
    assert states(ada, ACHIEVED) == [(Currency.CURRENT, YEAR_ON)], "as it was that day"


def test_what_is_achieved_anew_counts_from_that_day(
    ada: User, ben: User, cleo: User, unit: UnitAssessment, ruled: None
) -> None:
    with clock.at(NOON + timedelta(days=400)):
        again = make_registration(ada, ben, cleo, version=unit.registration.version)
        let_count(make_waiting_for_iqa(again))
    [one] = kept_by([ada.id], date(2026, 7, 1))
    assert (one.unit_assessment_id, one.standing.state) == (again.units[0].id, Currency.CURRENT)


def test_a_unit_that_is_opened_again_is_no_longer_achieved(
    ada: User, unit: UnitAssessment, ruled: None
) -> None:
    overturn_all(unit)
    db.session.commit()
    assert states(ada, ACHIEVED) == []


def test_a_criterion_counts_from_the_day_its_unit_was_signed(
    unit: UnitAssessment, ruled: None
) -> None:
    found = of_unit(unit, date(2026, 4, 1))
    assert found is not None
    assert found.whole is not None
    assert {one.review_by for one in found.criteria.values()} == {YEAR_ON}
    assert len(found.criteria) == len(unit.unit_version.criteria)


def test_evidence_counts_from_the_day_it_tells_of(unit: UnitAssessment, ruled: None) -> None:
    revision = db.session.scalars(
        sa.select(Revision)
        .join(JudgedItem, JudgedItem.revision_id == Revision.id)
        .join(Judgement, Judgement.id == JudgedItem.judgement_id)
        .where(Judgement.unit_assessment_id == unit.id)
    ).first()
    assert revision is not None
    assert revision.happened_on is not None
    found = of_evidence(revision, date(2026, 4, 1))
    assert found is not None
    assert found.review_by == revision.happened_on.replace(year=revision.happened_on.year + 1)


def test_many_people_take_as_many_statements_as_one(
    ada: User, ben: User, ruled: None, count_queries: CountQueries
) -> None:
    first, second = ada.id, ben.id
    with count_queries() as one:
        kept_by([first], YEAR_ON)
    with count_queries() as many:
        kept_by([first, second, *range(900, 1000)], YEAR_ON)
    assert len(one) == len(many) == 2


def test_only_who_keeps_the_list_sets_a_rule_and_says_why(
    unit: UnitAssessment, ben: User, tess: User
) -> None:
    with pytest.raises(Refused):
        rule(unit, ben)
    with pytest.raises(Unacceptable, match="Say why"):
        actions.set_rule(unit.unit_version.unit, actor=tess, months=1, renewal_days=0, reason="  ")
