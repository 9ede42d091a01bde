"""One learner's work with everybody around it: who visits, and what each address is about."""

import uuid
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from werkzeug.routing import Rule

from tests.browsing import Browser, Visitor
from tests.factories import PASSWORD, make_user
from tests.factories_appeals import make_disputes
from tests.factories_assessments import draft, judge, proof_of, seen, submit
from tests.factories_behaviours import behaviours_there
from tests.factories_careers import make_confirmation, make_map
from tests.factories_catalogue import unit_of, version_of
from tests.factories_certificates import make_certificate, make_complete, propose_to_revoke
from tests.factories_claims import make_direct
from tests.factories_coaching import make_draft, make_note
from tests.factories_development import development_there
from tests.factories_equality import equality_asked
from tests.factories_erasure import make_leaver, propose
from tests.factories_factors import make_app, make_passkey
from tests.factories_feedback import feedback_there
from tests.factories_feeds import make_product
from tests.factories_figures import figures_there
from tests.factories_letterhead import make_letterhead
from tests.factories_logs import make_attached, make_entry
from tests.factories_objectives import objectives_there
from tests.factories_people import make_holder, make_placement, make_site, make_team
from tests.factories_points import make_point
from tests.factories_register import make_assessor, make_conflict
from tests.factories_registrations import make_registration
from tests.factories_updates import make_update
from tests.factories_witnesses import make_request
from tests.routes_appraising import appraising
from tests.routes_privacy import data_exported
from tests.routes_promoting import promoting
from tests.routes_things import (
    authority_made,
    batch_signed,
    claimed_and_received,
    cohort_of_one,
    draft_begun,
    elearning_heard_of,
    exercise_opened,
    handed_over,
    looked_into,
    made,
    only,
    pack_arrived,
    pack_ordered,
    paper_printed,
    past_training_sent,
    place_booked,
    plan_proposed,
    sample_drawn,
    skill_required,
    visit_packed,
    visit_running,
    with_bodies,
)
from tests.storage import papers, pictures, recordings
from trainer.accounts.models import LoginSession, User
from trainer.assessments.actions import signing
from trainer.assessments.comments import actions as comments
from trainer.assessments.comments.places import Spot
from trainer.assessments.phrases import actions as phrases
from trainer.assessors.models import Duty, RegisterEntry
from trainer.careers.actions import aiming, drafting
from trainer.careers.models import RegisterCandidate
from trainer.catalogue.exchange.case.writing import type_identifier
from trainer.catalogue.exchange.outline import Kind
from trainer.catalogue.importing.identifiers import turned
from trainer.catalogue.incoming import actions as incoming
from trainer.catalogue.incoming.models import IncomingFile
from trainer.core import clock
from trainer.extensions import db
from trainer.feeds import actions as feeds
from trainer.feeds.models import FeedFile, WorkProduct
from trainer.logs import actions as logs
from trainer.logs import covering
from trainer.logs.earlier.keeping import words_of
from trainer.logs.earlier.models import EarlierWords
from trainer.logs.models import EvidenceKind, Item, StoredFile
from trainer.logs.tasks import prepare_file
from trainer.notifications import outbox
from trainer.notifications.models import Notice, SentMail
from trainer.packs import actions as packs
from trainer.people import actions as people
from trainer.people.models import Role
from trainer.registrations.models import Registration, UnitStatus
from trainer.transcripts import actions as transcripts
from trainer.viewing.tasks import prepare_pages

WORDS, FILE_NAME, FEEDBACK = "zephyrwords", "zephyrfile", "zephyrfeedback"
"""Markers in what the learner wrote, in the names of her files, and in what her assessor wrote."""

PEOPLE = (
    "nobody", "eve", "learner", "manager", "assessor", "iqa", "other", "training", "hr", "system"
)  # fmt: skip
"""Signed out; none of her business; ...; another assessor of the same qualification; and so on."""


@dataclass
class Scene:
    """The people by name, and for each argument of an address the thing it leads to."""

    app: Flask
    browser: Browser
    people: dict[str, int | None]
    things: dict[str, Any]
    special: dict[str, dict[str, Any]]

    def visitor(self, name: str, browser: Browser | None = None) -> Visitor:
        number = self.people[name]
        person = db.session.get_one(User, number) if number is not None else None
        return (browser or self.browser)(person)

    def address(self, rule: Rule) -> str:
        chosen = self.things | self.special.get(rule.endpoint, {})
        with self.app.test_request_context():
            return self.app.url_for(rule.endpoint, **{one: chosen[one] for one in rule.arguments})


def make_scene(app: Flask) -> Scene:
    """Let a learner get far enough that every page has something to show."""
    cast = _cast()
    make_app(cast["learner"])
    registration = _registration(cast)
    item, files = _entry(cast["learner"])
    things = _submitted(item, registration) | _around(cast, registration)
    elsewhere = make_registration(make_user("Liv Another"), assessor=cast["other"])
    things["passkey_id"] = make_passkey(cast["learner"]).id
    things |= make_disputes(registration, elsewhere, cast["training"])
    browser = Browser(app)
    browser(cast["learner"])
    things["session_id"] = only(LoginSession, LoginSession.user_id == cast["learner"].id)
    photo, film, paper = files
    draft_entry = make_entry(cast["learner"], f"A draft of {WORDS}").item
    writing = {"item_id": draft_entry.id}
    visit = visit_running(registration)
    told = {"item_id": _account(cast["learner"]).id}
    return Scene(
        app=app,
        browser=browser,
        people={"nobody": None} | {name: person.id for name, person in cast.items()},
        things=things
        | {"code": photo.code, "status_id": make_direct(version_of("small-scheme")).id}
        | claimed_and_received(registration)
        | _career(cast)
        | appraising(cast)
        | promoting(cast)
        | visit,
        special={
            **{
                f"batches.{page}": {"batch_id": things["certificate_batch_id"]}
                for page in ("cancel", "order_file", "pause", "resume", "shown", "try_again")
            },
            "batches.save": {
                "batch_id": things["certificate_batch_id"],
                "batch_file_id": things["batch_file_id"],
            },
            **_unshared(cast),
            "claims.scan": {"name": "notes.txt"},
            "claims.grant": {"version_id": version_of("small-scheme").id},
            "signing.authority": {"key_id": things["authority"]},
            "signing.revocation_list": {"key_id": things["authority"]},
            "certificates.check": {"code": things["certificate_code"]},
            "certificates.badge": {"code": things["certificate_code"], "kind": "json"},
            "certificates.badge_status": {"number": 1},
            "certificates.badge_achievement": things["badge_achievement"],
            "certificates.issue": {"registration_id": make_complete(cast["learner"]).id},
            "outgoing.try_again": {"item_id": things["outbox_id"]},
            "bodies.renew_accreditation": {"accreditation_id": things["scheme_accreditation_id"]},
            "bodies.proof": {"elsewhere_id": things["elsewhere_id"], "name": "notes.txt"},
            "catalogue.incoming_file": {"file_id": _sent(cast["training"]).id},
            "catalogue.unit": {"version_id": unit_of("SM-1").id},
            "versions.begin_unit": {"version_id": unit_of("SM-1").id},
            "versions.compare_units": {
                "version_id": unit_of("SM-1").id,
                "other_id": unit_of("SM-1").id,
            },
            "catalogue.export_qualification": {
                "version_id": version_of("small-scheme").id,
                "kind": "case",
            },
            "case.kind_of_item": {"identifier": type_identifier(Kind.UNIT)},
            **{
                f"case.{name}": {"identifier": type_identifier(Kind.UNIT)}
                for name in ("concepts", "groupings", "licences", "rubrics", "subjects")
            },
            "case.association": {"identifier": turned(unit_of("SM-1").unit.identifier)},
            "case.item": {"identifier": unit_of("SM-1").unit.identifier},
            "case.item_associations": {"identifier": unit_of("SM-1").unit.identifier},
            "case.document": {"identifier": version_of("small-scheme").qualification.identifier},
            "case.whole_package": {
                "identifier": version_of("small-scheme").qualification.identifier
            },
            "logs.recording": {"code": film.code},
            "viewing.page_picture": {"code": paper.code, "number": 1},
            "logs.original": {"code": film.code, "name": film.name},
            "logs.edit": writing,
            "logs.autosave": writing,
            "logs.find": writing,
            "logs.upload": writing,
            "logs.versions": writing,
            "logs.version": writing | {"version_id": _earlier(draft_entry).id},
            "feeds.look_through": {"file_id": _feed(cast["training"]).id},
            **{
                f"feeds.{step}": {"product_id": _product(cast).id}
                for step in ("use", "set_aside", "take_up")
            },
            "points.raise_about": {"kind": "UnitAssessment"},
            "retention.begin": {"kind": "trail"},
            "retention.change": {"kind": "trail"},
            "logs.begin": {"kind": "ra"},
            "logs.begin_about": {"kind": "obs"},
            "logs.fill": told,
            "logs.autosave_kind": told,
            "logs.offer": told,
            "logs.take_up": told,
            "assessments.submit": writing,
            **{
                f"visits.{name}": {"pack_id": visit_packed(visit["visit_id"], cast["training"])}
                for name in ("pack", "pack_paper", "pack_workbook")
            },
            "visits.unit": {"unit_id": registration.units[0].id},
            "currency.unit": {"unit_id": registration.units[0].unit_version.unit_id},
        },
    )


def _career(cast: dict[str, User]) -> dict[str, Any]:
    make_map()
    target = aiming.aim_for(cast["learner"], "senior", actor=cast["learner"])
    drafting.begin(actor=cast["hr"])
    ready = RegisterCandidate(
        person=cast["learner"], role_key="senior", role_title="Senior adviser", duty=Duty.ASSESS
    )
    db.session.add(ready)
    db.session.commit()
    return {
        "register_candidate_id": ready.id,
        "role_key": "senior",
        "place": 0,
        "career_target_id": target.id,
        "career_confirmation_id": make_confirmation(cast["learner"], cast["manager"]).id,
    }


def _unshared(cast: dict[str, User]) -> dict[str, dict[str, Any]]:
    draft = {"coaching_note_id": make_draft(cast["learner"], cast["manager"]).id}
    return {f"coaching.{page}": draft for page in ("change", "share", "throw_away")}


def _sent(administrator: User) -> IncomingFile:
    stored = current_app.extensions["store"].put_stream([b"x"], limit=1)
    sent = incoming.send_file(actor=administrator, name="x", key=stored.key, size=1)
    db.session.commit()
    return sent


def _cast() -> dict[str, User]:
    cast = {
        "eve": make_user("Eve Outsider"),
        "learner": make_user("Ada Trainee", password=PASSWORD),
        "manager": make_user("Cleo Manager"),
        "training": make_holder("Tess Training", Role.TRAINING_ADMIN),
        "hr": make_holder("Hana People", Role.HR),
        "system": make_holder("Dev Admin", Role.SYSTEM_ADMIN),
    }
    make_placement(cast["learner"], manager=cast["manager"])
    make_placement(cast["eve"])
    return cast


def _registration(cast: dict[str, User]) -> Registration:
    registration = make_registration(cast["learner"], actor=cast["training"])
    cast["assessor"], cast["iqa"] = registration.assessor, registration.iqa
    cast["other"] = make_assessor(registration.version.qualification, make_user("Oscar Other"))
    return registration


def _entry(learner: User) -> tuple[Item, list[StoredFile]]:
    revision = make_entry(learner, f"About {WORDS}", what=f"I wrote {WORDS}.", place=WORDS)
    files = [
        make_attached(revision, pictures.phone_photo(), f"{FILE_NAME}.jpg").file,
        make_attached(revision, recordings.film(size=30_000), f"{FILE_NAME}.mp4").file,
        make_attached(revision, papers.pdf(), f"{FILE_NAME}.pdf").file,
    ]
    criteria = [*unit_of("SM-1").criteria, *unit_of("SM-2").criteria]
    logs.link(revision, actor=learner, criteria=[one.id for one in criteria])
    db.session.commit()
    store = current_app.extensions["store"]
    photo_id, paper_id = files[0].id, files[2].id
    prepare_file(photo_id, store)
    prepare_pages(paper_id, store)
    covering.cover(files[0], actor=learner, areas=[(0, 0, 5000, 5000)], is_enough=True)
    db.session.commit()
    for file in files:
        prepare_file(file.id, current_app.extensions["store"])
    return revision.item, files


def _earlier(item: Item) -> EarlierWords:
    """What an entry said before, with words of the learner's in it."""
    revision = logs.latest(item)
    kept = EarlierWords(
        revision_id=revision.id,
        words=words_of(revision) | {"what": f"I first wrote {WORDS}."},
        saved_at=clock.now(),
    )
    db.session.add(kept)
    db.session.commit()
    return kept


def _feed(administrator: User) -> FeedFile:
    kept = feeds.keep_file(actor=administrator, name="x.csv", body="staff_number,kind\n")
    db.session.commit()
    return kept


def _product(cast: dict[str, User]) -> WorkProduct:
    """What came in by file about the learner, with words that only she is to read."""
    learner, words = cast["learner"], f"A customer said {WORDS}."
    return make_product(learner, cast["training"], words=words)


def _account(learner: User) -> Item:
    kind = EvidenceKind.REFLECTIVE_ACCOUNT
    revision = logs.start(actor=learner, client_key=str(uuid.uuid4()), kind=kind)
    db.session.commit()
    return revision.item


def _submitted(item: Item, registration: Registration) -> dict[str, Any]:
    """Put the entry in review: one unit of it waits for the IQA, the other for the assessor."""
    submission = submit(item, registration)
    first, second = sorted(registration.units, key=lambda one: one.unit_version.code)
    judged = first.unit_version.criteria
    for criterion in judged:
        draft(submission, criterion, feedback=f"Well done: {FEEDBACK}.")
    judgement = judge(submission, [])[0]
    draft(submission, second.unit_version.criteria[0], feedback=f"Next: {FEEDBACK}.")
    comment = comments.comment(
        submission, Spot(), actor=registration.assessor, words=f"Here: {FEEDBACK}."
    )
    phrase = phrases.write(actor=registration.assessor, words=f"As ever: {FEEDBACK}.", shared=False)
    open_criterion = second.unit_version.criteria[0]
    learner, assessor = registration.learner, registration.assessor
    signing.sign_as_learner(first, actor=learner, proof=proof_of(learner), seen=seen(first))
    signing.sign_as_assessor(first, actor=assessor, proof=proof_of(assessor), seen=seen(first))
    db.session.commit()
    assert first.status is UnitStatus.AWAITING_IQA
    assert submission.is_open
    return {
        "item_id": item.id,
        "number": 1,
        "submission_id": submission.id,
        "judgement_id": judgement.id,
        "comment_id": comment.id,
        "phrase_id": phrase.id,
        "criterion_id": open_criterion.id,
        "registration_id": registration.id,
        "request_id": make_request(registration, criteria=[open_criterion.id]).id,
        "unit_assessment_id": first.id,
        "version_id": registration.version_id,
        "other_id": registration.version_id,
        "learner_id": learner.id,
        "person_id": learner.id,
    }


def _around(cast: dict[str, User], registration: Registration) -> dict[str, Any]:
    certificate = made(make_certificate(cast["learner"], by=cast["training"]))
    propose_to_revoke(certificate, by=cast["training"])
    site = make_site("Mill Lane")
    asked = people.ask_for_role(
        make_user("Noor Nominee"),
        actor=cast["training"],
        role=Role.ASSESSOR,
        starts_on=clock.today(),
        why="She knows the counter.",
        proof=proof_of(cast["training"]),
    )
    kept = people.keep_file(actor=cast["training"], name="people.csv", body="staff_number,name\n")
    work = outbox.send_mail(to="someone@example.org", subject="Hello", body="Words.")
    mail = SentMail(to="someone@example.org", subject="Hello", body="Words.")
    db.session.add(mail)
    db.session.commit()
    return with_bodies(cast, registration) | {
        "appointment_id": asked.id,
        **cohort_of_one(cast["training"], registration),
        **batch_signed(cast["training"]),
        **sample_drawn(registration),
        "hand_over_id": handed_over(registration),
        **looked_into(registration),
        "badge_achievement": {
            "identifier": certificate.registration.version.qualification.identifier,
            "number": certificate.registration.version.number,
        },
        "certificate_code": certificate.code,
        "authority": authority_made(),
        "certificate_id": certificate.id,
        "transcript_id": transcripts.ask_for_record(cast["learner"], actor=cast["training"]).id,
        "letterhead_id": make_letterhead(cast["training"]).id,
        "conflict_id": make_conflict(cast["learner"], make_user("Nico Neighbour")).id,
        "entry_id": only(RegisterEntry, RegisterEntry.holder_id == registration.assessor_id),
        **place_booked(cast),
        "update_id": make_update(cast["training"], cast["learner"]).id,
        **elearning_heard_of(cast["training"]),
        **behaviours_there(),
        **figures_there(cast["hr"]),
        **feedback_there(cast["learner"], cast["manager"]),
        **objectives_there(cast["learner"], cast["manager"]),
        **development_there(cast["learner"], cast["manager"], make_user("Coral Coach")),
        "coaching_note_id": make_note(cast["learner"], cast["manager"]).id,
        **skill_required(cast["training"], cast["learner"]),
        "past_file_id": past_training_sent(cast["training"]),
        "filename": "trainer.css",
        **equality_asked(cast["hr"]),
        "erasure_id": propose(make_leaver(), cast["hr"]).id,
        "hat": "me",
        "import_id": kept.id,
        "mail_id": mail.id,
        "outbox_id": work.id,
        "arrival_id": pack_arrived(cast["training"], registration.learner).id,
        "key_id": packs.trust(
            actor=cast["training"], fingerprint="ab" * 32, organisation="Elsewhere"
        ).id,
        "export_id": data_exported(registration.learner),
        "pack_id": pack_ordered(registration.learner).id,
        "paper_id": paper_printed(registration).id,
        "notice_id": only(Notice, Notice.user_id == cast["learner"].id),
        "site_id": site.id,
        "year": 2026,
        "draft_id": draft_begun(cast["training"]).id,
        "plan_id": plan_proposed(registration).id,
        "point_id": make_point(registration.units[0], cast["iqa"], cast["assessor"]).id,
        "about_id": registration.units[0].id,
        **exercise_opened(registration),
        "team_id": make_team(site).id,
        "token": "nobody-has-this",
    }
