"""One learner's work with everybody around it: who visits, and what each address is about."""

import uuid
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from werkzeug.routing import Rule

from tests.browsing import Browser, Visitor
from tests.factories import PASSWORD, make_user
from tests.factories_appeals import make_disputes
from tests.factories_assessments import draft, judge, proof_of, seen, submit
from tests.factories_bodies import DAY, make_body, make_membership
from tests.factories_catalogue import unit_of, version_of
from tests.factories_certificates import make_certificate, make_complete
from tests.factories_logs import make_attached, make_entry, make_upload
from tests.factories_people import make_holder, make_placement, make_site, make_team
from tests.factories_register import make_assessor, make_conflict
from tests.factories_registrations import make_registration
from tests.factories_witnesses import make_request
from tests.storage import pictures, recordings
from trainer.accounts.models import LoginSession, User
from trainer.assessments.actions import signing
from trainer.assessors import actions as register
from trainer.assessors.models import RegisterEntry
from trainer.bodies import actions as bodies
from trainer.catalogue.exchange.case.writing import type_identifier
from trainer.catalogue.exchange.outline import Kind
from trainer.catalogue.importing.identifiers import turned
from trainer.catalogue.incoming import actions as incoming
from trainer.catalogue.incoming.models import IncomingFile
from trainer.catalogue.models import FrameworkKind
from trainer.certificates.models import Certificate, Rendering
from trainer.core import clock
from trainer.extensions import db
from trainer.logs import actions as logs
from trainer.logs.models import EvidenceKind, Item, StoredFile
from trainer.logs.tasks import prepare_file
from trainer.notifications import outbox
from trainer.notifications.models import Notice, SentMail
from trainer.people import actions as people
from trainer.people.models import Role
from trainer.planning import actions as planning
from trainer.planning.models import AssessmentPlan, Method
from trainer.registrations.models import Registration, UnitStatus
from trainer.storage.store import Store
from trainer.versions import actions as versions
from trainer.versions.models import Draft

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
    registration = _registration(cast)
    item, files = _entry(cast["learner"])
    things = _submitted(item, registration) | _around(cast, registration)
    elsewhere = make_registration(make_user("Liv Another"), assessor=cast["other"])
    things |= make_disputes(registration, elsewhere, cast["training"])
    browser = Browser(app)
    browser(cast["learner"])
    things["session_id"] = _only(LoginSession, LoginSession.user_id == cast["learner"].id)
    photo, film = files
    draft_entry = make_entry(cast["learner"], f"A draft of {WORDS}").item
    writing = {"item_id": draft_entry.id}
    told = {"item_id": _account(cast["learner"]).id}
    return Scene(
        app=app,
        browser=browser,
        people={"nobody": None} | {name: person.id for name, person in cast.items()},
        things=things | {"code": photo.code},
        special={
            "certificates.check": {"code": things["certificate_code"]},
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
            "logs.original": {"code": film.code, "name": film.name},
            "logs.edit": writing,
            "logs.autosave": writing,
            "logs.find": writing,
            "logs.upload": writing,
            "logs.begin": {"kind": "ra"},
            "logs.begin_about": {"kind": "obs"},
            "logs.fill": told,
            "logs.autosave_kind": told,
            "logs.offer": told,
            "logs.take_up": told,
            "assessments.submit": writing,
        },
    )


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
    ]
    criteria = [*unit_of("SM-1").criteria, *unit_of("SM-2").criteria]
    logs.link(revision, actor=learner, criteria=[one.id for one in criteria])
    db.session.commit()
    prepare_file(files[0].id, current_app.extensions["store"])
    return revision.item, files


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
    certificate = _made(make_certificate(cast["learner"], by=cast["training"]))
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
    return _with_bodies(cast, registration) | {
        "appointment_id": asked.id,
        "certificate_code": certificate.code,
        "certificate_id": certificate.id,
        "conflict_id": make_conflict(cast["learner"], make_user("Nico Neighbour")).id,
        "entry_id": _only(RegisterEntry, RegisterEntry.holder_id == registration.assessor_id),
        "filename": "trainer.css",
        "hat": "me",
        "import_id": kept.id,
        "mail_id": mail.id,
        "outbox_id": work.id,
        "notice_id": _only(Notice, Notice.user_id == cast["learner"].id),
        "site_id": site.id,
        "draft_id": _draft(cast["training"]).id,
        "plan_id": _plan(registration).id,
        "team_id": make_team(site).id,
        "token": "nobody-has-this",
    }


def _plan(registration: Registration) -> AssessmentPlan:
    plan = planning.propose(
        registration,
        actor=registration.assessor,
        method=Method.OBSERVATION,
        planned_on=clock.today(),
        criteria=[registration.units[-1].unit_version.criteria[0].id],
    )
    db.session.commit()
    return plan


def _draft(administrator: User) -> Draft:
    draft = versions.begin_unit(unit_of("SM-2"), actor=administrator)
    db.session.commit()
    return draft


def _with_bodies(cast: dict[str, User], registration: Registration) -> dict[str, Any]:
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


def _made(certificate: Certificate) -> Certificate:
    store: Store = current_app.extensions["store"]
    stored = store.put_stream([b"%PDF-1.7 of a certificate"], limit=1000)
    certificate.pdf_key, certificate.pdf_sha256 = stored.key, stored.sha256
    certificate.rendering = Rendering.READY
    db.session.commit()
    return certificate


def _only(model: Any, *which: sa.ColumnElement[bool]) -> int:
    """The first row's number, of one that is sure to be there."""
    found = sa.select(model.id).where(*which).order_by(model.id).limit(1)
    return int(db.session.scalars(found).one())
