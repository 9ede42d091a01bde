"""Move learners to a later version of their qualification: one reviewed action, all or nothing."""

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import aliased, selectinload

from trainer.accounts.models import User
from trainer.assessments.actions.standing import hold, settle
from trainer.assessments.models import CriterionState, JudgedFile, JudgedItem, Judgement
from trainer.catalogue.models import QualificationVersion
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.logs.models import Revision
from trainer.logs.relinking import claim_instead
from trainer.planning.following import follow
from trainer.registrations.events import UnitsChosen
from trainer.registrations.models import Registration, UnitAssessment, UnitStatus
from trainer.transitions import policies, queries
from trainer.transitions.ahead import LEFT, UNBEGUN, Ahead, ClaimAhead, UnitAhead, UnitMove
from trainer.transitions.events import CarriedOver, ClaimsFollowed, MovedToVersion

DECIDED = (CriterionState.MET, CriterionState.NOT_YET_MET)


def move(
    registrations: Sequence[Registration],
    version: QualificationVersion,
    *,
    actor: User,
    seen: Mapping[int, str],
    reason: str,
) -> list[Ahead]:
    """Pin these registrations to a later version, as it was previewed; or none of them.

    `seen` holds for each the mark of what its preview showed. What was decided stays as it is;
    on criteria that are the same it is stated again under the new version.
    """
    if not registrations:
        raise Unacceptable(_("Choose at least one learner."), "registrations")
    if not reason.strip():
        raise Unacceptable(_("Say why they move."), "reason")
    hold(*registrations)
    for registration in registrations:
        require(policies.may_move(actor, registration))
        _is_later(registration, version)
    plans = queries.look_ahead(registrations, version)
    for plan in plans:
        _is_as_seen(plan, seen)
    for plan in plans:
        _carry_out(plan, actor=actor, reason=reason)
    return plans


def _is_later(registration: Registration, version: QualificationVersion) -> None:
    now = registration.version
    if now.qualification_id != version.qualification_id or now.number >= version.number:
        raise Conflict(_("%(name)s is on this version already.", name=registration.learner.name))


def _is_as_seen(plan: Ahead, seen: Mapping[int, str]) -> None:
    name = plan.registration.learner.name
    if seen.get(plan.registration.id) != plan.mark:
        raise Conflict(
            _("Something changed for %(name)s since you looked. Look at it again.", name=name)
        )
    if plan.hindrances:
        raise Unacceptable(f"{name}: {' '.join(plan.hindrances)}", "registrations")


def _carry_out(plan: Ahead, *, actor: User, reason: str) -> None:
    registration = plan.registration
    former = registration.version
    registration.version, registration.awarding = plan.version, plan.awarding
    followed, dropped, touched = [], [], set()
    for unit in plan.units:
        row = _row_after(registration, unit)
        if row is None:
            dropped += [unit.row] if unit.row else []
            continue
        row.group_code = plan.groups.get(unit.code, "")
        if unit.row is not None and row is not unit.row:
            followed.append(row)
            touched |= _restate(unit, row, actor=actor)
    db.session.flush()  # What is told below names the new rows by their ids.
    if touched:
        settle(registration, touched, actor=actor)
    chosen = [one for one in plan.units if one.move not in LEFT]
    publish(
        UnitsChosen(
            actor=actor,
            subject=registration,
            units=[one.later for one in chosen if one.later is not None],
        )
    )
    _let_entries_follow(plan, actor=actor)
    follow(registration, plan.laters, actor=actor)
    publish(
        MovedToVersion(
            actor=actor,
            subject=registration,
            learner=registration.learner,
            former=former,
            version=plan.version,
            followed=followed,
            dropped=[one for one in dropped if one.status is UnitStatus.WITHDRAWN],
            carried=len(touched),
            reason=Sealed(reason),
        )
    )


def _row_after(registration: Registration, unit: UnitAhead) -> UnitAssessment | None:
    """Bring one unit over, and return where it is worked on from now on."""
    row, later = unit.row, unit.later
    if unit.move is UnitMove.DROPPED and row is not None:
        _leave_out(registration, row)
        return None
    if row is None:
        return _new_row(registration, unit)
    if unit.move is not UnitMove.GOES_ON or later is None:
        return row
    if row.status in UNBEGUN:
        row.unit_version = later
        return row
    after = _new_row(registration, unit)
    db.session.flush()  # The former row points at it.
    row.move_to(UnitStatus.WITHDRAWN)
    row.followed_by = after
    return after


def _leave_out(registration: Registration, row: UnitAssessment) -> None:
    if row.status is UnitStatus.NOT_STARTED:
        registration.units.remove(row)
        db.session.delete(row)
    else:
        row.move_to(UnitStatus.WITHDRAWN)


def _let_entries_follow(plan: Ahead, *, actor: User) -> None:
    """Let the learner's entries not sent yet claim what their criteria became, and tell of each."""
    by_revision: dict[int, list[ClaimAhead]] = {}
    for claim in plan.claims:
        by_revision.setdefault(claim.revision_id, []).append(claim)
    for revision_id, claims in by_revision.items():
        revision = db.session.get_one(Revision, revision_id)
        ended = [one.former_id for one in claims if one.ends]
        gone = [link.criterion for link in revision.links if link.criterion_id in ended]
        claim_instead(
            revision,
            {one.former_id: one.later_ids for one in claims},
            also={one.former_id for one in claims if one.stays},
        )
        publish(
            ClaimsFollowed(
                actor=actor,
                subject=revision,
                learner=plan.registration.learner,
                version=plan.version,
                ended=gone,
            )
        )


def _new_row(registration: Registration, unit: UnitAhead) -> UnitAssessment:
    places = [one.position for one in registration.units]
    row = UnitAssessment(
        registration=registration,
        unit_version=unit.later,
        group_code=unit.row.group_code if unit.row else "",
        position=unit.row.position if unit.row else max(places, default=-1) + 1,
        status=UnitStatus.NOT_STARTED,
    )
    db.session.add(row)
    return row


def _restate(unit: UnitAhead, row: UnitAssessment, *, actor: User) -> set[int]:
    """State what was decided on the criteria that are the same again, under the later version."""
    later = {one.former_id: one.later_id for one in unit.criteria if one.carries}
    if unit.row is None or not later:
        return set()
    for decision in _live(unit.row, later):
        again = Judgement(
            unit_assessment=row,
            criterion_id=later[decision.criterion_id],
            submission_id=decision.submission_id,
            outcome=decision.outcome,
            judge_id=decision.judge_id,
            learner_id=decision.learner_id,
            decided_at=decision.decided_at,
            vacsr=list(decision.vacsr),
            vacsr_note=decision.vacsr_note,
            feedback=decision.feedback,
            carried_from_id=decision.id,
            items=[_copied(item) for item in decision.items],
        )
        db.session.add(again)
        db.session.flush()  # The link of the chain names it by its id.
        publish(
            CarriedOver(
                actor=actor,
                subject=again,
                learner=row.registration.learner,
                decision=decision,
                criterion=again.criterion,
            )
        )
    return {criterion for criterion in later.values() if criterion is not None}


def _live(row: UnitAssessment, criteria: Mapping[int | None, int | None]) -> Sequence[Judgement]:
    after = aliased(Judgement)
    return db.session.scalars(
        sa.select(Judgement)
        .where(
            Judgement.unit_assessment_id == row.id,
            Judgement.criterion_id.in_([one for one in criteria if one is not None]),
            Judgement.outcome.in_(DECIDED),
            ~sa.exists().where(after.supersedes_id == Judgement.id),
        )
        .options(selectinload(Judgement.items).selectinload(JudgedItem.files))
        .order_by(Judgement.id)
    ).all()


def _copied(item: JudgedItem) -> JudgedItem:
    return JudgedItem(
        revision_id=item.revision_id,
        content_hash=item.content_hash,
        files=[
            JudgedFile(
                file_id=one.file_id,
                sha256=one.sha256,
                size=one.size,
                shown_sha256=one.shown_sha256,
            )
            for one in item.files
        ],
    )
