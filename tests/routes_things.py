"""What stands around a learner's work, each thing made when an address needs one."""

from typing import Any

import sqlalchemy as sa
from flask import current_app

from tests.factories import make_user
from tests.factories_bodies import DAY, make_body, make_membership
from tests.factories_catalogue import unit_of
from tests.factories_certificates import make_complete
from tests.factories_claims import make_claim, make_received
from tests.factories_courses import book, make_course, make_session
from tests.factories_elearning import make_key as make_receiving_key
from tests.factories_logs import make_upload
from tests.factories_needs import make_need
from tests.factories_people import proof_of
from tests.factories_register import make_assessor
from tests.factories_sampling import make_strategy
from tests.factories_standardisation import make_exercise, say, send
from tests.factories_training import make_requirement, make_skill
from tests.factories_visits import make_device, make_visit
from trainer import work
from trainer.accounts.models import User
from trainer.assessments.models import Submission
from trainer.assessors import actions as register
from trainer.assessors.models import RegisterEntry
from trainer.batches import queries as batches
from trainer.batches.actions import signing
from trainer.batches.models import BatchFile, FileKind, FileStatus
from trainer.bodies import actions as bodies
from trainer.catalogue.models import FrameworkKind
from trainer.certificates.badging import make_badge
from trainer.certificates.models import Certificate, Rendering
from trainer.cohorts.actions import preparing as cohorts
from trainer.config import Config
from trainer.core import clock
from trainer.elearning.models import Activity
from trainer.extensions import db
from trainer.packs import actions as packs
from trainer.packs.models import Pack, PackArrival
from trainer.packs.writing import Writer
from trainer.past import actions as past
from trainer.planning import actions as planning
from trainer.planning.models import AssessmentPlan, Method
from trainer.portfolios import actions as portfolios
from trainer.portfolios.models import Paper, PaperKind
from trainer.quality.models import ReleaseLine
from trainer.registrations.models import HandOver, Registration
from trainer.reviews.models import Review
from trainer.sampling import actions as sampling
from trainer.sampling.actions.looking import look_into, note_same_fault
from trainer.sampling.models import Stage
from trainer.sampling.rules.risk import Verdict
from trainer.signing.keys import open_store
from trainer.signing.register import Purpose
from trainer.skills.actions.targeting import set_target
from trainer.standardisation.actions import judging, recording
from trainer.standardisation.models import Exercise, ExerciseRecord, PieceFile
from trainer.storage.store import Store
from trainer.training.actions.recording import exempt, record
from trainer.training.models import Exemption, Holding
from trainer.versions import actions as versions
from trainer.versions.models import Draft
from trainer.visits.actions import following, packing
from trainer.visits.models import Visit


def visit_running(registration: Registration) -> dict[str, int]:
    """A visit under way to the learner's portfolio, with something asked for and reported."""
    visit = make_visit(registration)
    device = make_device(visit)
    asked = following.ask_for_action(visit, device, what="Standardise.", due_on=None)
    report = following.report(
        visit, actor=visit.arranged_by, outcome="Low risk.", next_on=None, upload=make_upload()
    )
    db.session.commit()
    return {"visit_id": visit.id, "action_id": asked.id, "report_id": report.id}


def past_training_sent(administrator: User) -> int:
    """A file of past training that waits to be looked through."""
    file = past.keep_file(actor=administrator, name="past.csv", body="staff_number,skill,date\n")
    db.session.commit()
    return file.id


def elearning_heard_of(administrator: User) -> dict[str, int]:
    """A key for another system, and something people do there."""
    key, _secret = make_receiving_key(administrator)
    activity = Activity(address="https://learning.example.org/fire")
    db.session.add(activity)
    db.session.commit()
    return {"receiving_key_id": key.id, "activity_id": activity.id}


def authority_made() -> str:
    """The authority that certifies the keys of this installation."""
    issuing = open_store(current_app.extensions["trainer"]).register().in_use(Purpose.ISSUING)
    assert issuing is not None
    return issuing.id


def visit_packed(visit_id: int, administrator: User) -> int:
    """A pack of a visit, made."""
    pack = packing.ask_for_pack(db.session.get_one(Visit, visit_id), actor=administrator)
    store = current_app.extensions["store"]
    keys = [store.put_stream([bytes_], limit=100).key for bytes_ in (b"%PDF-1.7", b"PK")]
    packing.note_made(pack, pdf_key=keys[0], xlsx_key=keys[1])
    db.session.commit()
    return pack.id


def claimed_and_received(registration: Registration) -> dict[str, int]:
    """Claim two awards of the learner's: one waits and is under review, one has its certificate."""
    learner, iqa = registration.learner, registration.iqa
    waiting, done = (make_complete(learner, version=registration.version) for _more in range(2))
    for one in (waiting, done):
        one.iqa = iqa
    [claim] = make_claim(waiting)
    received = make_received(done, upload=make_upload())
    review = Review(
        unit_assessment=waiting.units[0],
        cycle=1,
        learner=learner,
        claim=claim,
        due_on=clock.today(),
    )
    db.session.add(review)
    db.session.commit()
    [line] = db.session.scalars(
        sa.select(ReleaseLine).where(ReleaseLine.unit_assessment_id == done.units[0].id)
    )
    return {
        "claim_id": claim.id,
        "batch_id": claim.batch_id,
        "received_id": received.id,
        "release_id": line.release_id,
        "review_id": review.id,
    }


def handed_over(registration: Registration) -> int:
    """Have the learner come from an assessor who has said nothing yet."""
    handed = HandOver(
        registration=registration, former=make_user("Fay Former"), next=registration.assessor
    )
    db.session.add(handed)
    db.session.commit()
    return handed.id


def cohort_of_one(administrator: User, registration: Registration) -> dict[str, int]:
    """Put one person into a cohort that nobody is registered from yet."""
    cohort = cohorts.begin(actor=administrator, name="A cohort", version=registration.version)
    cohorts.add(cohort, actor=administrator, lines=[make_user("Cora Newcomer").staff_number])
    db.session.commit()
    return {"cohort_id": cohort.id, "member_id": cohort.members[0].id}


def batch_signed(administrator: User) -> dict[str, int]:
    """Sign for somebody's certificate among others, and keep a file of such."""
    ready = make_complete(make_user("Bea Batched"))
    chosen = batches.candidates(administrator, [ready.id])
    batch = signing.sign("A batch", chosen, actor=administrator, proof=proof_of(administrator))
    stored = current_app.extensions["store"].put_stream([b"PK of a ZIP file"], limit=1000)
    file = BatchFile(
        batch=batch,
        kind=FileKind.ZIP,
        status=FileStatus.READY,
        asked_by=administrator,
        key=stored.key,
        size=stored.size,
    )
    db.session.add(file)
    db.session.commit()
    return {"certificate_batch_id": batch.id, "batch_file_id": file.id}


def pack_arrived(administrator: User, learner: User) -> PackArrival:
    """A pack made here, sent here again for its own learner."""
    config, store = current_app.extensions["trainer"], current_app.extensions["store"]
    with work.renderer() as renderer:
        written = Writer(config, store, renderer, lambda _done, _all: None).write(learner)
        stored = store.put_stream(written, limit=10_000_000)
    arrival = packs.keep_arrival(
        actor=administrator, learner=learner, name="pack.zip", key=stored.key
    )
    db.session.commit()
    return arrival


def pack_ordered(learner: User) -> Pack:
    pack = packs.order(learner, actor=learner)
    stored = current_app.extensions["store"].put_stream([b"PK of a pack"], limit=1000)
    packs.note_made(pack, stored.key, stored.size)
    db.session.commit()
    return pack


def paper_printed(registration: Registration) -> Paper:
    paper = portfolios.ask_for_paper(
        registration, actor=registration.learner, kind=PaperKind.INDEX, about_id=None
    )
    stored = current_app.extensions["store"].put_stream([b"%PDF-1.7 of a paper"], limit=1000)
    portfolios.note_printed(paper, stored.key)
    db.session.commit()
    return paper


def plan_proposed(registration: Registration) -> AssessmentPlan:
    plan = planning.propose(
        registration,
        actor=registration.assessor,
        method=Method.OBSERVATION,
        planned_on=clock.today(),
        criteria=[registration.units[-1].unit_version.criteria[0].id],
    )
    db.session.commit()
    return plan


def place_booked(cast: dict[str, User]) -> dict[str, int]:
    """A course with a session that is open, in which the learner has a place."""
    course = make_course(cast["training"])
    session = make_session(cast["training"], course)
    booking = book(session, cast["learner"])
    return {
        "course_id": course.id,
        "course_session_id": session.id,
        "booking_id": booking.id,
    }


def draft_begun(administrator: User) -> Draft:
    draft = versions.begin_unit(unit_of("SM-2"), actor=administrator)
    db.session.commit()
    return draft


def with_bodies(cast: dict[str, User], registration: Registration) -> dict[str, Any]:
    """Put the learner and their assessor in touch with a professional body."""
    actor, learner = cast["training"], cast["learner"]
    body = make_body()
    mapping = bodies.add_mapping(body.grades[0], actor=actor, kind=FrameworkKind.SCHEME, level=1)
    membership = make_membership(body, learner)
    elsewhere = bodies.record_certificate(
        learner,
        actor=learner,
        title="First aid",
        issuer="A charity",
        proof="Card",
        starts_on=DAY,
        upload=make_upload(),
    )
    accredited = bodies.accredit_scheme(
        registration.version.qualification, actor=actor, body=body, reference="R-1", starts_on=DAY
    )
    entry = db.session.scalars(
        sa.select(RegisterEntry).where(RegisterEntry.holder_id == registration.assessor_id)
    ).first()
    assert entry is not None
    on_register = register.accredit(entry, actor=actor, body=body, reference="A-1", starts_on=DAY)
    db.session.commit()
    return {
        "accreditation_id": on_register.id,
        "body_id": body.id,
        "elsewhere_id": elsewhere.id,
        "mapping_id": mapping.id,
        "membership_id": membership.id,
        "number_id": registration.version.numbers[0].id,
        "scheme_accreditation_id": accredited.id,
    }


def sample_drawn(registration: Registration) -> dict[str, int]:
    """A sample of what waits to be released of the learner’s."""
    qualification, iqa = registration.version.qualification, registration.iqa
    make_strategy(qualification, iqa)
    sample = sampling.draw_sample(qualification, Stage.SUMMATIVE, actor=iqa)
    db.session.commit()
    return {"sample_id": sample.id, "qualification_id": qualification.id}


def made(certificate: Certificate) -> Certificate:
    settings: Config = current_app.extensions["trainer"]
    make_badge(certificate.id, settings, open_store(settings))
    store: Store = current_app.extensions["store"]
    stored = store.put_stream([b"%PDF-1.7 of a certificate"], limit=1000)
    certificate.pdf_key, certificate.pdf_sha256 = stored.key, stored.sha256
    certificate.rendering = Rendering.READY
    db.session.commit()
    return certificate


def only(model: Any, *which: sa.ColumnElement[bool]) -> int:
    """The first row's number, of one that is sure to be there."""
    found = sa.select(model.id).where(*which).order_by(model.id).limit(1)
    return int(db.session.scalars(found).one())


def exercise_opened(registration: Registration) -> dict[str, int]:
    """An exercise on the learner's entry and its photo, judged by her assessor and one more."""
    another = make_assessor(registration.version.qualification, make_user("Max More"))
    submission = db.session.scalars(
        sa.select(Submission).where(Submission.registration_id == registration.id)
    ).one()
    exercise = make_exercise(submission)
    photo = next(one.file for one in submission.revision.files if one.file.kind == "photo")
    shown = PieceFile(piece=exercise.pieces[0], file=photo)
    db.session.add(shown)
    send(exercise, [registration.assessor, another])
    criteria = [item for piece in exercise.pieces for item in piece.criteria]
    for person in (registration.assessor, another):
        say(exercise, person, *(True for _item in criteria))
    judging.open_results(exercise, actor=exercise.lead)
    db.session.commit()
    return {
        "exercise_id": exercise.id,
        "piece_id": exercise.pieces[0].id,
        "piece_criterion_id": criteria[0].id,
        "piece_file_id": shown.id,
        "record_id": _record(exercise).id,
    }


def _record(exercise: Exercise) -> ExerciseRecord:
    """The record of an exercise, made for its leader."""
    made_ = recording.ask_for_record(exercise, actor=exercise.lead)
    stored = current_app.extensions["store"].put_stream([b"%PDF-1.7 of a record"], limit=1000)
    recording.note_printed(made_, stored.key)
    db.session.commit()
    return made_


def looked_into(registration: Registration) -> dict[str, Any]:
    """A look that disagreed on one unit, and another picked as it may share the fault."""
    first, second = sorted(registration.units, key=lambda one: one.unit_version.code)[:2]
    look = look_into(
        second, Stage.INTERIM, actor=registration.iqa, verdict=Verdict.DISAGREED, note="Why?"
    )
    picks = note_same_fault(look, [first])
    db.session.commit()
    return {"look_id": look.id, "pick_id": picks[0].id, "verdict": Verdict.AGREED.value}


def skill_required(by: User, person: User) -> dict[str, Any]:
    """A skill somebody must hold, once recorded for them and once not asked of them for a time."""
    skill, today = make_skill(), clock.today()
    record(person, skill, actor=by, on=today, until=None, says="Seen in the original.")
    exempt(person, skill, actor=by, starts_on=today, last_day=today, reason="Away until tomorrow.")
    placement = person.placement()
    assert placement is not None
    target = set_target(skill, actor=by, site=placement.site, team=None, number=2, says="a shift")
    db.session.flush()
    need = make_need(person, by)
    return {
        "skill_id": skill.id,
        "need_id": need.id,
        "what": f"need-{need.id}",
        "requirement_id": make_requirement(skill, by).id,
        "holding_id": only(Holding, Holding.person_id == person.id),
        "exemption_id": only(Exemption, Exemption.person_id == person.id),
        "target_id": target.id,
    }
