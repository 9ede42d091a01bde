"""What somebody would do to appraisals behind the application's back."""

from collections.abc import Callable

import sqlalchemy as sa

from tests.factories_appraisals import Cast, make_answered, make_appraisal, make_cast
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAnswer,
    AppraisalAppealAnswer,
    AppraisalPart,
    AppraisalRecord,
)
from trainer.appraisals.rules.stages import AppraisalStage, Party
from trainer.audit import guards
from trainer.extensions import db


def _reviewed() -> tuple[Appraisal, Cast]:
    cast = make_cast()
    return make_appraisal(cast, AppraisalStage.REVIEWED), cast


def write_for_the_person() -> None:
    _one, cast = _reviewed()
    part = sa.update(AppraisalPart).where(AppraisalPart.party == Party.APPRAISEE)
    db.session.execute(part.values(writer_id=cast.second_line.id))


def better_a_rating() -> None:
    _reviewed()
    db.session.execute(
        sa.update(AppraisalAnswer).where(AppraisalAnswer.item == "overall").values(rating=4)
    )


def forge_a_record() -> None:
    _reviewed()
    guards.lift(db.session.connection())
    db.session.execute(sa.update(AppraisalRecord).values(content_hash="0" * 64))
    guards.install(db.session.connection())


def sign_without_names() -> None:
    cast = make_cast()
    one = make_appraisal(cast, AppraisalStage.MEETING_HELD)
    one.status = AppraisalStage.EMPLOYEE_SIGNED
    db.session.commit()


def answer_ones_own_words() -> None:
    one, cast = _reviewed()
    make_answered(one, cast)
    guards.lift(db.session.connection())
    db.session.execute(sa.update(AppraisalAppealAnswer).values(by_id=cast.manager.id))
    guards.install(db.session.connection())


BREAKS: dict[str, tuple[str, Callable[[], None]]] = {
    "the person’s part written by another": (
        "Only the person writes the person’s part of an appraisal, and no other.",
        write_for_the_person,
    ),
    "a rating made better after it was signed": (
        "What both have seen of an appraisal stays as it was signed.",
        better_a_rating,
    ),
    "an appeal answered by who wrote what it is against": (
        "Nobody answers an appeal against an appraisal they wrote or signed in.",
        answer_ones_own_words,
    ),
    "a record forged": (
        "The record of an appraisal is what its hash was made of.",
        forge_a_record,
    ),
    "signed without names": (
        "An appraisal that was signed has the names of both under it.",
        sign_without_names,
    ),
}
