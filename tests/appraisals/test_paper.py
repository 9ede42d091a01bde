"""The record of an appraisal as a PDF: what it says, who has it made, and for how long it is kept."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories_appraisals import Cast, bring_to, fill_in, make_answered, make_appraisal
from tests.factories_logs import make_submitted
from trainer import work
from trainer.appraisals import tasks
from trainer.appraisals.actions import answering, moving, printing, signing
from trainer.appraisals.models import AppraisalPaper
from trainer.appraisals.paper import page_of
from trainer.appraisals.queries import forms
from trainer.appraisals.rules.appealing import AppealOutcome
from trainer.appraisals.rules.stages import AppraisalStage
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.documents.making import PaperStatus
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, Task


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


def test_it_says_what_was_signed_and_what_was_added(
    cast: Cast, config: Config, renderer: Renders, tmp_path: Path
) -> None:
    one = make_appraisal(cast, AppraisalStage.REVIEWED, calibrates=True)
    signing.add_note(one, actor=cast.person, words="The breaks are there now.")
    make_answered(one, cast, AppealOutcome.PARTLY, after=4)
    record = forms.record_of(one)
    assert record is not None
    made = renderer.render(page_of(one, record, config, cast.hr).request())
    (tmp_path / "record.pdf").write_bytes(made)
    said = " ".join(words(made))
    for expected in (
        "Appraisal 2026", "Nia Bowen", "How you work", "Seen often.", "Fully meets", "Listening",
        "I see it otherwise.", "Fair.", "Martin Keogh", "The breaks are there now.",
        "The rota is the reason, not me.", "Upheld in part. I read all of it.",
        "Goes beyond, before that Fully meets.", "The breaks are taken into account.",
    ):  # fmt: skip
        assert expected in said, expected


def test_it_is_made_by_the_worker_and_saved_by_whoever_asked(
    cast: Cast, config: Config, renderer: Renders, browser: Browser
) -> None:
    one = make_appraisal(cast, AppraisalStage.MANAGER_SIGNED)
    browser(cast.person).post(f"/appraisals/{one.id}/paper")
    paper = db.session.scalars(sa.select(AppraisalPaper)).one()
    where = f"/appraisals/papers/{paper.id}"
    assert "being made" in browser(cast.person).get(where).text("main")
    browser(cast.person).get(f"{where}/pdf", status=404)
    work = db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.PRINT_APPRAISAL)
    ).one()
    assert work.payload == {"paper_id": paper.id}
    tasks.print_paper(paper.id, config, renderer)
    assert "It is ready" in browser(cast.person).get(where).text("main")
    assert browser(cast.person).client.get(f"{where}/pdf").data.startswith(b"%PDF")
    for other in (cast.manager, cast.hr, cast.stranger):
        browser(other).get(where, status=404)
        browser(other).get(f"{where}/pdf", status=404)


def test_there_is_none_before_the_manager_signs_and_hr_is_noted_for_having_one(
    cast: Cast, browser: Browser
) -> None:
    one = make_appraisal(cast, AppraisalStage.MEETING_HELD)
    fill_in(one, cast.manager)
    with pytest.raises(Refused):
        printing.ask_for_paper(one, actor=cast.manager)
    other = make_appraisal(cast, AppraisalStage.REVIEWED)
    browser(cast.hr).post(f"/appraisals/{other.id}/paper")
    assert [row.reader for row in forms.readings_of(other)] == [cast.hr]


def test_it_names_a_record_only_to_whoever_may_see_it(
    cast: Cast, config: Config, browser: Browser
) -> None:
    one = make_appraisal(cast)
    fill_in(one, cast.person)
    entry = make_submitted(cast.person, title="A hard week at home")
    behaviour = forms.form_of(one).items["behaviours"][0]
    place = ("behaviours", behaviour.key)
    answering.cite(one, place, actor=cast.person, chosen=[("evidence", entry.id)])
    bring_to(one, AppraisalStage.MEETING_HELD, cast)
    db.session.commit()
    named, unnamed = "A hard week at home", "1 record that isn’t open to you"
    said = browser(cast.manager).get(f"/appraisals/{one.id}/sign").text("main")
    assert (named in said, unnamed in said) == (False, True)
    bring_to(one, AppraisalStage.MANAGER_SIGNED, cast)
    db.session.commit()
    said = browser(cast.person).get(f"/appraisals/{one.id}/answer").text("main")
    assert (named in said, unnamed in said) == (True, False)
    for reader, sees in ((cast.person, True), (cast.manager, False), (cast.hr, False)):
        told = str(page_of(one, forms.signed(one), config, reader))
        assert (named in told, unnamed in told) == (sees, not sees), reader.name


def test_what_was_taken_back_is_no_record_once_it_is_closed(cast: Cast, browser: Browser) -> None:
    one = make_appraisal(cast, AppraisalStage.MANAGER_SIGNED)
    signing.take_back(one, actor=cast.manager, reason="One word was wrong.")
    cast.person.active = False
    moving.close_early(one, actor=cast.second_line, reason="Left.")
    db.session.commit()
    page = browser(cast.second_line).get(f"/appraisals/{one.id}")
    assert "ended before it was signed" in page.text("main")
    assert page.all("main form[action$='/paper']") == []
    with pytest.raises(Refused):
        printing.ask_for_paper(one, actor=cast.second_line)


def test_what_was_taken_back_meanwhile_is_not_printed(
    cast: Cast, config: Config, renderer: Renders
) -> None:
    one = make_appraisal(cast, AppraisalStage.MANAGER_SIGNED)
    paper = printing.ask_for_paper(one, actor=cast.person)
    signing.take_back(one, actor=cast.manager, reason="One word was wrong.")
    db.session.commit()
    tasks.print_paper(paper.id, config, renderer)
    assert db.session.get_one(AppraisalPaper, paper.id).status is PaperStatus.FAILED


def test_what_was_closed_with_the_managers_signature_alone_can_be_printed(cast: Cast) -> None:
    one = make_appraisal(cast, AppraisalStage.MANAGER_SIGNED)
    cast.person.active = False
    moving.close_early(one, actor=cast.second_line, reason="Left.")
    assert printing.ask_for_paper(one, actor=cast.second_line).status is PaperStatus.WAITING


def test_one_that_could_not_be_made_says_so_and_goes_in_time(cast: Cast, browser: Browser) -> None:
    one = make_appraisal(cast, AppraisalStage.REVIEWED)
    paper = printing.ask_for_paper(one, actor=cast.person)
    printing.give_up(paper.id)
    db.session.commit()
    assert paper.status is PaperStatus.FAILED
    where = f"/appraisals/papers/{paper.id}"
    assert "could not be made" in browser(cast.person).get(where).text("main")
    db.session.get_one(AppraisalPaper, paper.id).asked_at = clock.now() - printing.KEPT * 2
    printing.drop_old_papers()
    assert db.session.query(AppraisalPaper).count() == 0
