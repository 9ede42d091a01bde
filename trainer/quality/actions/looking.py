"""Looking into a picked unit: what is kept on the way, handing it on, and the three ways to decide."""

from collections.abc import Collection, Mapping
from typing import Any

import sqlalchemy as sa

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.assessments.actions.correcting import to_reopen
from trainer.assessments.actions.standing import hold
from trainer.core import clock
from trainer.core.errors import Conflict, Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.extensions import db
from trainer.quality import policies, questions
from trainer.quality.actions.asking import Asked, ask, reopen
from trainer.quality.actions.releasing import hashes_of, mark_of, release
from trainer.quality.events import LookBegun, PickHandedOn
from trainer.quality.models import LookDraft
from trainer.quality.queries.looks import asked_about
from trainer.quality.questions import Answer, Answers, questions_in
from trainer.registrations.models import UnitStatus
from trainer.sampling.actions.looking import begin_look, look_into
from trainer.sampling.models import Look, Pick, PickStatus
from trainer.sampling.rules.risk import Verdict


def begin(pick: Pick, *, actor: User) -> None:
    """Note that a quality assurer has opened a picked unit, the first time."""
    require(policies.may_look(actor, pick))
    if pick.status is PickStatus.SELECTED:
        begin_look(pick)
        publish(LookBegun(actor=actor, subject=pick))


def keep(pick: Pick, *, actor: User, answers: Answers) -> LookDraft:
    """Keep what was answered so far; only they see it until they decide."""
    require(policies.may_look(actor, pick))
    begin_look(pick)
    draft = draft_of(pick, actor)
    if draft is None:
        draft = LookDraft(pick=pick, iqa_id=actor.id)
        db.session.add(draft)
    asked = questions_in(*asked_about(pick))
    draft.answers = {one.name: _plain(answers.get(one.name, {})) for one in asked}
    draft.saved_at = clock.now()
    return draft


def _plain(given: Mapping[str, Any]) -> dict[str, str]:
    answer = given.get("answer")
    return {
        "answer": answer if answer in set(Answer) else "",
        "note": str(given.get("note") or "").strip(),
    }


def draft_of(pick: Pick, actor: User) -> LookDraft | None:
    """Find what somebody has answered so far about a pick."""
    return db.session.scalar(
        sa.select(LookDraft).where(LookDraft.pick_id == pick.id, LookDraft.iqa_id == actor.id)
    )


def hand_on(pick: Pick, *, actor: User, to: User, reason: str) -> None:
    """Have another quality assurer look into a picked unit, and say why."""
    require(policies.may_hand_on(actor, pick))
    if not reason.strip():
        raise Unacceptable(_("Say why somebody else looks into it."), "reason")
    if not (verdict := policies.may_receive(to, pick)):
        raise Unacceptable(verdict.reason, "to")
    former = pick.handed_to
    pick.handed_to, pick.handed_on_because = to, reason
    publish(
        PickHandedOn(
            actor=actor,
            subject=pick,
            unit_assessment=pick.unit_assessment,
            handed_to=to,
            former=former,
            reason=Sealed(reason),
        )
    )


def agree(pick: Pick, *, actor: User, proof: Proof | None, seen: str, note: str = "") -> Look:
    """Agree with what the assessor decided; a unit that waits is released."""
    _open(pick, Verdict.AGREED, actor, seen)
    return _agreed(pick, Verdict.AGREED, actor, proof, note)


def agree_with_points(
    pick: Pick, *, actor: User, proof: Proof | None, seen: str, asked: Asked, note: str = ""
) -> Look:
    """Agree, and ask somebody to do something; a unit that waits is released."""
    _open(pick, Verdict.AGREED_WITH_POINTS, actor, seen)
    look = _agreed(pick, Verdict.AGREED_WITH_POINTS, actor, proof, note)
    ask(look, asked)
    return look


def disagree(
    pick: Pick,
    *,
    actor: User,
    proof: Proof | None,
    seen: str,
    asked: Asked,
    note: str,
    criteria: Collection[int],
) -> Look:
    """Disagree: the criteria named are judged again, also where the unit was released already."""
    unit = pick.unit_assessment
    _open(pick, Verdict.DISAGREED, actor, seen)
    if unit.status is UnitStatus.ACHIEVED:
        require(is_proven(actor, proof))
    if not note.strip():
        raise Unacceptable(_("Say what you found."), "note")
    met = () if unit.status is UnitStatus.RPL_GRANTED else to_reopen(unit, criteria, note)
    look = _look(pick, Verdict.DISAGREED, actor, note)
    ask(look, asked)
    reopen(unit, met, actor=actor, note=note)
    return look


def _open(pick: Pick, verdict: Verdict, actor: User, seen: str) -> None:
    """Hold everybody else, and check that this may be decided, on what was seen and answered."""
    unit = pick.unit_assessment
    hold(unit.registration)
    require(policies.may_look(actor, pick))
    if mark_of(hashes_of([unit])) != seen:
        raise Conflict(_("The unit has changed since this page was drawn. Open it again."))
    draft = draft_of(pick, actor)
    answers = draft.answers if draft else {}
    if questions.unanswered(answers, asked_about(pick)):
        raise Unacceptable(_("Answer every question of the look first."))
    if unexplained := questions.unexplained(answers):
        raise Unacceptable(_("Say why not: %(what)s.", what=unexplained[0].words))
    if not questions.fits(verdict, answers):
        raise Unacceptable(
            _(
                "You answered a question with no, so ask for something to be done about it, or"
                " disagree."
            )
        )


def _agreed(pick: Pick, verdict: Verdict, actor: User, proof: Proof | None, note: str) -> Look:
    unit = pick.unit_assessment
    releases = policies.releases(pick)
    seen = mark_of(hashes_of([unit]))
    if releases:
        require(policies.may_release(actor, unit))
        require(is_proven(actor, proof))
    look = _look(pick, verdict, actor, note)
    if releases and proof is not None:
        release([unit], actor=actor, proof=proof, looked_at=[unit.id], seen=seen)
    return look


def _look(pick: Pick, verdict: Verdict, actor: User, note: str) -> Look:
    draft, unit = draft_of(pick, actor), pick.unit_assessment
    look = look_into(
        unit,
        pick.stage,
        actor=actor,
        verdict=verdict,
        content_hash=hashes_of([unit])[unit.id],
        answers=draft.answers if draft else {},
        note=note.strip(),
    )
    if draft is not None:
        db.session.delete(draft)
    db.session.flush()  # An action point names the look by its id.
    return look
