"""Come here for the signatures of the bench: learner, assessor, quality assurer, and releases."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from trainer.accounts.models import User
from trainer.assessments.actions.signing import MEANINGS
from trainer.assessments.events import Signed
from trainer.assessments.models import Signature, SignedAs
from trainer.core.events import Sealed
from trainer.demo.large.books import Books, Learner
from trainer.demo.large.staff import Somebody
from trainer.quality.actions import STATEMENT
from trainer.quality.events import Released
from trainer.quality.models import Release, ReleaseLine
from trainer.registrations.models import UnitAssessment


def sign(books: Books, learner: Learner, hashes: Mapping[int, str], at: datetime) -> None:
    """Have learner and assessor sign what is to be signed, and the quality assurer release it."""
    release = books.rows.add(
        Release,
        iqa_id=learner.iqa.id,
        statement=str(STATEMENT),
        printed_name=learner.iqa.name,
        reauthenticated_at=at,
        released_at=at,
    )
    for unit in learner.signed:
        covered = hashes[unit]
        for signed_as, who, meaning in (
            (SignedAs.LEARNER, learner.who, str(MEANINGS[SignedAs.LEARNER])),
            (SignedAs.ASSESSOR, learner.assessor, str(MEANINGS[SignedAs.ASSESSOR])),
            (SignedAs.IQA, learner.iqa, str(STATEMENT)),
        ):
            _put_name(books, learner, unit, signed_as, who, meaning, covered, at)
        _let_count(books, learner, unit, release, covered, at)


def _put_name(
    books: Books,
    learner: Learner,
    unit: int,
    signed_as: SignedAs,
    who: Somebody,
    meaning: str,
    covered: str,
    at: datetime,
) -> None:
    values: dict[str, Any] = {
        "cycle": 1,
        "signed_as": signed_as,
        "meaning": meaning,
        "content_hash": covered,
        "reauthenticated_at": at,
    }
    number = books.rows.add(
        Signature,
        unit_assessment_id=unit,
        signer_id=who.id,
        learner_id=learner.who.id,
        printed_name=who.name,
        signed_at=at,
        **values,
    )
    books.chain.add(
        Signed(
            actor=User(id=who.id),
            subject=Signature(id=number),
            unit_assessment=UnitAssessment(id=unit),
            printed_name=Sealed(who.name),
            **values,
        ),
        at,
    )


def _let_count(
    books: Books,
    learner: Learner,
    unit: int,
    release: int,
    covered: str,
    at: datetime,
) -> None:
    """Release a unit, looked into: those who lead a team assess in it too."""
    books.rows.add(ReleaseLine, release_id=release, unit_assessment_id=unit, cycle=1, sampled=True)
    books.chain.add(
        Released(
            actor=User(id=learner.iqa.id),
            subject=UnitAssessment(id=unit),
            release=Release(id=release),
            cycle=1,
            sampled=True,
            content_hash=covered,
            statement=str(STATEMENT),
            printed_name=Sealed(learner.iqa.name),
            reauthenticated_at=at,
        ),
        at,
    )
