"""Finding units and qualifications by words, code, level, body and kind."""

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.conftest import CountQueries
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from trainer.accounts.models import User
from trainer.catalogue.models import Facts, FrameworkKind
from trainer.catalogue.queries import Search, search
from trainer.catalogue.searching import CatalogueEntry, EntryKind, plain
from trainer.extensions import db

CODED = SMALL.replace("SM-2", "A/506/2130").replace("Say goodbye", "Say goodbye to Siân’s café")


def found(words: str = "", **narrowed: object) -> list[str]:
    asked = Search(words=words, **narrowed)  # type: ignore[arg-type]
    return [one.title for one in db.session.scalars(search(asked))]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("present", "Wrap a present"),
        ("PRES", "Wrap a present"),
        ("fold corners", "Wrap a present"),
        ("look door", "Greet people"),
        ("looked", "Greet people"),
        ("remembered", "Say goodbye to Siân’s café"),
        ("sian", "Say goodbye to Siân’s café"),
        ("Siân’s CAFE", "Say goodbye to Siân’s café"),
        ("A/506/2130", "Say goodbye to Siân’s café"),
        ("506/21", "Say goodbye to Siân’s café"),
        ("601/3562/1", "Small scheme"),
        ("Test Awards", "Small scheme"),
    ],
)
def test_words_and_codes_are_found(app: object, words: str, title: str) -> None:
    bring_in(CODED)
    assert found(words) == [title]


@pytest.mark.parametrize(
    "typed",
    [
        "\"", "'", "\"wrap", "wrap\" OR \"door", "NEAR(", "wrap AND", "NOT wrap", "*", "-wrap", "^", ":",
        "heading:wrap", "(", "{words}", "\\", "%", "_", "a'b''c", "wrap & !door", "|", "<->", "²", "ª º",
        "\x00", "🎁", "x" * 5000, "; DROP TABLE units", "word " * 500,
    ],
)  # fmt: skip
def test_whatever_is_typed_is_only_words(browser: Browser, eve: User, typed: str) -> None:
    bring_in(CODED)
    found(typed)
    browser(eve).get("/catalogue", query_string={"words": typed})


def test_nothing_typed_but_signs_finds_nothing(app: object) -> None:
    bring_in(CODED)
    assert found("“”!") == []
    assert found("nonesuch") == []
    assert plain("Siân’s\u00a0 CAFÉ—A/506/2130") == "sian s cafe a 506 2130"


def test_what_says_so_in_its_title_comes_first(app: object) -> None:
    bring_in(SMALL.replace("Fold the corners", "Greet whoever brings the present"))
    assert found("greet") == ["Greet people", "Wrap a present"]


def test_it_is_narrowed(app: object) -> None:
    bring_in(
        CODED.replace(
            "    facts: sourced\n    numbers", "    facts: sourced\n    body: Guild\n    numbers"
        )
    )
    assert found(what=EntryKind.QUALIFICATION) == ["Small scheme"]
    assert found(level=3) == ["Wrap a present"]
    assert found(body="Guild") == ["Small scheme"]
    assert found("present", kind=FrameworkKind.SCHEME) == ["Wrap a present"]
    assert found("present", kind=FrameworkKind.AWARD) == []


def test_the_next_version_takes_the_place_of_the_one_before(app: object) -> None:
    bring_in()
    bring_in(SMALL.replace("Fold the corners", "Crease every edge"))
    assert found("corners") == []
    assert found("crease") == ["Wrap a present"]
    entries = db.session.scalars(sa.select(CatalogueEntry)).all()
    assert len(entries) == 4
    versions = {one.version_id for one in entries if one.unit_id}
    assert unit_of("SM-3", 2).id in versions
    entry = next(one for one in entries if one.qualification_id)
    assert entry.version_id == version_of("small-scheme").id


def test_the_page_finds_and_says_when_nothing_fits(browser: Browser, eve: User) -> None:
    bring_in(CODED)
    page = browser(eve).get("/catalogue", query_string={"words": "A/506/2130"})
    page.check_hygiene()
    assert page.texts(".list-row .name") == ["Say goodbye to Siân’s café"]
    assert "A/506/2130" in page.text(".list-row")
    page = browser(eve).get("/catalogue?words=nonesuch&level=3&kind=scheme")
    assert "Nothing here fits" in page.text(".empty")
    assert browser(eve).get("/catalogue?what=unit").texts(".list-row .name")
    browser(eve).get("/catalogue?what=nonsense&level=x&kind=y&page=1")


def test_browsing_and_searching_ask_few_questions(
    browser: Browser, eve: User, count_queries: CountQueries
) -> None:
    bring_in()
    visitor = browser(eve)
    for url in ("/catalogue", "/catalogue?words=present&kind=scheme"):
        visitor.get(url)
        with count_queries() as statements:
            visitor.get(url)
        assert len(statements) <= 8, url


WORDS = [
    *("listen", "answer", "explain", "promise", "customer", "query", "record", "promptly"),
    *("politely", "system", "manager", "team", "service", "complaint", "product", "advice"),
    *("safety", "phone", "message", "counter", "delivery", "refund", "order", "stock"),
]


def many(criteria: int) -> list[dict[str, object]]:
    """Rows as 50,000 criteria would make: a unit for every twenty."""
    rows = []
    for number in range(criteria // 20):
        texts = [
            " ".join(
                WORDS[(number * 7 + place * 5 + step * step) % len(WORDS)] for step in range(12)
            )
            for place in range(20)
        ]
        rows.append(
            {
                "kind": EntryKind.UNIT,
                "version_id": number,
                "code": f"U-{number}",
                "title": f"Unit {number} of {WORDS[number % len(WORDS)]}",
                "level": number % 5,
                "facts": Facts.UNVERIFIED,
                "body": "",
                "heading": f"u {number} unit {number} of {WORDS[number % len(WORDS)]}",
                "words": " ".join(texts),
            }
        )
    return rows


def test_words_are_looked_up_not_read_through(app: object) -> None:
    """However many criteria there are: the index answers, and no text is taken apart again."""
    db.session.execute(sa.insert(CatalogueEntry), many(50_000))
    db.session.flush()
    asked = search(Search(words="refund politely 1234")).limit(50)
    postgresql = db.session.get_bind().dialect.name == "postgresql"
    if postgresql:
        db.session.execute(sa.text("SET LOCAL enable_seqscan = off"))
    bare = str(asked.compile(db.session.get_bind(), compile_kwargs={"literal_binds": True}))
    explain = "EXPLAIN" if postgresql else "EXPLAIN QUERY PLAN"
    plan = "\n".join(
        str(row) for row in db.session.connection().exec_driver_sql(f"{explain} {bare}")
    )
    assert "to_tsvector" not in plan
    assert ("catalogue_search_words" if postgresql else "VIRTUAL TABLE INDEX") in plan
    assert [one.title for one in db.session.scalars(asked)] == ["Unit 1234 of manager"]
