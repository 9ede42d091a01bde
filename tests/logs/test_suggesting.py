"""Criteria guessed from realistic entries, against the catalogue that centres start with."""

from pathlib import Path

import pytest
import yaml

import trainer
from bench.suggesting import of_a_learner
from trainer.logs.stemming import stem
from trainer.logs.suggesting import TOP, Candidate, suggest

BUILTIN = Path(trainer.__file__).parent / "catalogue" / "builtin"
TOWARDS = ("customer-service-2014*", "ics-style-communications*", "in-house-*")
"""What a learner of the demonstration works towards: suggestions look there and nowhere else."""


def _candidates() -> list[Candidate]:
    found: list[Candidate] = []
    for path in sorted(path for name in TOWARDS for path in BUILTIN.glob(name)):
        for unit in yaml.safe_load(path.read_text()).get("units", []):
            for outcome in unit["outcomes"]:
                found.extend(
                    Candidate(
                        id=len(found) + position,
                        number=one["number"],
                        text=one["text"],
                        words=tuple(one.get("words", ())),
                        outcome=outcome["title"],
                        unit=unit["title"],
                        unit_code=unit["code"],
                    )
                    for position, one in enumerate(outcome["criteria"], 1)
                )
    return found


EVERY = _candidates()

ENTRIES = [
    (
        (
            "Handed over to the evening shift: passed on three open orders with all the facts, so"
            " that nobody has to ask the customers twice."
        ),
        "Pass a customer on with the facts",
        "ask the customers twice",
    ),
    (
        "A man who lip-reads asked about kettles. I faced him and spoke slowly and clearly.",
        "Speak at a speed and volume",
        "spoke slowly and clearly",
    ),
    (
        "He repeated the price and I asked him to confirm, so I knew he had understood.",
        "Ask the customer to confirm that you have understood",
        "",
    ),
    (
        "Long call about a refund. I asked if I could put her on hold while I looked it up.",
        "Ask before you put a caller on hold",
        "put her on hold",
    ),
    (
        "Before she hung up I summed up what would happen next.",
        "Sum up what will happen next",
        "hung up I summed",
    ),
    (
        (
            "She wanted last week's discount. I could not, so I offered two other options that"
            " suited what she needed it for."
        ),
        "Offer choices that fit",
        "options that suited",
    ),
    (
        "I noticed an old address on a record and corrected it while he was still there.",
        "Correct a wrong or old record",
        "old address on a record and corrected",
    ),
    (
        "Typed in a new customer. I read the postcode and the spelling of her surname back to her.",
        "Enter details accurately",
        "",
    ),
    (
        "Planned my day with a list this morning, urgent jobs first.",
        "Plan your day in the order of what matters most",
        "day with a list",
    ),
    (
        "I was behind with the returns, so I told my manager early and we swapped two jobs.",
        "Say early when you have more to do",
        "",
    ),
    (
        "Wrote an e-mail about a late sofa. Read it through for spelling before it went.",
        "Read your message through",
        "",
    ),
    (
        "He was shouting. I let him finish, stayed calm and did not interrupt.",
        "Let the customer finish before you speak",
        "",
    ),
    (
        "A visitor came to reception. I gave him a badge and a seat, and rang the host.",
        "Tell the host that their visitor is here",
        "rang the host",
    ),
    (
        "I scored twelve calls, Priya scored the same calls, then we compared our scores.",
        "Check your own scoring against another observer’s",
        "scored the same calls, then we compared",
    ),
    (
        "The complaint was upheld. I wrote to her with my decision and the reasons for it.",
        "Put your decision and its reasons to the customer in writing",
        "wrote to her with my decision",
    ),
]


@pytest.mark.parametrize(("entry", "criterion", "phrase"), ENTRIES)
def test_the_right_criterion_is_among_the_first_five(
    entry: str, criterion: str, phrase: str
) -> None:
    first = suggest([entry], EVERY)[:5]
    fitting = [one for one in first if one.candidate.text.startswith(criterion)]
    assert fitting, [one.candidate.text for one in first]
    assert phrase in fitting[0].phrase


def test_what_was_promised_is_shown_among_the_units_of_a_diploma() -> None:
    entry = (
        "A customer came in with two of four dining chairs. She had guests on Saturday. I listened"
        " first, checked the order and promised to ring her by noon on Thursday."
    )
    shown = [one.candidate.text for one in suggest([entry], of_a_learner())]
    assert "Keep the promise you made, or say early that you cannot" in shown


def test_no_unit_comes_twice_in_the_first_five_while_another_fits() -> None:
    for entry, _criterion, _phrase in ENTRIES:
        units = [one.candidate.unit_code for one in suggest([entry], EVERY, top=len(EVERY))]
        first = units[: min(5, len(set(units)))]
        assert len(set(first)) == len(first)


def test_a_second_criterion_follows_where_there_is_one_unit() -> None:
    unit = [one for one in EVERY if one.unit_code == "A/506/2130"]
    shown = suggest([ENTRIES[0][0]], unit)
    assert len(shown) > 1
    assert len({one.candidate.id for one in shown}) == len(shown)


def test_what_is_named_after_comes_when_all_others_have_come() -> None:
    before = suggest([ENTRIES[0][0]], EVERY, top=len(EVERY))
    later = {before[0].candidate.id, before[1].candidate.id}
    found = [one.candidate for one in suggest([ENTRIES[0][0]], EVERY, after=later, top=len(EVERY))]
    assert [one.id for one in found[-2:]] == [one.candidate.id for one in before[:2]]
    assert len({one.unit_code for one in found[:5]}) == 5


def test_every_phrase_is_one_that_was_written() -> None:
    for entry, _criterion, _phrase in ENTRIES:
        for one in suggest([entry], EVERY):
            assert one.phrase
            assert one.phrase in entry


def test_the_same_words_always_give_the_same_answer() -> None:
    texts = [ENTRIES[0][0], ENTRIES[1][0]]
    assert suggest(texts, EVERY) == suggest(list(texts), list(EVERY))
    assert [one.candidate for one in suggest(texts, EVERY[::-1])] == [
        one.candidate for one in suggest(texts, EVERY)
    ]


def test_no_more_than_eight_are_shown() -> None:
    assert len(suggest([" ".join(entry for entry, *_rest in ENTRIES)], EVERY)) == TOP


@pytest.mark.parametrize("words", ["", "the and of it", "The customer came.", "xyzzy plugh", "£££"])
def test_words_that_say_nothing_suggest_nothing(words: str) -> None:
    assert suggest([words], EVERY) == []


def test_without_units_there_is_nothing_to_suggest() -> None:
    assert suggest([ENTRIES[0][0]], []) == []


def test_a_phrase_never_runs_over_the_end_of_a_sentence() -> None:
    criterion = Candidate(1, "1.1", "Keep the promise you made", ("noon",), "", "", "")
    (one,) = suggest(["I made a promise. Noon came."], [criterion])
    assert one.phrase in {"I made a promise", "Noon came"}


@pytest.mark.parametrize(
    "forms",
    ["promise promises promised promising", "stop stopped stopping stops", "carry carried carries",
     "keep kept keeps keeping", "write wrote written writing", "apologise apologised apology",
     "polite politely", "complain complaint complaints complained", "listen listening listened",
     "pass passed passes", "plan planned planning", "call called calls calling",
     "suit suits suited", "phone phoned telephone"],
)  # fmt: skip
def test_forms_of_a_word_are_one_word(forms: str) -> None:
    assert len({stem(form) for form in forms.split()}) == 1, {stem(f) for f in forms.split()}


@pytest.mark.parametrize("pair", ["sing sang_song", "list listen", "need needle", "bus busy"])
def test_different_words_stay_apart(pair: str) -> None:
    one, other = pair.split()
    assert stem(one) != stem(other)
