"""An exercise from its making to its meeting: who may do what, and when."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
import sqlalchemy as sa
import time_machine

from tests.factories_assessments import appoint, make_file, make_submission
from tests.factories_standardisation import REASON, make_exercise, place_of, say, send
from trainer import worker
from trainer.accounts.models import User
from trainer.assessments.models import CriterionState, Submission
from trainer.core import clock
from trainer.core.errors import Refused, Unacceptable
from trainer.cpd.queries import year_of
from trainer.extensions import db
from trainer.logs.people_shown import Safeguard
from trainer.notifications.models import Notice
from trainer.people.models import Role
from trainer.standardisation import policies, queries
from trainer.standardisation.actions import concluding, judging, preparing
from trainer.standardisation.models import BlindJudgement, Exercise, ExerciseStatus
from trainer.standardisation.results import results_of

MET, NOT_YET = CriterionState.MET, CriterionState.NOT_YET_MET


def told(person: User) -> list[str]:
    return list(db.session.scalars(sa.select(Notice.text).where(Notice.user_id == person.id)))


def add(exercise: Exercise, submission: Submission, **other: object) -> None:
    given = {
        "criteria": [link.criterion_id for link in submission.revision.links],
        "also": [],
        "files": [],
        "confirmed": "",
        "has_read": True,
    } | other
    preparing.add_piece(exercise, submission, actor=exercise.lead, **given)  # type: ignore[arg-type]
    db.session.flush()


def empty(exercise: Exercise) -> None:
    preparing.drop_piece(exercise.pieces[0], actor=exercise.lead)
    db.session.commit()
    db.session.refresh(exercise)


def test_names_are_taken_out(exercise: Exercise, submission: Submission) -> None:
    [piece] = exercise.pieces
    assert piece.title == "What [the learner] said"
    assert piece.words[0][1] == (
        "[the learner] told [a colleague] that trainee hours matter. Mrs Quill agreed with"
        " [the learner]."
    )
    empty(exercise)
    add(exercise, submission, also=["Mrs Quill"])
    assert "Quill" not in exercise.pieces[0].words[0][1]


def test_what_was_not_read_goes_not_in(exercise: Exercise, submission: Submission) -> None:
    empty(exercise)
    for other, field in (({"has_read": False}, "has_read"), ({"criteria": []}, "criteria")):
        with pytest.raises(Unacceptable) as error:
            add(exercise, submission, **other)
        assert error.value.field == field


def test_the_same_goes_in_once(exercise: Exercise, submission: Submission) -> None:
    with pytest.raises(Unacceptable, match="already"):
        add(exercise, submission)


@pytest.mark.parametrize(
    ("shows_others", "safeguard", "confirmed", "field"),
    [
        (True, Safeguard.CONSENT, "It names nobody.", "files"),
        (True, Safeguard.COVERED, "", None),
        (False, None, "", "confirmed"),
        (False, None, "I looked: a shelf and a price.", None),
    ],
)
def test_files_go_in_covered_or_confirmed(
    exercise: Exercise,
    submission: Submission,
    shows_others: bool,
    safeguard: Safeguard | None,
    confirmed: str,
    field: str | None,
) -> None:
    registration = submission.registration
    other = make_submission(registration, title="A photo", files=1)
    file = other.revision.files[0].file
    file.shows_others, file.safeguard = shows_others, safeguard
    db.session.commit()
    given = {"files": [file.id], "confirmed": confirmed}
    if field is None:
        add(exercise, other, **given)
        assert [one.file for one in exercise.pieces[1].files] == [file]
        return
    with pytest.raises(Unacceptable) as error:
        add(exercise, other, **given)
    assert error.value.field == field


def test_a_recording_is_never_shown(submission: Submission) -> None:
    file = make_file(submission.registration.learner)
    file.kind = "audio"
    assert "a voice" in policies.may_be_shown(file).reason


def test_evidence_is_of_learners_one_assures(
    exercise: Exercise, submission: Submission, cleo: User, eve: User
) -> None:
    assert db.session.scalars(policies.evidence_for(cleo, exercise)).all() == [submission]
    assert not db.session.scalars(policies.evidence_for(eve, exercise)).all()


def test_it_takes_two_on_the_register_who_did_not_write_it(
    exercise: Exercise, assessors: list[User], ada: User, eve: User
) -> None:
    with pytest.raises(Refused, match="at least two"):
        send(exercise, assessors[:1])
    with pytest.raises(Refused, match="isn't appointed"):
        send(exercise, [*assessors, eve])
    with pytest.raises(Refused, match="does not judge"):
        preparing.invite(exercise, actor=exercise.lead, people=[exercise.lead])
    preparing.invite(exercise, actor=exercise.lead, people=assessors)
    preparing.invite(exercise, actor=exercise.lead, people=assessors[1:])
    db.session.commit()
    assert {one.person for one in exercise.assessors} == set(assessors[1:])
    assert not policies.may_be_invited(ada, exercise, clock.now())


def test_once_sent_nothing_of_it_changes(exercise: Exercise, assessors: list[User]) -> None:
    send(exercise, assessors)
    assert any("Please judge" in words for words in told(assessors[0]))
    lead, piece, today = exercise.lead, exercise.pieces[0], clock.today()
    changes: list[Callable[[], None]] = [
        partial(preparing.drop_piece, piece, actor=lead),
        partial(preparing.invite, exercise, actor=lead, people=assessors[:2]),
        partial(preparing.change_day, exercise, actor=lead, judge_by=today),
        partial(preparing.send_out, exercise, actor=lead),
    ]
    for change in changes:
        with pytest.raises(Refused, match="stays as it is"):
            change()


def test_a_judgement_is_whole_and_handed_in_once(exercise: Exercise, assessors: list[User]) -> None:
    send(exercise, assessors)
    first = assessors[0]
    with pytest.raises(Unacceptable, match="still wants"):
        say(exercise, first, True, False)
    db.session.rollback()
    say(exercise, first, True, False, True)
    with pytest.raises(Refused, match="handed in"):
        say(exercise, first, True, True, True)
    with pytest.raises(Refused, match="handed in"):
        judging.hand_in(place_of(exercise, first), actor=first)


def test_nobody_judges_in_the_place_of_another(exercise: Exercise, assessors: list[User]) -> None:
    send(exercise, assessors)
    with pytest.raises(Refused, match="not asked"):
        judging.save(place_of(exercise, assessors[0]), actor=assessors[1], said={})


def test_a_late_one_is_not_taken(exercise: Exercise, assessors: list[User]) -> None:
    send(exercise, assessors)
    say(exercise, assessors[0], True, True, True, hand_in=False)
    with (
        time_machine.travel(clock.now() + timedelta(days=8), tick=False),
        pytest.raises(Refused, match="time to judge is over"),
    ):
        judging.hand_in(place_of(exercise, assessors[0]), actor=assessors[0])


def test_results_open_once_everybody_has_judged(exercise: Exercise, assessors: list[User]) -> None:
    send(exercise, assessors)
    for person in assessors[:2]:
        say(exercise, person, True, False, True)
    with pytest.raises(Refused, match="once everybody"):
        judging.open_results(exercise, actor=exercise.lead)
    say(exercise, assessors[2], True, True, True)
    assert f"Everybody has judged “{exercise.title}”." in told(exercise.lead)
    with pytest.raises(Refused, match="Only Cleo"):
        judging.open_results(exercise, actor=assessors[0])
    judging.open_results(exercise, actor=exercise.lead)
    assert exercise.status is ExerciseStatus.OPENED
    assert any("are open" in words for words in told(assessors[0]))


def test_they_open_by_themselves_when_the_day_is_over(
    exercise: Exercise, assessors: list[User]
) -> None:
    send(exercise, assessors)
    say(exercise, assessors[0], True, False, True)
    say(exercise, assessors[1], True, True, True)
    say(exercise, assessors[2], True, True, True, hand_in=False)
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        worker.tidy_up()
        db.session.refresh(exercise)
        assert exercise.status is ExerciseStatus.JUDGING
    with time_machine.travel(clock.now() + timedelta(days=8), tick=False):
        worker.tidy_up()
    db.session.refresh(exercise)
    assert exercise.status is ExerciseStatus.OPENED
    found = results_of(exercise)
    assert {one.person for one in found.assessors} == set(assessors[:2])
    assert (found.agreement.raters, found.agreement.items) == (2, 3)


def test_who_has_not_judged_is_reminded_once(exercise: Exercise, assessors: list[User]) -> None:
    send(exercise, assessors)
    say(exercise, assessors[0], True, True, True)
    worker.tidy_up()
    assert not any("still waits" in words for words in told(assessors[1]))
    with time_machine.travel(clock.now() + timedelta(days=5), tick=False):
        worker.tidy_up()
        worker.tidy_up()
    assert sum("still waits" in words for words in told(assessors[1])) == 1
    assert not any("still waits" in words for words in told(assessors[0]))


def test_whoever_assessed_it_for_real_is_left_out_of_the_figures(
    exercise: Exercise, assessors: list[User], ben: User
) -> None:
    send(exercise, [ben, *assessors[:2]])
    say(exercise, ben, False, False, False)
    say(exercise, assessors[0], True, False, True)
    say(exercise, assessors[1], True, False, True)
    judging.open_results(exercise, actor=exercise.lead)
    found = results_of(exercise)
    assert len(found.assessors) == 3
    assert (found.agreement.raters, found.agreement.same, found.agreement.kappa) == (2, 1, 1)
    assert {one.counts for one in queries.judgements_of(exercise) if one.invited.person == ben} == {
        False
    }


def test_where_they_differ_comes_first(exercise: Exercise, assessors: list[User]) -> None:
    send(exercise, assessors)
    say(exercise, assessors[0], True, True, True)
    say(exercise, assessors[1], True, True, False)
    say(exercise, assessors[2], True, True, True)
    judging.open_results(exercise, actor=exercise.lead)
    found = results_of(exercise)
    assert [line.item.criterion.number for line in found.lines] == ["1.3", "1.1", "1.2"]
    assert (found.differing, found.lines[0].said[0].reason) == (1, REASON)  # type: ignore[union-attr]


def test_what_was_handed_in_is_guarded_by_the_database(
    exercise: Exercise, assessors: list[User]
) -> None:
    send(exercise, assessors)
    say(exercise, assessors[0], True, True, True)
    with pytest.raises(sa.exc.DatabaseError):
        db.session.execute(sa.update(BlindJudgement).values(outcome=NOT_YET))


def conclude(exercise: Exercise, assessors: list[User]) -> None:
    send(exercise, assessors)
    for person in assessors:
        say(exercise, person, True, True, False)
    judging.open_results(exercise, actor=exercise.lead)
    db.session.commit()


def test_the_leader_writes_down_what_was_agreed(exercise: Exercise, assessors: list[User]) -> None:
    item = exercise.pieces[0].criteria[0]
    with pytest.raises(Refused, match="before the results open"):
        concluding.agree(item, actor=exercise.lead, outcome=MET, why="It shows.")
    conclude(exercise, assessors)
    with pytest.raises(Refused, match="Only Cleo"):
        concluding.agree(item, actor=assessors[0], outcome=MET, why="It shows.")
    with pytest.raises(Unacceptable):
        concluding.agree(item, actor=exercise.lead, outcome=MET, why=" ")
    concluding.agree(item, actor=exercise.lead, outcome=MET, why="It shows.")
    assert (item.agreed, item.agreed_why) == (MET, "It shows.")


def test_the_meeting_counts_as_development_of_whoever_was_there(
    exercise: Exercise, assessors: list[User]
) -> None:
    conclude(exercise, assessors)

    def meet(people: list[User], days: int = 0) -> None:
        concluding.record_meeting(
            exercise,
            actor=exercise.lead,
            met_on=clock.today() + timedelta(days=days),
            met_minutes=90,
            people=people,
            minutes="We read it aloud.",
            decisions="Ask for the next step.",
        )
        db.session.commit()

    for wrong, field in (
        ((assessors, 1), "met_on"),
        ((assessors, -1), "met_on"),
        (([],), "people"),
    ):
        with pytest.raises(Unacceptable) as error:
            meet(*wrong)
        assert error.value.field == field
    meet(assessors)
    meet(assessors[:2])
    year = clock.today().year
    assert [one.minutes for one in year_of(assessors[0], year).spent] == [90]
    assert [one.what for one in year_of(assessors[1], year).spent] == [exercise.title]
    assert not year_of(assessors[2], year).spent


def test_who_sees_it_when(exercise: Exercise, assessors: list[User], ada: User, eve: User) -> None:
    def seen(person: User) -> bool:
        return db.session.scalar(policies.visible_to(person)) is not None

    appoint(eve, Role.IQA)
    preparing.invite(exercise, actor=exercise.lead, people=assessors)
    assert [seen(one) for one in (exercise.lead, assessors[0], eve, ada)] == [
        True, False, False, False,
    ]  # fmt: skip
    preparing.send_out(exercise, actor=exercise.lead)
    assert [seen(one) for one in (assessors[0], eve, ada)] == [True, False, False]
    for person in assessors:
        say(exercise, person, True, True, False)
    judging.open_results(exercise, actor=exercise.lead)
    assert [seen(one) for one in (assessors[0], eve, ada)] == [True, True, False]


def test_only_a_quality_assurer_makes_one(submission: Submission, cleo: User, eve: User) -> None:
    given = {"title": "One", "judge_by": clock.today(), "qualification": 0}
    with pytest.raises(Refused):
        preparing.make(actor=eve, **given)  # type: ignore[arg-type]
    with pytest.raises(Unacceptable) as error:
        preparing.make(actor=cleo, **given)  # type: ignore[arg-type]
    assert error.value.field == "qualification"
    with pytest.raises(Unacceptable) as late:
        make_exercise(submission, judge_by=clock.today() - timedelta(days=1))
    assert late.value.field == "judge_by"
