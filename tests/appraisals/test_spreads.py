"""How ratings are spread by groups, and that no few people can be worked out from what is shown."""

import io
from datetime import date
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories import make_user
from tests.factories_appraisals import Cast, make_appraisal, make_cycle
from tests.factories_people import make_placement, make_site
from trainer.accounts.models import User
from trainer.appraisals.models import Appraisal, AppraisalAnswer, AppraisalPart, Cycle
from trainer.appraisals.queries.spreads import GroupKind, full_years, of_cycle
from trainer.appraisals.rules.distribution import FEWEST, released
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.extensions import db
from trainer.people.models import Site


def of(*numbers: int, first: int = 0) -> dict[str, frozenset[int]]:
    """Groups a, b, … of so many people each."""
    found = {}
    for name, number in zip("abcdefgh", numbers, strict=False):
        found[name] = frozenset(range(first, first + number))
        first += number
    return found


def test_a_group_of_few_takes_the_smallest_other_with_it() -> None:
    assert released([of(9, 7, 5)]) == [{"a", "b", "c"}]
    assert released([of(9, 7, 4)]) == [{"a"}]
    assert released([of(9, 7, 3, 2)]) == [{"a", "b"}], "the two together are five"
    assert released([of(9, 1)]) == [set()]
    assert released([of(3, 1)]) == [set()]
    assert released([]) == []


def test_a_team_of_few_is_not_left_over_from_its_site() -> None:
    sites = {"north": frozenset(range(6)), "south": frozenset(range(6, 20))}
    teams = {"desk": frozenset(range(5)), "till": frozenset({5}), "floor": frozenset(range(6, 20))}
    assert released([sites, teams]) == [{"north", "south"}, {"floor"}]


def test_a_job_that_a_site_is_nearly_all_of_is_not_shown_beside_it() -> None:
    sites = {"north": frozenset(range(8)), "south": frozenset(range(8, 30))}
    jobs = {"clerk": frozenset(range(10)), "porter": frozenset(range(10, 30))}
    assert released([sites, jobs]) == [{"north", "south"}, {"porter"} - {"porter"}]


@given(st.lists(st.tuples(*(st.integers(0, 3) for _kind in range(3))), min_size=0, max_size=40))
def test_whatever_the_groups_no_few_people_remain_of_one(people: list[tuple[int, ...]]) -> None:
    kinds = []
    for place in range(3):
        groups: dict[str, set[int]] = {}
        for person, told in enumerate(people):
            groups.setdefault(str(told[place]), set()).add(person)
        kinds.append({name: frozenset(ids) for name, ids in groups.items()})
    found = released(kinds)
    everybody = frozenset(range(len(people)))
    shown = [[everybody] if len(everybody) >= FEWEST else []] + [
        [kinds[place][name] for name in names] for place, names in enumerate(found)
    ]
    for parent in (one for people_shown in shown for one in people_shown):
        assert len(parent) >= FEWEST
        for people_shown in shown:
            parts = [one for one in people_shown if one < parent]
            for number in range(1, len(parts) + 1):
                for some in combinations(parts, number):
                    rest = parent.difference(*some)
                    assert not 0 < len(rest) < FEWEST


def rated(cycle: Cycle, manager: User, site: Site, job: str, ratings: list[int]) -> None:
    """People of one site and job whose overall ratings are shared."""
    for number, rating in enumerate(ratings):
        person = make_user(f"{job} {site.name} {number}")
        make_placement(person, site=site, manager=manager, job_title=job)
        one = Appraisal(
            cycle_id=cycle.id,
            person_id=person.id,
            manager_id=manager.id,
            job_title=job,
            site_id=site.id,
            status=AppraisalStage.SHARED,
        )
        db.session.add(one)
        db.session.flush()
        part = AppraisalPart(
            appraisal_id=one.id, party=Party.MANAGER, writer_id=manager.id, version=1
        )
        part.answers = [AppraisalAnswer(section="overall", item="overall", rating=rating)]
        db.session.add(part)
    db.session.commit()


def test_hr_sees_the_spread_by_groups_and_takes_it_away(
    browser: Browser, cast: Cast, count_queries: CountQueries
) -> None:
    cycle = make_cycle(cast.hr)
    north, south = make_site("North"), make_site("South")
    rated(cycle, cast.manager, north, "Adviser", [2, 3, 3, 3, 4, 3])
    rated(cycle, cast.manager, north, "Clerk", [1])
    rated(cycle, cast.manager, south, "Adviser", [3, 3, 2, 2, 3])
    told = of_cycle(cycle, {None})
    assert told.every.counts == (1, 3, 7, 1)
    sites = {one.name: one.spread for one in told.of(GroupKind.SITE)}
    assert sites["North"] is not None
    assert sites["North"].counts == (1, 1, 4, 1)
    assert [one.spread for one in told.of(GroupKind.JOB)] == [None, None], "one clerk is left over"
    address = f"/appraisals/cycles/{cycle.id}/ratings"
    page = browser(cast.hr).get(address)
    assert "North" in page.text("main")
    with count_queries() as statements:
        browser(cast.hr).get(address)
    assert len(statements) <= 8, "\n".join(statements)
    rows = browser(cast.hr).get(f"{address}.csv").html.splitlines()
    assert rows[1] == "all,,12,1,3,7,1"
    assert "site,North,7,1,1,4,1" in rows
    assert "job,Adviser,,,,," in rows
    answer = browser(cast.hr).client.get(f"{address}.xlsx")
    book = load_workbook(io.BytesIO(answer.data))
    assert ("site", "North", 7, 1, 1, 4, 1) in set(book.worksheets[0].values)
    for other in (cast.manager, cast.person):
        browser(other).get(address, status=404)
        browser(other).get(f"{address}.csv", status=404)


def test_all_rounds_at_a_glance_and_as_a_table(browser: Browser, cast: Cast) -> None:
    make_appraisal(cast, AppraisalStage.EMPLOYEE_SIGNED)
    said = browser(cast.hr).get("/appraisals/cycles").text("main")
    assert "1 of 1 signed" in said
    rows = browser(cast.hr).get("/appraisals/cycles.csv").html.splitlines()
    assert rows[1].startswith("Appraisal 2026,")
    assert rows[1].endswith(",1,1,0,0")
    browser(cast.manager).get("/appraisals/cycles.csv", status=404)


def test_full_years_of_service() -> None:
    assert full_years(date(2020, 3, 1), date(2026, 2, 28)) == 5
    assert full_years(date(2020, 3, 1), date(2026, 3, 1)) == 6
    assert full_years(date(2027, 3, 1), date(2026, 3, 1)) == 0
