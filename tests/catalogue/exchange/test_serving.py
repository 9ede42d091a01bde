"""Our frameworks at the addresses of CASE 1.1, and the files a page gives away."""

import json
from typing import Any

import pytest

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from trainer.accounts.models import User
from trainer.catalogue.exchange.exporting import KINDS
from trainer.catalogue.exchange.recognising import read_file
from trainer.catalogue.importing.identifiers import turned

BASE = "/ims/case/v1p1"


def asked(browser: Browser, who: User, path: str, status: int = 200) -> Any:
    answer = browser(who).get(f"{BASE}/{path}", status=status).response
    assert answer.headers["Cache-Control"] == "no-store"
    return json.loads(answer.get_data())


def test_a_package_is_served_and_can_be_brought_in(browser: Browser, eve: User) -> None:
    bring_in()
    (listed,) = asked(browser, eve, "CFDocuments")["CFDocuments"]
    assert listed["title"] == "Small scheme"
    package = asked(browser, eve, f"CFPackages/{listed['identifier']}")
    assert (
        package["CFDocument"]
        == listed
        == asked(browser, eve, f"CFDocuments/{listed['identifier']}")
    )
    assert listed["CFPackageURI"]["uri"].endswith(f"{BASE}/CFPackages/{listed['identifier']}")
    plan = read_file(json.dumps(package).encode(), source="x")
    assert [unit.code for unit in plan.units] == ["SM-1", "SM-2", "SM-3"]


def test_every_item_is_found_by_its_identifier(browser: Browser, eve: User) -> None:
    bring_in()
    package = asked(
        browser, eve, f"CFPackages/{version_of('small-scheme').qualification.identifier}"
    )
    for item in package["CFItems"]:
        assert asked(browser, eve, f"CFItems/{item['identifier']}") == item
    for link in package["CFAssociations"]:
        assert asked(browser, eve, f"CFAssociations/{link['identifier']}") == link
    unit = unit_of("SM-1").unit.identifier
    links = asked(browser, eve, f"CFItemAssociations/{unit}")
    assert links["CFItem"]["humanCodingScheme"] == "SM-1"
    assert len(links["CFAssociations"]) == 2
    kind = package["CFDefinitions"]["CFItemTypes"][0]
    assert asked(browser, eve, f"CFItemTypes/{kind['identifier']}")["CFItemTypes"] == [kind]


@pytest.mark.parametrize(
    "kind",
    ["CFDocuments", "CFPackages", "CFItems", "CFAssociations", "CFItemAssociations", "CFItemTypes"],
)
def test_what_is_not_there_is_said_as_case_says_it(browser: Browser, eve: User, kind: str) -> None:
    told = asked(browser, eve, f"{kind}/{turned('0' * 32)}", status=404)
    assert told["imsx_codeMajor"] == "failure"


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_of_documents_asks_the_same_few_questions(
    browser: Browser, eve: User, count_queries: CountQueries, count: int
) -> None:
    head, tail = SMALL.split("qualifications:\n")
    more = "".join(tail.replace("small-scheme", f"small-{n}") for n in range(count))
    bring_in(f"{head}qualifications:\n{more}")
    visitor = browser(eve)
    visitor.get("/catalogue")
    with count_queries() as statements:
        answer = visitor.get(f"{BASE}/CFDocuments?limit=30").response
    assert answer.headers["X-Total-Count"] == str(count)
    assert len(json.loads(answer.get_data())["CFDocuments"]) == min(count, 30)
    assert len(statements) <= 8


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_page_gives_a_qualification_away(browser: Browser, eve: User, kind: str) -> None:
    bring_in()
    version = version_of("small-scheme")
    page = browser(eve).get(f"/catalogue/qualifications/{version.id}")
    (link,) = [a for a in page.all("aside a") if a.get("href").endswith(f"/export/{kind}")]
    answer = browser(eve).client.get(link.get("href"))
    plan = read_file(answer.get_data(), source="x")
    assert plan.format == kind
    assert plan.qualifications[0].code == "small-scheme"
    browser(eve).get(f"/catalogue/qualifications/{version.id}/export/docx", status=404)
