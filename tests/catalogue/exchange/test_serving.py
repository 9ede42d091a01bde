"""Our frameworks at the addresses of CASE 1.1: whole and in parts, in few statements, in CASE's words."""

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
NOWHERE = turned("0" * 32)
KINDS_OF_PART = (
    *("CFDocuments", "CFPackages", "CFItems", "CFAssociations", "CFItemAssociations"),
    *("CFItemTypes", "CFAssociationGroupings", "CFConcepts", "CFLicenses", "CFRubrics"),
    "CFSubjects",
)


def asked(browser: Browser, who: User, path: str, status: int = 200) -> Any:
    answer = browser(who).get(f"{BASE}/{path}", status=status).response
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "application/json"
    return json.loads(answer.get_data())


def code_of(told: Any) -> str:
    assert (told["imsx_codeMajor"], told["imsx_severity"]) == ("failure", "error")
    assert told["imsx_description"].endswith(".")
    (field,) = told["imsx_codeMinor"]["imsx_codeMinorField"]
    return str(field["imsx_codeMinorFieldValue"])


def without(told: dict[str, Any], name: str) -> dict[str, Any]:
    assert name in told
    return {key: value for key, value in told.items() if key != name}


def package_of(browser: Browser, who: User) -> Any:
    return asked(browser, who, f"CFPackages/{version_of('small-scheme').qualification.identifier}")


def test_a_package_is_served_and_can_be_brought_in(browser: Browser, eve: User) -> None:
    bring_in()
    (listed,) = asked(browser, eve, "CFDocuments")["CFDocuments"]
    assert listed["title"] == "Small scheme"
    assert asked(browser, eve, f"CFDocuments/{listed['identifier']}") == listed
    package = asked(browser, eve, f"CFPackages/{listed['identifier'].upper()}")
    assert package["CFDocument"] == without(listed, "CFPackageURI")
    assert listed["CFPackageURI"]["uri"].endswith(f"{BASE}/CFPackages/{listed['identifier']}")
    plan = read_file(json.dumps(package).encode(), source="x")
    assert [unit.code for unit in plan.units] == ["SM-1", "SM-2", "SM-3"]


def test_every_item_is_found_by_its_identifier(browser: Browser, eve: User) -> None:
    bring_in()
    package = package_of(browser, eve)
    for item in package["CFItems"]:
        alone = asked(browser, eve, f"CFItems/{item['identifier']}")
        assert without(alone, "CFDocumentURI") == item
    for link in package["CFAssociations"]:
        alone = asked(browser, eve, f"CFAssociations/{link['identifier']}")
        assert without(alone, "CFDocumentURI") == link
    unit = unit_of("SM-1").unit.identifier
    links = asked(browser, eve, f"CFItemAssociations/{unit}")
    assert links["CFItem"]["humanCodingScheme"] == "SM-1"
    assert all(one in package["CFAssociations"] for one in links["CFAssociations"])
    assert len(links["CFAssociations"]) == 2
    kind = package["CFDefinitions"]["CFItemTypes"][0]
    assert asked(browser, eve, f"CFItemTypes/{kind['identifier']}")["CFItemTypes"] == [kind]


def test_earlier_versions_are_found_by_their_own_identifiers(browser: Browser, eve: User) -> None:
    bring_in()
    first = unit_of("SM-3").criteria[0].identifier
    bring_in(SMALL.replace("Fold the corners", "Fold every corner"))
    assert asked(browser, eve, f"CFItems/{first}")["fullStatement"] == "Fold the corners"
    latest = [item["fullStatement"] for item in package_of(browser, eve)["CFItems"]]
    assert "Fold every corner" in latest
    assert "Fold the corners" not in latest


@pytest.mark.parametrize("kind", KINDS_OF_PART)
def test_what_is_not_there_is_said_as_case_says_it(browser: Browser, eve: User, kind: str) -> None:
    bring_in()
    assert code_of(asked(browser, eve, f"{kind}/{NOWHERE}", status=404)) == "unknownobject"
    for strange in ("x", "%00", "0" * 31, "'; DROP TABLE units"):
        told = asked(browser, eve, f"{kind}/{strange}", status=404)
        assert code_of(told) == "invaliduuid"


def many(count: int) -> str:
    head, tail = SMALL.split("qualifications:\n")
    more = "".join(
        tail.replace("small-scheme", f"small-{n}").replace("title: Small", f"title: No {n:02}")
        for n in range(count)
    )
    return f"{head}qualifications:\n{more}"


@pytest.mark.parametrize("count", [1, 40])
def test_the_list_of_documents_asks_the_same_few_questions(
    browser: Browser, eve: User, count_queries: CountQueries, count: int
) -> None:
    bring_in(many(count))
    visitor = browser(eve)
    visitor.get("/catalogue")
    with count_queries() as statements:
        answer = visitor.get(f"{BASE}/CFDocuments?limit=30&sort=title").response
    assert answer.headers["X-Total-Count"] == str(count)
    assert len(json.loads(answer.get_data())["CFDocuments"]) == min(count, 30)
    assert len(statements) <= 8


@pytest.mark.parametrize("size", [1, 60])
def test_an_item_is_found_in_few_statements_however_large_its_framework_is(
    browser: Browser, eve: User, count_queries: CountQueries, size: int
) -> None:
    unit, more = SMALL[SMALL.index("  - code: SM-3") : SMALL.index("qualifications:")], ""
    for n in range(size):
        more += unit.replace("SM-3", f"MO-{n}")
    text = SMALL.replace("qualifications:\n", f"{more}qualifications:\n", 1)
    listed = ", ".join(f"MO-{n}" for n in range(size))
    bring_in(text.replace("[SM-2, SM-3]", f"[SM-2, SM-3, {listed}]"))
    visitor = browser(eve)
    item = unit_of("SM-3").criteria[0].identifier
    visitor.get("/catalogue")
    for kind, identifier in (("CFItems", item), ("CFAssociations", turned(item))):
        with count_queries() as statements:
            visitor.get(f"{BASE}/{kind}/{identifier}")
        assert len(statements) <= 13
        assert sum("criteria" in statement for statement in statements) <= 3


def titles(browser: Browser, who: User, query: str) -> list[str]:
    told = asked(browser, who, f"CFDocuments?{query}")["CFDocuments"]
    return [one["title"] for one in told]


def test_a_list_is_sorted_and_cut_and_leads_on(browser: Browser, eve: User) -> None:
    bring_in(many(5))
    assert titles(browser, eve, "sort=title&limit=2") == ["No 00 scheme", "No 01 scheme"]
    assert titles(browser, eve, "sort=title&orderBy=desc&limit=2&offset=1") == [
        "No 03 scheme",
        "No 02 scheme",
    ]
    assert titles(browser, eve, "offset=900") == []
    answer = browser(eve).get(f"{BASE}/CFDocuments?sort=title&limit=2&offset=2").response
    links = {
        part.split('rel="')[1][:-1]: part.split("?")[1].split(">")[0]
        for part in answer.headers["Link"].split(", ")
    }
    assert links == {
        "first": "sort=title&limit=2&offset=0",
        "prev": "sort=title&limit=2&offset=0",
        "next": "sort=title&limit=2&offset=4",
        "last": "sort=title&limit=2&offset=4",
    }


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("filter=title='No 01 scheme'", [1]),
        ("filter=title~'O 0'", [0, 1, 2]),
        ("filter=title~'%25'", []),
        ("filter=title!='No 01 scheme'&sort=title", [0, 2]),
        ("filter=title>='No 01' AND title<'No 02'", [1]),
        ("filter=title='No 01 scheme' OR title='No 02 scheme'", [1, 2]),
        ("filter=adoptionStatus='Adopted'", [0, 1, 2]),
        ("filter=adoptionStatus='Deprecated'", []),
        ("filter=lastChangeDateTime>'2000-01-01T00:00:00Z'", [0, 1, 2]),
        ("filter=lastChangeDateTime<='2000-01-01'", []),
        ("filter=title='it''s'", []),
        ("filter=creator='Small schemes'", [0, 1, 2]),
    ],
)
def test_a_list_is_narrowed(browser: Browser, eve: User, query: str, found: list[int]) -> None:
    bring_in(many(3))
    assert sorted(titles(browser, eve, query)) == [f"No {n:02} scheme" for n in found]


def test_only_the_fields_asked_for_are_told(browser: Browser, eve: User) -> None:
    bring_in()
    for query in ("fields=title,identifier", "fields=title&fields=identifier"):
        (one,) = asked(browser, eve, f"CFDocuments?{query}")["CFDocuments"]
        assert set(one) == {"title", "identifier"}
    (one,) = asked(browser, eve, "CFDocuments?fields=")["CFDocuments"]
    assert "creator" in one


@pytest.mark.parametrize(
    ("query", "code"),
    [
        ("limit=0", "invalid_selection_field"),
        ("limit=-1", "invalid_selection_field"),
        ("limit=ten", "invalid_selection_field"),
        ("limit=9999999999", "invalid_selection_field"),
        ("offset=-1", "invalid_selection_field"),
        ("offset=²", "invalid_selection_field"),
        ("fields=title,colour", "invalid_selection_field"),
        ("filter=colour='red'", "invalid_selection_field"),
        ("filter=title=red", "invalid_selection_field"),
        ("filter=title='a", "invalid_selection_field"),
        ("filter=title='a' title='b'", "invalid_selection_field"),
        ("filter=title='a' AND title='b' OR title='c'", "invalid_selection_field"),
        ("filter=title='a' AND", "invalid_selection_field"),
        ("filter=lastChangeDateTime>'soon'", "invalid_selection_field"),
        ("filter=lastChangeDateTime~'2026'", "invalid_selection_field"),
        ("sort=colour", "invalid_sort_field"),
        ("sort=title&orderBy=up", "invalid_sort_field"),
    ],
)
def test_what_can_not_be_asked_is_said_as_case_says_it(
    browser: Browser, eve: User, query: str, code: str
) -> None:
    assert code_of(asked(browser, eve, f"CFDocuments?{query}", status=400)) == code


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
