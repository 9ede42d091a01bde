"""What follows from what: every reaction to an event, on one page."""

from trainer.appeals import events as appeals
from trainer.appeals import telling as appealing
from trainer.assessments import events as assessments
from trainer.assessments import telling as assessing
from trainer.assessments.actions import submitting
from trainer.assessors import events as register
from trainer.audit.record import record
from trainer.catalogue import events as catalogue
from trainer.catalogue import searching
from trainer.certificates import events as certificates
from trainer.certificates import holding
from trainer.certificates import telling as certifying
from trainer.core.events import Event, Handler, react_with
from trainer.cover import events as cover
from trainer.cover import telling as covering
from trainer.logs import events as logs
from trainer.logs import following
from trainer.logs import telling as signing
from trainer.malpractice import events as malpractice
from trainer.malpractice import telling as investigating
from trainer.people import events as people
from trainer.people import telling as appointing
from trainer.planning import actions as planning_ahead
from trainer.planning import events as planning
from trainer.planning import telling as planned
from trainer.quality import actions as finishing
from trainer.quality import events as quality
from trainer.quality import telling as assuring
from trainer.registrations import events as registrations
from trainer.registrations import telling as registering
from trainer.transitions import events as transitions
from trainer.transitions import telling as moving
from trainer.witnesses import events as witnesses
from trainer.witnesses import telling as witnessing

EVERY_EVENT: list[Handler] = [record]

REACTIONS: dict[type[Event], list[Handler]] = {
    people.RoleAskedFor: [appointing.tell_who_may_decide],
    people.RoleConfirmed: [appointing.tell_of_confirmation],
    people.RoleRefused: [appointing.tell_of_refusal],
    people.RoleEnded: [appointing.tell_of_end, registering.tell_of_work_left],
    people.Left: [registering.tell_of_work_left],
    register.RegisterEntryEnded: [registering.tell_of_work_left],
    catalogue.CataloguePublished: [searching.keep_in_step],
    registrations.Allocated: [
        following.share_with_allocated,
        submitting.take_over,
        registering.tell_of_allocation,
    ],
    registrations.UnitsChosen: [following.aim_at_units],
    registrations.Registered: [registering.tell_of_registration],
    registrations.Claimed: [registering.tell_of_claim],
    registrations.AwardRecorded: [registering.tell_of_award],
    registrations.ClaimRejected: [registering.tell_of_rejection],
    registrations.Withdrawn: [
        following.aim_no_more,
        planning_ahead.call_off_with_registration,
        registering.tell_of_end,
    ],
    registrations.Transferred: [
        following.aim_no_more,
        planning_ahead.call_off_with_registration,
        registering.tell_of_end,
    ],
    registrations.Lapsed: [
        following.aim_no_more,
        planning_ahead.call_off_with_registration,
        registering.tell_of_end,
    ],
    transitions.ClaimsFollowed: [moving.tell_of_claims],
    transitions.MovedToVersion: [moving.tell_of_move, finishing.complete_after_move],
    logs.Withdrawn: [submitting.take_back],
    logs.HandedOn: [signing.tell_next_name],
    logs.EvidenceSigned: [signing.tell_next_name],
    logs.SentBackUnsigned: [signing.tell_of_return],
    assessments.Submitted: [assessing.tell_of_submission],
    assessments.ReturnedToLearner: [assessing.tell_of_return],
    assessments.SubmissionDecided: [assessing.tell_of_decision],
    assessments.UnitReady: [assessing.tell_unit_is_ready],
    assessments.TakenBack: [assessing.tell_of_taking_back],
    assessments.UnitReopened: [
        holding.keep_what_is_certified,
        finishing.undo_completion,
        assessing.tell_of_reopening,
    ],
    assessments.CountersignatureRefused: [assessing.tell_of_refused_countersignature],
    assessments.Signed: [assessing.tell_next_signer, assessing.tell_iqa_of_units],
    planning.PlanProposed: [planned.tell_of_proposal],
    planning.ChangeAsked: [planned.tell_of_wish],
    planning.PlanAgreed: [planned.tell_of_agreement],
    planning.PlanCarriedOut: [planned.tell_of_outcome],
    planning.PlanCancelled: [planned.tell_of_cancelling],
    witnesses.LinkOpened: [witnessing.tell_of_refusal],
    witnesses.TestimonyGiven: [witnessing.tell_of_testimony],
    quality.Released: [assuring.tell_of_release],
    quality.AskedAgain: [assuring.tell_of_question],
    quality.UnitsCompleted: [assuring.tell_of_completion],
    quality.FinalCheckSigned: [assuring.tell_administrators],
    appeals.Appealed: [appealing.tell_who_answers],
    appeals.HearerChosen: [appealing.tell_of_choice],
    appeals.AppealAnswered: [appealing.tell_of_answer],
    appeals.TakenFurther: [appealing.tell_who_answers],
    appeals.AppealWithdrawn: [appealing.tell_of_withdrawal],
    malpractice.EvidenceSetAside: [investigating.tell_of_setting_aside],
    malpractice.InvestigatorAsked: [investigating.tell_investigator],
    malpractice.InvestigationReported: [investigating.tell_who_decides],
    malpractice.EvidenceVoided: [investigating.tell_of_decision],
    malpractice.EvidenceCleared: [investigating.tell_of_decision],
    cover.CoverArranged: [covering.tell_of_cover],
    cover.CoverEnded: [covering.tell_of_return],
    certificates.CertificateIssued: [certifying.tell_of_issue],
    certificates.CertificateReplaced: [certifying.tell_of_replacement],
    certificates.CertificateRevoked: [certifying.tell_of_revocation],
}


def connect() -> None:
    """Put the table into force."""
    react_with(EVERY_EVENT, REACTIONS)
