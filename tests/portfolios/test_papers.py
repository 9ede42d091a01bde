"""Papers of a portfolio: what they say, who may have them, and that the worker makes them."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.audit.test_anchors import cut_off_after
from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories import make_user
from tests.factories_assessments import (
    criteria_of,
    make_item,
    make_qualification,
    make_registration,
    make_submission,
    make_waiting_for_iqa,
    submit,
)
from tests.factories_people import make_holder
from tests.factories_witnesses import make_testimony
from trainer import work, worker
from trainer.accounts.models import User
from trainer.anchoring.holding import found_in
from trainer.audit.models import LedgerEntry
from trainer.audit.verify import verify
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.documents.making import PaperStatus
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.logs import offering
from trainer.logs.models import EvidenceKind
from trainer.notifications.models import OutboxItem, Task
from trainer.people.models import Role
from trainer.planning import actions as planning
from trainer.planning.models import Method
from trainer.portfolios import actions, tasks
from trainer.portfolios.models import Paper, PaperKind
from trainer.portfolios.papers import offered
from trainer.registrations.models import Registration


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


@pytest.fixture
def registration(ada: User, ben: User, cleo: User) -> Registration:
    return make_registration(ada, ben, cleo, version=make_qualification(units=2, criteria=2))


def asked(
    registration: Registration, reader: User, kind: PaperKind, about_id: int | None = None
) -> Paper:
    paper = actions.ask_for_paper(registration, actor=reader, kind=kind, about_id=about_id)
    db.session.commit()
    return paper


def said(paper: Paper, config: Config, renderer: Renders) -> str:
    return " ".join(words(renderer.render(tasks.page_of(paper, config).request())))


def test_the_unit_record_has_every_criterion_and_the_names(
    registration: Registration, config: Config, renderer: Renders
) -> None:
    unit = make_waiting_for_iqa(registration)
    says = said(
        asked(registration, registration.learner, PaperKind.UNIT, unit.id), config, renderer
    )
    for fact in ("1.1 Do the thing numbered 1 Met E001 (met)", "Learner Ada Trainee",
                 "Assessor Ben Assessor", "Countersignatory Date", "An in-house record"):  # fmt: skip
        assert fact in says, fact


def test_a_paper_kept_tells_of_a_ledger_that_was_cut_since(
    registration: Registration, config: Config, renderer: Renders
) -> None:
    unit = make_waiting_for_iqa(registration)
    db.session.commit()
    before = db.session.scalars(sa.select(LedgerEntry).order_by(LedgerEntry.seq)).all()
    paper = asked(registration, registration.learner, PaperKind.UNIT, unit.id)
    links = found_in(said(paper, config, renderer))
    assert links == [(before[-1].seq, before[-1].hash)]
    assert verify(links) == []
    cut_off_after(before[-2])
    assert len(verify(links)) == 1


@pytest.mark.parametrize(("reader", "shown"), [("learner", True), ("training", False)])
def test_the_index_has_titles_only_for_those_who_may_read_them(
    reader: str, shown: bool, registration: Registration, config: Config, renderer: Renders
) -> None:
    make_submission(registration, title="The kettle")
    person = {
        "learner": registration.learner,
        "training": make_holder("Tess Training", Role.TRAINING_ADMIN),
    }[reader]
    says = said(asked(registration, person, PaperKind.INDEX), config, renderer)
    assert "E001" in says
    assert ("The kettle" in says) is shown


def test_the_index_begins_a_line_with_each_unit(registration: Registration, config: Config) -> None:
    make_submission(registration, criteria_of(registration) + criteria_of(registration, 1))
    paper = asked(registration, registration.learner, PaperKind.INDEX)
    table = tasks.page_of(paper, config).sections[0].table
    assert table
    codes = [one.unit_version.code for one in registration.units]
    assert [line.split()[0] for line in table.rows[0][4].splitlines()] == codes


def test_the_matrix_has_a_part_for_each_unit_and_turns_over_when_it_is_broad(
    registration: Registration, config: Config, renderer: Renders
) -> None:
    for _number in range(14):
        make_submission(registration)
    says = said(asked(registration, registration.learner, PaperKind.MATRIX), config, renderer)
    assert "E013" in says
    assert f"{registration.units[0].unit_version.title}, continued" in says
    assert registration.units[1].unit_version.title in says


def test_the_plan_says_what_and_who_agreed(
    registration: Registration, config: Config, renderer: Renders
) -> None:
    plan = planning.propose(
        registration,
        actor=registration.assessor,
        method=Method.OBSERVATION,
        planned_on=clock.today(),
        criteria=[criteria_of(registration)[0].id],
        place="At the counter",
    )
    planning.agree(plan, actor=registration.learner)
    db.session.commit()
    says = said(asked(registration, registration.learner, PaperKind.PLAN), config, renderer)
    for fact in ("Where: At the counter", "1.1 Do the thing numbered 1", "Agreed by Ada Trainee"):
        assert fact in says, fact


def test_testimony_and_the_status_list_name_the_witness(
    registration: Registration, config: Config, renderer: Renders
) -> None:
    item = make_testimony(registration)
    offering.sign(item.revisions[0], actor=registration.assessor)
    submit(item, registration)
    reader = registration.learner
    listed = said(asked(registration, reader, PaperKind.WITNESSES), config, renderer)
    written = said(asked(registration, reader, PaperKind.TESTIMONY, item.id), config, renderer)
    witness = item.revisions[0].details["witness"]
    assert witness in listed
    assert f"Witness {witness}" in written
    assert item.revisions[0].what in written


def test_an_observation_says_where_and_how_long(
    registration: Registration, config: Config, renderer: Renders
) -> None:
    item = make_item(registration.learner, criteria_of(registration), title="At the till")
    [revision] = item.revisions
    revision.minutes, revision.place = 35, "The returns desk"
    revision.details = {"activity": "Serving", "remote": False}
    submit(item, registration)
    item.kind, item.author_id = EvidenceKind.OBSERVATION, registration.assessor_id
    db.session.commit()
    says = said(
        asked(registration, registration.learner, PaperKind.OBSERVATION, item.id), config, renderer
    )
    for fact in (
        "E001 At the till",
        "Minutes 35",
        "Where The returns desk",
        "by video",
        "Assessor",
    ):
        assert fact in says, fact


def test_words_have_fewer_readers_than_progress(registration: Registration) -> None:
    item = make_item(registration.learner, criteria_of(registration))
    submit(item, registration)
    item.kind = EvidenceKind.OBSERVATION
    db.session.commit()
    trainer = make_holder("Tess Training", Role.TRAINING_ADMIN)
    kinds = {one.kind for one in offered(registration, trainer)}
    assert kinds == set(PaperKind) - {
        PaperKind.OBSERVATION,
        PaperKind.TESTIMONY,
        PaperKind.WITNESSES,
    }
    for kind, about in ((PaperKind.OBSERVATION, item.id), (PaperKind.WITNESSES, None)):
        with pytest.raises(Refused):
            actions.ask_for_paper(registration, actor=trainer, kind=kind, about_id=about)


def test_a_unit_of_another_registration_is_no_paper_of_this(registration: Registration) -> None:
    other = make_registration(make_user(), registration.assessor, registration.iqa)
    with pytest.raises(Refused):
        actions.ask_for_paper(
            registration,
            actor=registration.learner,
            kind=PaperKind.UNIT,
            about_id=other.units[0].id,
        )


def test_the_worker_makes_it_and_its_reader_alone_saves_it(
    app: Flask, registration: Registration, browser: Browser, ben: User
) -> None:
    visitor = browser(registration.learner)
    there = visitor.post(f"/qualifications/{registration.id}/papers", kind="index").response
    paper = db.session.scalars(sa.select(Paper)).one()
    assert there.headers["Location"].endswith(f"/papers/{paper.id}")
    assert visitor.get(f"/papers/{paper.id}").all("[data-follow]")
    visitor.get(f"/papers/{paper.id}/pdf", 404)
    work = db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.PRINT_PAPER)
    ).one()
    worker.deliver(work.id)
    assert not visitor.get(f"/papers/{paper.id}").all("[data-follow]")
    assert visitor.client.get(f"/papers/{paper.id}/pdf").data.startswith(b"%PDF-")
    browser(ben).get(f"/papers/{paper.id}/pdf", 404)


def test_it_goes_after_its_days(app: Flask, registration: Registration) -> None:
    kept, old = (asked(registration, registration.learner, PaperKind.INDEX) for _two in range(2))
    old.asked_at = clock.now() - actions.KEPT * 2
    db.session.commit()
    actions.drop_old_papers()
    assert db.session.scalars(sa.select(Paper)).all() == [kept]


def test_one_that_can_not_be_made_says_so(registration: Registration, browser: Browser) -> None:
    paper = asked(registration, registration.learner, PaperKind.INDEX)
    tasks.give_up_on_paper(paper.id)
    db.session.commit()
    assert paper.status is PaperStatus.FAILED
    assert "could not be made" in browser(registration.learner).get(f"/papers/{paper.id}").html
