"""What came of a round as a PDF: what was released and no more, for whoever may read it."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories_feedback import (
    answer_as,
    close_round,
    make_company,
    make_round,
    open_round,
    rater_of,
)
from trainer import work
from trainer.accounts.models import User
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.documents.making import PaperStatus
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.feedback import tasks
from trainer.feedback.actions import printing, running
from trainer.feedback.models import FeedbackPaper, FeedbackRound
from trainer.feedback.paper import page_of
from trainer.feedback.queries.results import results_of
from trainer.notifications.models import OutboxItem, Task


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


def answered(*, answers: int = 5, anonymous: bool = True) -> FeedbackRound:
    """A round that so many of five answered, closed and passed on."""
    company = make_company()
    made = open_round(make_round(company, raters=company.peers, anonymous=anonymous), company)
    for place, peer in enumerate(company.peers[:answers]):
        answer_as(rater_of(made, peer), 1 + place % 4, words=f"Word{place} of it")
    close_round(made)
    running.release_round(made, actor=company.manager)
    db.session.commit()
    return made


def said_of(told: FeedbackRound, config: Config) -> list[str]:
    released = results_of(told, told.subject)
    assert released is not None
    page = page_of(told, released, config)
    return [
        text
        for one in page.sections
        for text in (
            *one.words,
            *(cell for row in (one.table.rows if one.table else ()) for cell in row),
        )
    ]


def test_it_says_what_the_page_says_in_its_mixed_order_and_names_nobody(
    app: object, config: Config, renderer: Renders
) -> None:
    told = answered()
    released = results_of(told, told.subject)
    assert released is not None
    made = " ".join(words(renderer.render(page_of(told, released, config).request())))
    for expected in ("Sara Subject", "Colleagues", "5 answers", "Word0 of it", "Last day"):
        assert expected in made, expected
    assert "Peer" not in made
    assert str(told.terms.shuffle) not in made
    question = next(one.id for one in told.questions if one.version is None)
    order = [one.words for part in released.parts for one in part.words.get(question, ())]
    assert order
    assert [text for text in said_of(told, config) if "Word" in text][: len(order)] == [
        f"Colleagues: {one}" for one in order
    ]


def test_of_a_group_of_few_nothing_is_on_paper(app: object, config: Config) -> None:
    told = answered(answers=3)
    said = " ".join(said_of(told, config))
    assert "Word" not in said
    assert "too few to show anything" in said
    assert "3 answers" not in said


def test_with_names_it_says_who(app: object, config: Config) -> None:
    said = " ".join(said_of(answered(anonymous=False), config))
    assert "Colleagues (Peer A): Word0 of it" in said


def test_it_is_made_by_the_worker_and_theirs_who_asked(
    browser: Browser, config: Config, renderer: Renders
) -> None:
    told = answered()
    address, manager = f"/feedback/{told.id}/result", told.subject.placement()
    assert manager is not None
    browser(told.subject).post(f"{address}/paper")
    paper = db.session.scalars(sa.select(FeedbackPaper)).one()
    where = f"/feedback/papers/{paper.id}"
    assert "being made" in browser(told.subject).get(where).text("main")
    browser(told.subject).get(f"{where}/pdf", status=404)
    assert db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.PRINT_FEEDBACK)
    ).one()
    tasks.print_paper(paper.id, config, renderer)
    assert browser(told.subject).client.get(f"{where}/pdf").data.startswith(b"%PDF")
    assert manager.manager is not None
    peer = db.session.scalars(sa.select(User).where(User.name == "Peer A")).one()
    browser(manager.manager).get(where, status=404)
    with pytest.raises(Refused):
        printing.ask_for_paper(told, actor=peer)
    db.session.get_one(FeedbackPaper, paper.id).asked_at = clock.now() - printing.KEPT * 2
    printing.drop_old_papers()
    db.session.commit()
    assert db.session.query(FeedbackPaper).count() == 0


def test_what_may_not_be_read_any_more_is_not_made(
    app: object, config: Config, renderer: Renders
) -> None:
    told = answered()
    job = told.subject.placement()
    assert job is not None
    assert job.manager is not None
    paper = printing.ask_for_paper(told, actor=job.manager)
    job.manager = None
    db.session.commit()
    with pytest.raises(LookupError):
        tasks.print_paper(paper.id, config, renderer)
    printing.give_up(paper.id)
    assert paper.status is PaperStatus.FAILED
