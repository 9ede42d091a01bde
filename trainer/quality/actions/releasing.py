"""Letting units count: one signature under a batch, and what it covers."""

import hashlib
from collections.abc import Collection, Mapping, Sequence

from trainer.accounts.models import User
from trainer.accounts.proof import Proof
from trainer.assessments.actions.signing import announce, put_name
from trainer.assessments.actions.standing import hold
from trainer.assessments.models import SignedAs
from trainer.assessments.queries.content import hash_of_content, signed_contents
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.quality import policies
from trainer.quality.actions.completing import complete_if_done
from trainer.quality.events import Released
from trainer.quality.models import Release, ReleaseLine
from trainer.registrations.models import UnitAssessment, UnitStatus
from trainer.sampling.actions.looking import look_into, look_of, settle_picks
from trainer.sampling.holding import held_back
from trainer.sampling.models import Stage
from trainer.sampling.rules.risk import Verdict

STATEMENT = _l(
    "I have quality assured this batch. I looked into the units marked so: their evidence, their"
    " judgements and the feedback are sound. I release every unit listed."
)


def release(
    units: Sequence[UnitAssessment],
    *,
    actor: User,
    proof: Proof,
    looked_at: Collection[int],
    seen: str,
) -> Release:
    """Let units count, each with whether it was looked into; registrations may complete."""
    registrations = {unit.registration_id: unit.registration for unit in units}
    hold(*registrations.values())
    for unit in units:
        require(policies.may_release(actor, unit))
    _check_looked_at(units, looked_at)
    hashes = hashes_of(units)
    if not units or mark_of(hashes) != seen:
        raise Conflict(_("A unit has changed since this page was drawn. Open it again."))
    signed = Release(
        iqa=actor,
        statement=str(STATEMENT),
        printed_name=actor.name,
        reauthenticated_at=proof.at,
        released_at=clock.now(),
    )
    db.session.add(signed)
    for unit in units:
        _let_count(unit, signed, proof, hashes[unit.id], sampled=unit.id in looked_at)
    for registration in registrations.values():
        complete_if_done(registration)
    return signed


def hashes_of(units: Sequence[UnitAssessment]) -> dict[int, str]:
    """Hash what a signature under each of these units covers."""
    contents = signed_contents([unit.id for unit in units])
    return {unit_id: hash_of_content(content) for unit_id, content in contents.items()}


def mark_of(hashes: Mapping[int, str]) -> str:
    """Make one mark of what a batch covers, which changes whenever any unit in it does."""
    said = ",".join(f"{unit_id}:{covered}" for unit_id, covered in sorted(hashes.items()))
    return hashlib.sha256(said.encode()).hexdigest()


def _check_looked_at(units: Sequence[UnitAssessment], looked_at: Collection[int]) -> None:
    held = held_back([unit.id for unit in units])
    for unit in units:
        if unit.id in looked_at:
            verdict = policies.may_say_looked_into(unit, held)
        else:
            verdict = policies.may_leave_unsampled(unit, held)
        if not verdict:
            raise Unacceptable(verdict.reason, "looked_at")


def _is_agreed(unit: UnitAssessment) -> bool:
    look = look_of(unit, Stage.SUMMATIVE)
    return look is not None and look.verdict is not Verdict.DISAGREED


def _let_count(
    unit: UnitAssessment, signed: Release, proof: Proof, covered: str, *, sampled: bool
) -> None:
    actor = signed.iqa
    if sampled and not _is_agreed(unit):
        look_into(unit, Stage.SUMMATIVE, verdict=Verdict.AGREED, actor=actor, content_hash=covered)
    settle_picks(unit)
    db.session.add(
        ReleaseLine(release=signed, unit_assessment=unit, cycle=unit.cycle, sampled=sampled)
    )
    signature = put_name(
        unit, SignedAs.IQA, actor=actor, proof=proof, covered=covered, meaning=signed.statement
    )
    if unit.status is UnitStatus.RPL_GRANTED:
        unit.move_to(UnitStatus.AWAITING_IQA)
    unit.move_to(UnitStatus.ACHIEVED)
    unit.achieved_on = clock.today()
    announce(signature)
    publish(
        Released(
            actor=actor,
            subject=unit,
            release=signed,
            cycle=unit.cycle,
            sampled=sampled,
            content_hash=covered,
            statement=signed.statement,
            printed_name=Sealed(signed.printed_name),
            reauthenticated_at=proof.at,
        )
    )
