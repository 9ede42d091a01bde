"""What follows from what: every reaction to an event, on one page."""

from trainer.accounts import events as accounts
from trainer.accounts import telling as signing_in
from trainer.appeals import events as appeals
from trainer.appeals import telling as appealing
from trainer.appraisals import events as appraisals
from trainer.appraisals import telling as appraising
from trainer.appraisals import telling_appeals as appraisal_appeals
from trainer.assessments import events as assessments
from trainer.assessments import telling as assessing
from trainer.assessments.actions import submitting
from trainer.assessors import events as register
from trainer.audit.record import record
from trainer.batches import events as batches
from trainer.batches import telling as issuing_together
from trainer.careers import events as careers
from trainer.careers import following as becoming
from trainer.catalogue import events as catalogue
from trainer.catalogue import searching
from trainer.certificates import events as certificates
from trainer.certificates import telling as certifying
from trainer.claims import events as claims
from trainer.claims import telling as claiming
from trainer.claims.actions import resuming
from trainer.coaching import events as coaching
from trainer.coaching import telling as coached
from trainer.cohorts import events as cohorts
from trainer.cohorts import telling as starting_together
from trainer.core.events import Event, Handler, react_with
from trainer.courses import events as courses
from trainer.courses import following as keeping_places
from trainer.courses import telling as inviting
from trainer.cover import events as cover
from trainer.cover import telling as covering
from trainer.development import events as development
from trainer.development import telling as planning_development
from trainer.feedback import events as feedback
from trainer.feedback import telling as asking_others
from trainer.feeds import events as feeds
from trainer.feeds import telling as offering
from trainer.files import events as files
from trainer.files import telling as looking_after
from trainer.logs import events as logs
from trainer.logs import following
from trainer.logs import telling as signing
from trainer.malpractice import events as malpractice
from trainer.malpractice import telling as investigating
from trainer.needs import following as needing
from trainer.objectives import events as objectives
from trainer.objectives import telling as agreeing
from trainer.packs import events as packs
from trainer.packs import telling as packing
from trainer.pairs import events as pairs
from trainer.pairs import telling as pairing
from trainer.people import events as people
from trainer.people import telling as appointing
from trainer.planning import actions as planning_ahead
from trainer.planning import events as planning
from trainer.planning import telling as planned
from trainer.points import events as points
from trainer.points import subjects
from trainer.points import telling as asking_for
from trainer.privacy import events as privacy
from trainer.privacy import telling as telling_of_exports
from trainer.promotions import calling
from trainer.promotions import events as promotions
from trainer.promotions import following as filling
from trainer.promotions import telling as promoting
from trainer.promotions.actions import opening as putting_forward
from trainer.quality import actions as finishing
from trainer.quality import events as quality
from trainer.quality import pointing
from trainer.quality import telling as assuring
from trainer.quality import telling_of_looks as heard
from trainer.quality.actions import following as after_looks
from trainer.registrations import events as registrations
from trainer.registrations import telling as registering
from trainer.reviews import actions as reviewing
from trainer.reviews import events as reviews
from trainer.reviews import telling as considering
from trainer.sampling import events as sampling
from trainer.sampling.actions import looking
from trainer.standardisation import events as standardisation
from trainer.standardisation import pointing as exercises
from trainer.standardisation import telling as standardising
from trainer.training import events as training
from trainer.training import following as skilled
from trainer.transitions import events as transitions
from trainer.transitions import telling as moving
from trainer.vacancies import events as vacancies
from trainer.vacancies import telling as wanted
from trainer.viewing import asking
from trainer.visits import events as visits
from trainer.visits import pointing as visited
from trainer.visits import telling as visiting
from trainer.witnesses import events as witnesses
from trainer.witnesses import telling as witnessing

EVERY_EVENT: list[Handler] = [record]

REACTIONS: dict[type[Event], list[Handler]] = {
    appraisals.AppraisalMoved: [appraising.tell_of_move],
    appraisals.AppraisalClosedEarly: [appraising.tell_of_end],
    appraisals.AppraisalHandedOver: [appraising.tell_of_hand_over],
    appraisals.AddendumWritten: [appraising.tell_of_note],
    appraisals.AppraisalAppealed: [appraisal_appeals.tell_of_appeal],
    appraisals.AppraisalAppealAnswered: [appraisal_appeals.tell_of_answer],
    appraisals.AppraisalAppealTakenFurther: [appraisal_appeals.tell_of_appeal],
    appraisals.AppraisalAppealWithdrawn: [appraisal_appeals.tell_of_withdrawal],
    appraisals.AppraisalHearerNamed: [appraisal_appeals.tell_of_hearer],
    appraisals.MeetingArranged: [appraising.tell_of_meeting],
    appraisals.CycleScheduled: [appraising.tell_of_scheduling],
    accounts.AppSetUp: [signing_in.tell_of_app],
    accounts.AppRemoved: [signing_in.tell_of_removal],
    accounts.PasskeyAdded: [signing_in.tell_of_passkey],
    accounts.PasskeyRemoved: [signing_in.tell_of_passkey_gone],
    accounts.SecondStepReset: [signing_in.tell_of_reset],
    accounts.RecoveryCodesMade: [signing_in.tell_of_new_codes],
    accounts.RecoveryCodeUsed: [signing_in.tell_of_used_code],
    people.RoleAskedFor: [appointing.tell_who_may_decide],
    people.RoleConfirmed: [appointing.tell_of_confirmation],
    people.RoleRefused: [appointing.tell_of_refusal],
    people.RoleEnded: [
        appointing.tell_of_end,
        registering.tell_of_work_left,
        reviewing.pass_on,
    ],
    people.Left: [
        registering.tell_of_work_left,
        reviewing.pass_on,
        keeping_places.give_up_with_leaver,
        putting_forward.close_of_leaver,
    ],
    people.LeavingPlanned: [keeping_places.give_up_with_leaver],
    feedback.RoundArranged: [asking_others.tell_of_arranging],
    feedback.RatersNominated: [asking_others.tell_who_approves],
    feedback.RatersApproved: [asking_others.tell_of_approval],
    feedback.RoundOpened: [asking_others.tell_raters],
    feedback.FeedbackDeclined: [asking_others.tell_of_declining],
    feedback.RoundClosed: [asking_others.tell_of_closing],
    feedback.RoundReleased: [asking_others.tell_of_release],
    points.PointRaised: [after_looks.open_action, asking_for.tell_owner],
    points.PointAnswered: [asking_for.tell_who_raised],
    points.PointClosed: [after_looks.close_action, asking_for.tell_of_closing],
    points.PointReopened: [after_looks.open_action, asking_for.tell_of_reopening],
    points.PointFellDue: [asking_for.tell_of_overdue],
    register.RegisterEntryMade: [becoming.note_entry],
    register.RegisterEntryEnded: [registering.tell_of_work_left],
    register.EntrySuspended: [registering.tell_of_suspension, registering.tell_of_work_left],
    register.SuspensionLifted: [registering.tell_of_lifting],
    catalogue.CataloguePublished: [searching.keep_in_step],
    registrations.Allocated: [
        following.share_with_allocated,
        submitting.take_over,
        registering.tell_of_allocation,
    ],
    registrations.HandOverWritten: [registering.tell_of_hand_over],
    registrations.UnitsChosen: [following.aim_at_units],
    registrations.CreditTransferred: [registering.tell_of_credit],
    registrations.CreditNotAgreed: [registering.tell_credit_not_agreed],
    registrations.Registered: [registering.tell_of_registration],
    cohorts.CohortRegistered: [starting_together.tell_of_cohort],
    registrations.Withdrawn: [
        following.aim_no_more,
        planning_ahead.call_off_with_registration,
        looking.drop_picks_left,
        registering.tell_of_end,
    ],
    registrations.Transferred: [
        following.aim_no_more,
        planning_ahead.call_off_with_registration,
        looking.drop_picks_left,
        registering.tell_of_end,
    ],
    registrations.Lapsed: [
        following.aim_no_more,
        planning_ahead.call_off_with_registration,
        looking.drop_picks_left,
        registering.tell_of_end,
    ],
    transitions.ClaimsFollowed: [moving.tell_of_claims],
    transitions.MovedToVersion: [
        looking.drop_picks_left,
        moving.tell_of_move,
        finishing.complete_after_move,
    ],
    courses.PlaceAskedFor: [inviting.tell_who_agrees],
    courses.PlaceTaken: [inviting.tell_of_place],
    courses.PutOnWaitingList: [inviting.tell_of_turn],
    courses.PlaceRefused: [inviting.tell_of_refusal],
    courses.SessionChanged: [inviting.tell_of_change],
    courses.BookingCancelled: [inviting.tell_of_cancelling],
    courses.Attended: [keeping_places.hold_with_attendance, inviting.tell_of_attendance],
    courses.AttendanceAdded: [
        keeping_places.hold_with_attendance,
        inviting.tell_of_correction,
    ],
    courses.AttendanceStruck: [
        keeping_places.lose_with_attendance,
        inviting.tell_of_correction,
    ],
    training.Held: [needing.meet_with_holding],
    feeds.ProductsOffered: [offering.tell_of_offer],
    logs.RevisionFrozen: [asking.ask_for_pages],
    logs.Withdrawn: [submitting.take_back],
    logs.HandedOn: [signing.tell_next_name],
    logs.EvidenceSigned: [signing.tell_next_name],
    logs.SentBackUnsigned: [signing.tell_of_return],
    assessments.Submitted: [assessing.tell_of_submission],
    assessments.ReturnedToLearner: [assessing.tell_of_return],
    assessments.FeedbackAnswered: [assessing.tell_of_reply],
    assessments.SubmissionDecided: [assessing.tell_of_decision],
    assessments.UnitReady: [assessing.tell_unit_is_ready],
    assessments.TakenBack: [assessing.tell_of_taking_back],
    assessments.UnitReopened: [
        finishing.undo_completion,
        skilled.lose_with_unit,
        reviewing.open_reviews,
        looking.drop_picks,
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
    witnesses.TestimonyDeclined: [witnessing.tell_of_declining],
    witnesses.TestimonyGiven: [witnessing.tell_of_testimony],
    quality.Released: [
        skilled.hold_with_unit,
        needing.meet_with_unit,
        assuring.tell_of_release,
        registering.tell_where_else_it_counts,
    ],
    sampling.PickDropped: [after_looks.share_dropped_no_more],
    sampling.LookedInto: [after_looks.share_no_more, heard.tell_of_look],
    quality.PickHandedOn: [after_looks.share_with_handed, heard.tell_of_handing_on],
    quality.LookAnswered: [heard.tell_of_reply],
    quality.OthersSought: [heard.tell_of_same_fault],
    quality.UnitsCompleted: [assuring.tell_of_completion],
    quality.FinalCheckSigned: [resuming.resume_claim, assuring.tell_administrators],
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
    files.VirusFound: [looking_after.tell_of_virus],
    cover.CoverArranged: [covering.tell_of_cover],
    cover.CoverEnded: [covering.tell_of_return],
    standardisation.ExerciseSent: [standardising.invite],
    standardisation.JudgedBlind: [standardising.tell_leader_all_judged],
    standardisation.JudgingSoonOver: [standardising.remind],
    standardisation.ResultsOpened: [standardising.tell_of_results],
    packs.PackMade: [packing.tell_it_is_ready],
    packs.PackBroughtIn: [packing.tell_of_what_came],
    privacy.ExportAsked: [telling_of_exports.tell_it_was_asked],
    privacy.ExportMade: [telling_of_exports.tell_it_is_ready],
    visits.VisitArranged: [visiting.tell_of_arrangement],
    visits.VisitChanged: [visiting.tell_of_arrangement],
    visits.PortfoliosChosen: [visiting.tell_learners],
    visits.LetIn: [visiting.tell_of_another_device],
    visits.WrongCodeGiven: [visiting.tell_of_lock],
    visits.EqaActionAsked: [visiting.tell_of_asked_action],
    visits.VisitEnded: [visiting.tell_of_end],
    certificates.CertificateIssued: [skilled.hold_with_certificate, certifying.tell_of_issue],
    certificates.RevocationProposed: [certifying.tell_of_proposal],
    certificates.RevocationDropped: [certifying.tell_of_dropping],
    certificates.CertificateReplaced: [
        certifying.tell_of_replacement,
        skilled.lose_with_replaced,
        reviewing.settle_with_replaced,
    ],
    certificates.CertificateRevoked: [
        certifying.tell_of_revocation,
        skilled.lose_with_certificate,
        reviewing.settle_with_revoked,
    ],
    batches.BatchIssued: [issuing_together.tell_of_batch],
    batches.BatchFileMade: [issuing_together.tell_of_file],
    claims.Claimed: [claiming.tell_of_claim],
    claims.ClaimTakenBack: [claiming.tell_of_taking_back, reviewing.settle_with_claim],
    claims.AwardRecorded: [claiming.tell_of_award],
    claims.ClaimRejected: [claiming.tell_of_rejection, reviewing.settle_with_claim],
    objectives.ObjectiveProposed: [agreeing.tell_of_proposal],
    objectives.ObjectivesAgreedTo: [agreeing.tell_of_agreement],
    objectives.ObjectiveClosed: [agreeing.tell_of_outcome],
    objectives.ObjectiveDropped: [agreeing.tell_of_dropping],
    objectives.OneToOnePlanned: [agreeing.tell_of_talk],
    objectives.OneToOneHeld: [agreeing.tell_of_summary],
    objectives.OneToOneCalledOff: [agreeing.tell_of_calling_off],
    coaching.CoachingNoteShared: [coached.tell_of_note],
    coaching.CoachingNoteAnswered: [coached.tell_of_answer],
    pairs.CoachAsked: [pairing.tell_coach],
    pairs.CoachAgreed: [pairing.tell_of_yes],
    pairs.CoachDeclined: [pairing.tell_of_no],
    pairs.CoachingEnded: [pairing.tell_of_end],
    development.ActionProposed: [planning_development.tell_of_proposal],
    development.ActionAgreedTo: [planning_development.tell_of_agreement],
    development.ActionEnded: [planning_development.tell_of_outcome],
    development.ActionDropped: [planning_development.tell_of_dropping],
    careers.CandidateNoticed: [becoming.tell_of_candidate],
    promotions.CaseOpened: [promoting.tell_of_opening],
    promotions.CaseSponsored: [promoting.tell_of_sponsor],
    promotions.PeopleSeated: [promoting.tell_of_seats],
    promotions.SeatFilled: [promoting.tell_of_filled_seat, calling.invite_later],
    promotions.SeatGivenUp: [promoting.tell_of_given_up_seat, calling.take_out],
    promotions.PanelMeetingSet: [calling.invite_panel],
    promotions.CaseSigned: [promoting.tell_of_signature],
    promotions.CaseMoved: [
        filling.fill_vacancy,
        filling.put_into_plan,
        promoting.tell_of_move,
        calling.call_off,
    ],
    promotions.TrialReviewed: [promoting.tell_of_trial_review],
    promotions.TakingUpFailed: [promoting.tell_of_failure],
    vacancies.VacancyOpened: [wanted.tell_of_vacancy],
    vacancies.VacancyEnded: [wanted.tell_of_end],
    vacancies.ApplicationMade: [wanted.tell_of_answer],
    reviews.ReviewOpened: [considering.tell_owner],
    reviews.ReviewTakenOn: [considering.tell_new_owner],
    reviews.ReviewSettled: [considering.tell_of_outcome],
}


POINTS_ABOUT: tuple[subjects.Kind, ...] = (
    pointing.UNITS,
    pointing.LOOKS,
    exercises.EXERCISES,
    visited.VISITS,
)
"""What action points may be about."""


def connect() -> None:
    """Put the tables into force."""
    react_with(EVERY_EVENT, REACTIONS)
    subjects.join(*POINTS_ABOUT)
