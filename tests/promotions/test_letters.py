"""The letters of a case as PDFs: what they say, who has them made, and for how long they are kept."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from flask import Flask, current_app

from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories_people import proof_of
from tests.factories_promotions import Cast, S, make_case, make_cast, recommend, score
from trainer import work
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.documents.making import PaperStatus
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.promotions import tasks
from trainer.promotions.actions import appealing, deciding, printing, trial
from trainer.promotions.actions.moving import covered
from trainer.promotions.models import LetterKind, PromotionCase, PromotionLetter
from trainer.promotions.paper import page_of


@pytest.fixture
def cast(app: Flask) -> Cast:
    return make_cast()


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


def test_an_offer_is_made_by_the_worker_and_saved_by_whoever_asked(
    cast: Cast, config: Config, renderer: Renders, browser: Browser
) -> None:
    case = make_case(cast, S.OFFERED)
    browser(cast.ada).post(f"/promotions/{case.id}/offer-letter")
    letter = db.session.query(PromotionLetter).one()
    where = f"/promotions/letters/{letter.id}"
    assert "being made" in browser(cast.ada).get(where).text("main")
    tasks.print_letter(letter.id, config, renderer)
    made = browser(cast.ada).client.get(f"{where}/pdf").data
    said = " ".join(words(made))
    for expected in ("Offer of promotion", "Ada Trainee", "Team leader", "Millgate", "Chris Chair",
                     "Full time, with the pay of the band.", "Hana People"):  # fmt: skip
        assert expected in said, expected
    for other in (cast.boss, cast.hr, cast.eve):
        browser(other).get(f"{where}/pdf", status=404)
    with pytest.raises(Refused, match="have this letter"):
        printing.ask_for_letter(case, LetterKind.OFFER, actor=cast.boss)
    with pytest.raises(Refused, match="no outcome"):
        printing.ask_for_letter(case, LetterKind.OUTCOME, actor=cast.ada)


def test_an_outcome_says_why_what_to_work_on_and_how_to_appeal(
    cast: Cast, config: Config, renderer: Renders
) -> None:
    case = make_case(cast, S.PANEL)
    score(case, cast.chair)
    score(case, cast.second)
    recommend(case, cast, S.DEVELOP_FURTHER)
    letter = printing.ask_for_letter(case, LetterKind.OUTCOME, actor=cast.hr)
    said = " ".join(words(renderer.render(page_of(letter, config).request())))
    for expected in ("Develop further", "We agree.", "Lead two more shifts.", "You may appeal until",
                     "Chris Chair"):  # fmt: skip
        assert expected in said, expected


def test_a_refusal_is_signed_by_whoever_refused_and_says_once_how_to_appeal(cast: Cast) -> None:
    case = make_case(cast, S.RECOMMENDED)
    deciding.refuse(
        case,
        actor=cast.above,
        proof=proof_of(cast.above),
        seen=covered(case),
        words="The diploma first.",
        plan="Finish the diploma.",
        review_on=clock.today() + timedelta(days=60),
    )
    said = outcome_letter(case, cast)
    assert ("Decided by", "Alun Above") in said
    assert ("Decided by", "Chris Chair") not in said
    assert "The diploma first." in said
    assert any("You may appeal until" in str(one) for one in said)
    appealing.appeal(case, actor=cast.ada, words="I have it.")
    appealing.choose_hearer(case, actor=cast.hr, member=cast.eve)
    appealing.answer_appeal(
        case,
        actor=cast.eve,
        proof=proof_of(cast.eve),
        seen=covered(case),
        upheld=False,
        words="I asked for it.",
    )
    said = outcome_letter(case, cast)
    assert "I asked for it." in said
    assert "The diploma first." in said
    assert not any("You may appeal until" in str(one) for one in said)


def test_an_ended_trial_is_signed_by_whoever_ended_it(cast: Cast) -> None:
    case = make_case(cast, S.IN_POST)
    trial.end_trial(case, actor=cast.chair, words="The rota did not work.")
    said = outcome_letter(case, cast)
    assert "The rota did not work." in said
    assert [one for one in said if one[0] == "Decided by"] == [("Decided by", "Chris Chair")]
    assert "job you had before" in str(said)


def outcome_letter(case: PromotionCase, cast: Cast) -> list[str | tuple[str, str]]:
    letter = printing.ask_for_letter(case, LetterKind.OUTCOME, actor=cast.hr)
    page = page_of(letter, current_app.extensions["trainer"])
    said: list[str | tuple[str, str]] = []
    for section in page.sections:
        said += [*section.words, *((one.part, one.name) for one in section.names)]
    return said


def test_a_letter_that_can_not_be_made_says_so_and_old_ones_go(cast: Cast) -> None:
    case = make_case(cast, S.OFFERED)
    letter = printing.ask_for_letter(case, LetterKind.OFFER, actor=cast.ada)
    printing.give_up_on_letter(letter.id)
    assert letter.status is PaperStatus.FAILED
    printing.drop_old_letters()
    assert db.session.query(PromotionLetter).count() == 1
    with time_machine.travel(clock.now() + timedelta(days=3)):
        printing.drop_old_letters()
    assert db.session.query(PromotionLetter).count() == 0
