"""Make an exercise, put evidence without names into it, invite assessors and send it to them."""

import secrets
from collections.abc import Collection, Sequence
from datetime import date

from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.models import StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.logs.wording import told
from trainer.standardisation import policies, queries
from trainer.standardisation.anonymising import without_names
from trainer.standardisation.events import ExerciseMade, ExerciseSent, PieceAdded
from trainer.standardisation.models import (
    Exercise,
    ExerciseStatus,
    Invited,
    Piece,
    PieceCriterion,
    PieceFile,
)

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def make(*, actor: User, title: str, qualification: int, judge_by: date) -> Exercise:
    """Begin an exercise on a qualification one assures learners of."""
    require(policies.may_make(actor))
    if qualification not in {id_ for id_, _title in queries.qualifications_of(actor)}:
        raise Unacceptable(_("Choose one you assure learners of."), "qualification")
    _check_day(judge_by)
    if not title.strip():
        raise Unacceptable(_("Give it a name by which the assessors know it."), "title")
    exercise = Exercise(
        title=title.strip(), qualification_id=qualification, lead=actor, judge_by=judge_by
    )
    db.session.add(exercise)
    publish(ExerciseMade(actor=actor, subject=exercise))
    return exercise


def change_day(exercise: Exercise, *, actor: User, judge_by: date) -> None:
    """Choose another day to judge by, before it is sent out."""
    require(policies.may_prepare(actor, exercise))
    _check_day(judge_by)
    exercise.judge_by = judge_by


def add_piece(
    exercise: Exercise,
    submission: Submission,
    *,
    actor: User,
    criteria: Collection[int],
    also: Sequence[str],
    files: Collection[int],
    confirmed: str,
    has_read: bool,
) -> Piece:
    """Put a copy of a revision into an exercise, with every name that is known taken out.

    Files go in by their pictures. What is not covered goes in only with the leader's own words that
    it names nobody.
    """
    require(policies.may_prepare(actor, exercise))
    revision = submission.revision
    if revision.id in {piece.revision_id for piece in exercise.pieces}:
        raise Unacceptable(_("This is part of the exercise already."))
    chosen = [link.criterion_id for link in revision.links if link.criterion_id in criteria]
    if not chosen:
        raise Unacceptable(_("Tick at least one criterion to be judged."), "criteria")
    if not has_read:
        raise Unacceptable(_("Read it as it will be shown, and say that you did."), "has_read")
    shown = [one.file for one in revision.files if one.file_id in files]
    _check_files(shown, confirmed)
    names = queries.names_around(submission, also)
    piece = Piece(
        exercise=exercise,
        revision=revision,
        title=without_names(revision.title, names),
        words=[[one.heading, without_names(one.words, names)] for one in told(revision)],
        confirmed=confirmed.strip(),
        files=[PieceFile(file=file) for file in shown],
        criteria=[PieceCriterion(criterion_id=one) for one in chosen],
    )
    db.session.add(piece)
    publish(PieceAdded(actor=actor, subject=piece, exercise=exercise, revision_id=revision.id))
    return piece


def drop_piece(piece: Piece, *, actor: User) -> None:
    """Take a piece out again before the exercise is sent."""
    require(policies.may_prepare(actor, piece.exercise))
    db.session.delete(piece)


def invite(exercise: Exercise, *, actor: User, people: Sequence[User]) -> None:
    """Say who judges; asked again it says so anew."""
    require(policies.may_prepare(actor, exercise))
    if len(people) > len(LETTERS):
        raise Unacceptable(_("Twenty-six assessors are the most there can be."), "people")
    for person in people:
        require(policies.may_be_invited(person, exercise, clock.now()))
    exercise.assessors = []
    db.session.flush()  # A person stands in an exercise once, so the former places go first.
    letters = list(LETTERS[: len(people)])
    secrets.SystemRandom().shuffle(letters)
    exercise.assessors = [
        Invited(person=person, letter=letter)
        for person, letter in zip(people, letters, strict=True)
    ]


def send_out(exercise: Exercise, *, actor: User) -> None:
    """Ask the assessors to judge; from now on what is judged stays as it is."""
    require(policies.may_send(actor, exercise))
    exercise.move_to(ExerciseStatus.JUDGING)
    exercise.sent_at = clock.now()
    publish(
        ExerciseSent(
            actor=actor,
            subject=exercise,
            assessors=[one.person for one in exercise.assessors],
            revision_ids=[piece.revision_id for piece in exercise.pieces],
        )
    )


def _check_day(judge_by: date) -> None:
    if judge_by < clock.today():
        raise Unacceptable(_("That day has passed. Choose today or later."), "judge_by")


def _check_files(shown: Sequence[StoredFile], confirmed: str) -> None:
    for file in shown:
        if not (verdict := policies.may_be_shown(file)):
            raise Unacceptable(f"{file.name}: {verdict.reason}", "files")
    uncovered = any(file.safeguard is not Safeguard.COVERED for file in shown)
    if uncovered and not confirmed.strip():
        raise Unacceptable(
            _("Write in your own words that these files name and show nobody."), "confirmed"
        )
