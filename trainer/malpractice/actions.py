"""Every step of a case: setting evidence aside, asking an investigator, reporting, deciding."""

from collections.abc import Collection
from datetime import timedelta

from trainer.accounts.models import User
from trainer.accounts.proof import Proof, is_proven
from trainer.assessments.actions.overturning import overturn
from trainer.assessments.actions.standing import hold, restand
from trainer.assessments.actions.submitting import criteria_of, drop_drafts
from trainer.assessments.models import Submission, SubmissionStatus
from trainer.assessments.queries.overturning import met_by, registrations_with, waiting_with
from trainer.core import clock
from trainer.core.errors import Unacceptable
from trainer.core.events import Sealed, publish
from trainer.core.policy import require
from trainer.core.text import gettext as _
from trainer.core.text import lazy_gettext as _l
from trainer.extensions import db
from trainer.logs import setting_aside as logs
from trainer.logs.sharing import end_reading, grant_reading
from trainer.malpractice import policies, queries
from trainer.malpractice.events import (
    EvidenceCleared,
    EvidenceSetAside,
    EvidenceVoided,
    InvestigationReported,
    InvestigatorAsked,
)
from trainer.malpractice.models import Case, CaseEntry, CaseItem, CaseStatus, Step

MEANING = _l(
    "I have read what was noticed and what the investigator found. I had no part in this learner’s"
    " judgements, in noticing it or in looking into it."
)


def set_evidence_aside(
    learner: User,
    *,
    actor: User,
    items: Collection[int],
    concerned: User,
    words: str,
    days: int,
) -> Case:
    """Set evidence aside at once: from now on nobody judges, signs or releases on it."""
    require(policies.may_set_aside(actor, learner, concerned))
    if concerned not in queries.might_concern(learner):
        raise Unacceptable(_("Say whom it is about: the learner, or their assessor."), "concerned")
    hold(*registrations_with(items))
    offered = {row.Item.id: row.Item for row in queries.items_to_set_aside(actor, learner)}
    if not items or set(items) - offered.keys():
        raise Unacceptable(_("Tick the evidence to set aside."), "items")
    _say(words, _("Say what you noticed."))
    chosen = [offered[number] for number in sorted(items)]
    logs.set_aside(chosen)
    case = Case(
        learner=learner,
        concerned=concerned,
        opened_by=actor,
        due_on=clock.today() + timedelta(days=days),
        step_since=clock.now(),
        opened_at=clock.now(),
        items=[CaseItem(item=item) for item in chosen],
    )
    db.session.add(case)
    _write(case, Step.SET_ASIDE, actor=actor, words=words)
    publish(
        EvidenceSetAside(
            actor=actor,
            subject=case,
            learner=learner,
            concerned=concerned,
            item_ids=[item.id for item in chosen],
            due_on=case.due_on,
            words=Sealed(words),
        )
    )
    return case


def ask_investigator(case: Case, *, actor: User, investigator: User, days: int) -> None:
    """Ask somebody uninvolved to look into a case; they may read the learner's evidence."""
    hold(*registrations_with(_numbers(case)))
    require(policies.may_ask_investigator(actor, case))
    if not (verdict := policies.may_investigate(investigator, case)):
        raise Unacceptable(verdict.reason, "investigator")
    _end_investigators_reading(case, actor=actor)
    case.move_to(CaseStatus.INVESTIGATING)
    case.investigator = investigator
    _now_due(case, days)
    grant_reading(
        actor=actor,
        reader=investigator,
        learner=case.learner,
        reason=_reason(case),
        starts_on=clock.today(),
        sees_others=True,
    )
    publish(
        InvestigatorAsked(
            actor=actor,
            subject=case,
            learner=case.learner,
            investigator=investigator,
            item_ids=_numbers(case),
        )
    )


def report(case: Case, *, actor: User, founded: bool, words: str, days: int) -> CaseEntry:
    """Write down, as the investigator, what was found and whether it bears the suspicion out."""
    hold(*registrations_with(_numbers(case)))
    require(policies.may_report(actor, case))
    _say(words, _("Say what you found and how."))
    written = _write(case, Step.REPORTED, actor=actor, words=words, founded=founded)
    case.move_to(CaseStatus.REPORTED)
    _now_due(case, days)
    _end_investigators_reading(case, actor=actor)
    publish(
        InvestigationReported(
            actor=actor,
            subject=written,
            case=case,
            learner=case.learner,
            item_ids=_numbers(case),
            founded=founded,
            words=Sealed(words),
        )
    )
    return written


def clear(case: Case, *, actor: User, proof: Proof, words: str) -> CaseEntry:
    """Find, as a third person, that the evidence stands; work on it goes on."""
    written = _decide(case, actor=actor, proof=proof, words=words, founded=False)
    case.move_to(CaseStatus.CLEARED)
    logs.take_up_again(one.item for one in case.items)
    publish(
        EvidenceCleared(
            actor=actor,
            subject=written,
            case=case,
            learner=case.learner,
            item_ids=_numbers(case),
            words=Sealed(words),
            printed_name=Sealed(written.printed_name),
            reauthenticated_at=proof.at,
        )
    )
    return written


def make_void(
    case: Case, *, actor: User, proof: Proof, words: str, reference: str = ""
) -> CaseEntry:
    """Make the evidence void, as a third person: what rests on it is judged again."""
    written = _decide(
        case, actor=actor, proof=proof, words=words, founded=True, reference=reference
    )
    case.move_to(CaseStatus.VOID)
    numbers = _numbers(case)
    resting, waiting = met_by(numbers), waiting_with(numbers)
    logs.make_void(one.item for one in case.items)
    for submission in waiting:
        _take_out(submission)
    publish(
        EvidenceVoided(
            actor=actor,
            subject=written,
            case=case,
            learner=case.learner,
            item_ids=numbers,
            judgement_ids=[judgement.id for judgement in resting],
            submission_ids=[submission.id for submission in waiting],
            reference=Sealed(reference),
            words=Sealed(words),
            printed_name=Sealed(written.printed_name),
            reauthenticated_at=proof.at,
        )
    )
    overturn(resting, actor=actor, reason=words)
    return written


def _take_out(submission: Submission) -> None:
    submission.move_to(SubmissionStatus.WITHDRAWN)
    submission.decided_at = clock.now()
    drop_drafts(submission)
    restand(submission.registration, criteria_of(submission))


def _decide(
    case: Case, *, actor: User, proof: Proof, words: str, founded: bool, reference: str = ""
) -> CaseEntry:
    hold(*registrations_with(_numbers(case)))
    require(policies.may_decide(actor, case))
    require(is_proven(actor, proof))
    _say(words, _("Say why; the learner and the assessor read this."))
    return _write(
        case,
        Step.DECIDED,
        actor=actor,
        words=words,
        founded=founded,
        reference=reference,
        proof=proof,
    )


def _write(
    case: Case,
    step: Step,
    *,
    actor: User,
    words: str,
    founded: bool | None = None,
    reference: str = "",
    proof: Proof | None = None,
) -> CaseEntry:
    written = CaseEntry(
        case=case,
        step=step,
        author=actor,
        learner_id=case.learner.id,
        concerned_id=case.concerned.id,
        founded=founded,
        words=words,
        reference=reference,
        printed_name=actor.name,
        reauthenticated_at=proof.at if proof else None,
        written_at=clock.now(),
    )
    db.session.add(written)
    return written


def _say(words: str, sentence: str) -> None:
    if not words.strip():
        raise Unacceptable(sentence, "words")


def _now_due(case: Case, days: int) -> None:
    case.step_since = clock.now()
    case.due_on = clock.today() + timedelta(days=days)


def _end_investigators_reading(case: Case, *, actor: User) -> None:
    if case.investigator is not None:
        end_reading(
            actor=actor, reader=case.investigator, learner=case.learner, reason=_reason(case)
        )


def _numbers(case: Case) -> list[int]:
    return [one.item_id for one in case.items]


def _reason(case: Case) -> str:
    return f"malpractice {case.id}"
