"""Whatever a program asks at the addresses of CASE, it is answered in CASE's words, never with a fault."""

import json
from urllib.parse import quote, urlencode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.browsing import Browser, Visitor
from tests.catalogue.exchange.test_serving import BASE, KINDS_OF_PART, code_of
from tests.factories_catalogue import SMALL, bring_in, unit_of, version_of
from trainer.accounts.models import User
from trainer.catalogue.exchange.serving.asking import COLUMNS, FIELDS

EXAMPLES = 200
often = settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)

words = st.text(max_size=20)
numbers = st.one_of(words, st.integers().map(str), st.sampled_from(["²", "٣", "9" * 30, "1e3"]))
names = st.one_of(words, st.sampled_from(sorted(COLUMNS)))
predicates = st.builds(
    lambda name, sign, value: f"{name}{sign}'{value}'",
    names,
    st.sampled_from(["=", "!=", ">", ">=", "<", "<=", "~", ""]),
    st.one_of(words.map(lambda said: said.replace("'", "''")), st.datetimes().map(str)),
)
filters = st.one_of(
    words,
    st.builds(
        lambda among, said: f" {among} ".join(said),
        st.sampled_from(["AND", "OR", "and"]),
        st.lists(predicates, min_size=1, max_size=4),
    ),
)
questions = st.fixed_dictionaries(
    {},
    optional={
        "limit": numbers,
        "offset": numbers,
        "sort": names,
        "orderBy": st.one_of(words, st.sampled_from(["asc", "desc"])),
        "filter": filters,
        "fields": st.one_of(words, st.sampled_from(sorted(FIELDS))),
    },
)

identifiers = st.text(st.characters(codec="utf-8", exclude_characters="/"), min_size=1, max_size=40)
"""A stroke leads to an address that is not CASE's."""


@pytest.fixture
def small(browser: Browser, eve: User) -> Visitor:
    """Small scheme, in the hands of somebody who may read it."""
    bring_in(SMALL)
    return browser(eve)


@often
@given(asked=questions)
def test_the_list_answers_every_question(small: Visitor, asked: dict[str, str]) -> None:
    answer = small.client.get(f"{BASE}/CFDocuments?{urlencode(asked)}")
    told = json.loads(answer.get_data())
    if answer.status_code == 200:
        assert isinstance(told["CFDocuments"], list)
        assert int(answer.headers["X-Total-Count"]) >= len(told["CFDocuments"])
    else:
        assert answer.status_code == 400, told
        assert code_of(told)


@often
@given(kind=st.sampled_from(KINDS_OF_PART), said=identifiers)
def test_every_identifier_is_answered(small: Visitor, kind: str, said: str) -> None:
    answer = small.client.get(f"{BASE}/{kind}/{quote(said, safe='')}")
    assert answer.status_code == 404, said
    assert code_of(json.loads(answer.get_data()))


def test_the_examples_reach_what_is_there(small: Visitor) -> None:
    unit, version = unit_of("SM-1").unit.identifier, version_of("small-scheme")
    for kind, known in (("CFItems", unit), ("CFPackages", version.qualification.identifier)):
        assert small.client.get(f"{BASE}/{kind}/{known}").status_code == 200
