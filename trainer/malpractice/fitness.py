"""What is known of somebody towards a case, gathered for the rules."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.assessments.models import Judgement, Signature
from trainer.assessors.models import ConflictKind, ConflictOfInterest
from trainer.core import clock
from trainer.extensions import db
from trainer.malpractice.models import Case, CaseEntry, Step
from trainer.malpractice.rules import Known
from trainer.people.models import Placement, Role
from trainer.registrations.models import Registration
from trainer.registrations.policies import at_sites_of

QUALITY = (Role.IQA, Role.TRAINING_ADMIN)
"""The roles that decide on a case."""


def has_part(person: User, learner: User) -> bool:
    """Say whether somebody sees the learner's work as assessor, quality assurer or administrator."""
    registration = sa.select(Registration.id).where(
        Registration.learner_id == learner.id,
        sa.or_(
            Registration.assessor_id == person.id,
            Registration.iqa_id == person.id,
            at_sites_of(person, Role.TRAINING_ADMIN),
        ),
    )
    return db.session.scalar(registration.limit(1)) is not None


def known_at_first(person: User, learner: User, concerned: User) -> Known:
    """Gather what is asked of somebody who would set the learner's evidence aside."""
    return Known(
        entitled=has_part(person, learner),
        is_learner=person == learner,
        is_concerned=person == concerned,
        has_left=not person.active,
    )


@dataclass(frozen=True)
class Around:
    """Everybody with a part in what a case is about, by id: looked up once for all who are asked."""

    authors: Mapping[int, frozenset[Step]]
    tied: frozenset[int]
    judges: frozenset[int]
    involved: frozenset[int]
    managers: frozenset[int]


def around(case: Case) -> Around:
    """Look up who has a part in what a case is about; five statements."""
    about = [case.learner_id, case.concerned_id]
    judges = _ids(sa.select(Judgement.judge_id).where(Judgement.learner_id == case.learner_id))
    return Around(
        authors=_authors(case),
        tied=_tied(about),
        judges=judges,
        involved=judges | _involved(case.learner_id),
        managers=_ids(
            sa.select(Placement.manager_id).where(
                Placement.user_id.in_(about), Placement.holds_on(clock.today())
            )
        ),
    )


def known_of(person: User, case: Case, step: Step, known: Around | None = None) -> Known:
    """Gather what the rules ask of somebody who would do this step of a case."""
    known = known or around(case)
    did = known.authors.get(person.id, frozenset())
    return Known(
        entitled=_is_entitled(person, case, step),
        is_learner=person.id == case.learner_id,
        is_concerned=person.id == case.concerned_id,
        has_left=not person.active,
        did_another_step=bool(did - {step})
        or (step is not Step.REPORTED and person.id == case.investigator_id),
        barred=person.id in known.tied,
        judged=person.id in known.judges,
        involved=person.id in known.involved,
        manages=person.id in known.managers,
    )


def _is_entitled(person: User, case: Case, step: Step) -> bool:
    if step is Step.REPORTED:
        return True
    return any(person.holds(role) for role in QUALITY) and has_part(person, case.learner)


def _authors(case: Case) -> Mapping[int, frozenset[Step]]:
    steps: dict[int, set[Step]] = defaultdict(set)
    written = sa.select(CaseEntry.author_id, CaseEntry.step).where(CaseEntry.case_id == case.id)
    for author, step in db.session.execute(written):
        steps[author].add(step)
    return {author: frozenset(done) for author, done in steps.items()}


def _tied(about: Collection[int]) -> frozenset[int]:
    holder, other = ConflictOfInterest.holder_id, ConflictOfInterest.other_id
    open_now = sa.and_(
        ConflictOfInterest.ended_at.is_(None), ConflictOfInterest.kind != ConflictKind.LINE_MANAGER
    )
    return _ids(
        sa.union(
            sa.select(holder).where(open_now, other.in_(about)),
            sa.select(other).where(open_now, holder.in_(about)),
        )
    )


def _involved(learner_id: int) -> frozenset[int]:
    its = Registration.learner_id == learner_id
    return _ids(
        sa.union(
            sa.select(Signature.signer_id).where(Signature.learner_id == learner_id),
            sa.select(Registration.assessor_id).where(its),
            sa.select(Registration.iqa_id).where(its),
        )
    )


def _ids(statement: sa.Select[Any] | sa.CompoundSelect[Any]) -> frozenset[int]:
    return frozenset(one for one in db.session.scalars(statement) if one is not None)
