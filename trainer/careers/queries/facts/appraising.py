"""Overall ratings and levels of behaviours, from appraisals that are signed and change no more.

What an appraisal says is for those who read it. Everybody else who sees how somebody stands is told
only that the line is met or not, with the day and the manager, and so is whoever asks without a name.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby, pairwise
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.appraisals.models import (
    Appraisal,
    AppraisalAnswer,
    AppraisalPart,
    AppraisalStep,
    AppraisalTemplateVersion,
    Cycle,
)
from trainer.appraisals.policies import reads_all
from trainer.appraisals.queries.calibration import put_right
from trainer.appraisals.reading import read
from trainer.appraisals.rules.showing import OVERALL
from trainer.appraisals.rules.stages import LOCKED, AppraisalStage, Party
from trainer.appraisals.rules.template import TOP
from trainer.behaviours.models import Behaviour, BehaviourVersion
from trainer.careers.queries.facts.kinds import Among, Found
from trainer.careers.rules.asking import APPRAISAL_OUTCOME, Fact, Key, Kind
from trainer.core import clock
from trainer.core.text import gettext as _
from trainer.extensions import db


@dataclass(frozen=True, slots=True)
class _Rated:
    """One rating of a locked appraisal: whose, what it answers, who gave it, when it was signed.

    `open_to` says whether the reader has this appraisal open to them, `own` whether they are one of the pair.
    """

    person_id: int
    key: Key
    rating: int
    signed_at: datetime
    manager: str
    template_id: int
    appraisal_id: int
    open_to: bool
    own: bool


def appraised(among: Among, names: Collection[str], reader: User | None) -> Found:
    """Gather overall ratings and levels of behaviours by code, each until the next one. Five statements."""
    keys = _keys(names)
    rated = sorted(
        _rated(among, keys, reader), key=lambda one: (one.person_id, one.key, one.signed_at)
    )
    scales = _scales({one.template_id for one in rated if one.own})
    for _whose, of_one in groupby(rated, key=lambda one: (one.person_id, one.key)):
        yield from _one_after_another(of_one, scales)


def _one_after_another(
    rated: Iterable[_Rated], scales: Mapping[int, tuple[str, ...]]
) -> Iterator[tuple[int, Key, Fact]]:
    facts = [(one, _fact(one, scales)) for one in rated]
    for (one, fact), (_later, next_fact) in pairwise(facts):
        yield one.person_id, one.key, replace(fact, ends_on=next_fact.starts_on)
    last, fact = facts[-1]
    yield last.person_id, last.key, fact


def _fact(one: _Rated, scales: Mapping[int, tuple[str, ...]]) -> Fact:
    return Fact(
        amount=one.rating,
        starts_on=clock.day_of(one.signed_at),
        ends_on=None,
        says=_said(one, scales) if one.own else _("In a signed appraisal"),
        by=one.manager,
        page=(Kind.APPRAISAL, one.appraisal_id) if one.open_to else None,
    )


def _said(one: _Rated, scales: Mapping[int, tuple[str, ...]]) -> str:
    if one.key[0] is Kind.APPRAISAL:
        return scales[one.template_id][one.rating - 1]
    return _("Level %(level)s of %(top)s", level=one.rating, top=TOP)


def _keys(names: Collection[str]) -> dict[str, Key]:
    """Say which items of a form answer what is asked: the overall rating, and each version of a behaviour."""
    rows = db.session.execute(
        sa.select(BehaviourVersion.id, Behaviour.code)
        .join(Behaviour, Behaviour.id == BehaviourVersion.behaviour_id)
        .where(Behaviour.code.in_(names))
    )
    keys: dict[str, Key] = {f"b{version_id}": (Kind.BEHAVIOUR, code) for version_id, code in rows}
    if APPRAISAL_OUTCOME in names:
        keys[OVERALL] = Kind.APPRAISAL, APPRAISAL_OUTCOME
    return keys


def _rated(among: Among, keys: Mapping[str, Key], reader: User | None) -> Iterator[_Rated]:
    """Read what managers rated in appraisals that ended with their signature standing.

    What calibration or an appeal made of an overall rating stands in its place.
    """
    signed, met = _latest(AppraisalStage.MANAGER_SIGNED), _latest(AppraisalStage.MEETING_HELD)
    reader_id = reader.id if reader else None
    rows = db.session.execute(
        sa.select(
            Appraisal.person_id,
            Appraisal.manager_id,
            AppraisalAnswer.item,
            AppraisalAnswer.rating,
            AppraisalStep.at,
            User.name,
            Cycle.template_version_id,
            Appraisal.id,
            reads_all(reader) if reader else sa.false(),
        )
        .join(AppraisalPart, AppraisalPart.id == AppraisalAnswer.part_id)
        .join(
            Appraisal,
            sa.and_(
                Appraisal.id == AppraisalPart.appraisal_id,
                Appraisal.manager_id == AppraisalPart.writer_id,
            ),
        )
        .join(Cycle, Cycle.id == Appraisal.cycle_id)
        .join(User, User.id == Appraisal.manager_id)
        .join(AppraisalStep, AppraisalStep.id == signed)
        .where(
            Appraisal.person_id.in_(among),
            Appraisal.status.in_(LOCKED),
            AppraisalPart.party == Party.MANAGER,
            AppraisalAnswer.item.in_(keys),
            AppraisalAnswer.rating.is_not(None),
            signed > met,
        )
    ).all()
    overall = {row.id for row in rows if row.item == OVERALL}
    stands = put_right(overall) if overall else {}
    for person_id, manager_id, item, rating, at, name, template_id, appraisal_id, open_to in rows:
        own = reader_id in {person_id, manager_id}
        yield _Rated(
            person_id,
            keys[item],
            stands.get(appraisal_id, rating or 0) if item == OVERALL else rating or 0,
            at,
            name,
            template_id,
            appraisal_id,
            bool(open_to),
            own,
        )


def _latest(stage: AppraisalStage) -> Any:
    """Select the latest step of an appraisal to a stage; a signature taken back has a later meeting."""
    step = sa.orm.aliased(AppraisalStep)
    return (
        sa.select(sa.func.max(step.id))
        .where(step.appraisal_id == Appraisal.id, step.stage == stage)
        .correlate(Appraisal)
        .scalar_subquery()
    )


def _scales(template_ids: Collection[int]) -> dict[int, tuple[str, ...]]:
    """Read what the levels of these forms are called."""
    if not template_ids:
        return {}
    rows = db.session.execute(
        sa.select(AppraisalTemplateVersion.id, AppraisalTemplateVersion.text).where(
            AppraisalTemplateVersion.id.in_(template_ids)
        )
    )
    return {template_id: tuple(read(text).scale) for template_id, text in rows}
