"""The record of an exercise as a PDF: what it says, for whom, and for how long."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from tests.browsing import Browser
from tests.documents.reading import words
from tests.factories_points import make_point
from tests.factories_standardisation import REASON, TITLE, say, send
from trainer import work
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState
from trainer.config import Config
from trainer.core import clock
from trainer.core.errors import Refused
from trainer.documents.pool import Renders
from trainer.extensions import db
from trainer.notifications.models import OutboxItem, Task
from trainer.standardisation import tasks
from trainer.standardisation.actions import concluding, judging, recording
from trainer.standardisation.models import Exercise, ExerciseRecord, RecordStatus
from trainer.standardisation.record import page_of


@pytest.fixture(scope="module")
def renderer() -> Iterator[Renders]:
    with work.renderer() as renderer:
        yield renderer


@pytest.fixture
def opened(exercise: Exercise, assessors: list[User], ben: User) -> Exercise:
    send(exercise, [*assessors, ben])
    for person in assessors:
        say(exercise, person, True, False, person != assessors[0])
    say(exercise, ben, True, True, True)
    judging.open_results(exercise, actor=exercise.lead)
    db.session.commit()
    return exercise


def test_it_says_all_of_it(
    opened: Exercise, assessors: list[User], config: Config, renderer: Renders
) -> None:
    lead = opened.lead
    item = opened.pieces[0].criteria[2]
    concluding.agree(item, actor=lead, outcome=CriterionState.MET, why="It says when.")
    concluding.record_meeting(
        opened,
        actor=lead,
        met_on=clock.today(),
        met_minutes=45,
        people=[lead, assessors[0]],
        minutes="Read aloud.",
        decisions="Ask when.",
    )
    make_point(opened, lead, assessors[0], what="Write it into the phrases.")
    said = " ".join(words(renderer.render(page_of(opened, config).request())))
    for expected in (
        TITLE, "Fleiss’ kappa", "0.55", "78%", REASON, "It says when.", "45 minutes",
        "Read aloud.", "Ask when.", "Write it into the phrases.", "Dora Assessor", "Met *",
    ):  # fmt: skip
        assert expected in said, expected
    assert "Gus Assessor" not in said
    concluding.show_names(opened, actor=lead, shown=True)
    assert "Gus Assessor" in str(page_of(opened, config))


def test_it_is_made_by_the_worker_and_saved_by_whoever_asked(
    opened: Exercise, assessors: list[User], config: Config, renderer: Renders, browser: Browser
) -> None:
    visitor = browser(assessors[0])
    visitor.post(f"/standardisation/{opened.id}/record")
    record = db.session.query(ExerciseRecord).one()
    where = f"/standardisation/records/{record.id}"
    assert "being made" in visitor.get(where).text("main")
    visitor.get(f"{where}/pdf", status=404)
    work = db.session.scalars(
        sa.select(OutboxItem).where(OutboxItem.task == Task.PRINT_EXERCISE)
    ).one()
    assert work.payload == {"record_id": record.id}
    tasks.print_record(record.id, config, renderer)
    assert "It is ready" in visitor.get(where).text("main")
    assert visitor.client.get(f"{where}/pdf").data.startswith(b"%PDF")
    browser(assessors[1]).get(where, status=404)


def test_there_is_none_before_the_results_open(
    exercise: Exercise, assessors: list[User], browser: Browser
) -> None:
    send(exercise, assessors)
    with pytest.raises(Refused):
        recording.ask_for_record(exercise, actor=exercise.lead)
    browser(exercise.lead).post(f"/standardisation/{exercise.id}/record", status=404)


def test_one_that_could_not_be_made_says_so_and_goes_in_time(
    opened: Exercise, browser: Browser
) -> None:
    record = recording.ask_for_record(opened, actor=opened.lead)
    tasks.give_up_on_record(record.id)
    db.session.commit()
    assert record.status is RecordStatus.FAILED
    where = f"/standardisation/records/{record.id}"
    assert "could not be made" in browser(opened.lead).get(where).text("main")
    db.session.get_one(ExerciseRecord, record.id).asked_at = clock.now() - recording.KEPT * 2
    recording.drop_old_records()
    assert db.session.query(ExerciseRecord).count() == 0
