"""Documents of what somebody achieved: asking for one, waiting for it, and saving it."""

from typing import cast

from flask import Blueprint, Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.certificates import policies as certificates
from trainer.certificates.models import Certificate
from trainer.core.policy import Verdict, require
from trainer.courses import policies as courses
from trainer.courses.models import Booking
from trainer.cpd.queries import years_of
from trainer.extensions import db
from trainer.people.policies import visible_to as people_visible_to
from trainer.storage.store import Store
from trainer.transcripts import actions, policies
from trainer.transcripts.forms import AskForm, YearForm
from trainer.transcripts.models import Transcript, TranscriptKind, TranscriptStatus
from trainer.web.access import actor
from trainer.web.responses import done
from trainer.web.uploads import to_save

bp = Blueprint("transcripts", __name__, url_prefix="/transcripts")


@bp.app_template_filter("transcript_name")
def name_of(transcript: Transcript) -> str:
    """Name a document as its page and its file are called."""
    match transcript.kind:
        case TranscriptKind.CPD:
            return _("CPD transcript %(year)s", year=transcript.year)
        case TranscriptKind.RECORD:
            return _("Training record")
        case TranscriptKind.LETTER:
            return _("Letter of award")
        case TranscriptKind.ATTENDANCE:
            return _("Certificate of attendance")


@bp.app_context_processor
def _beside_people() -> dict[str, object]:
    """Let the page of a person offer documents about them."""
    return {"may_have_documents_about": _may_ask_about, "years_of_cpd": years_of}


def _may_ask_about(person: User) -> Verdict:
    return policies.may_ask_about(actor(), person)


@bp.post("/people/<int:person_id>/cpd")
def ask_for_cpd(person_id: int) -> ResponseReturnValue:
    """Have somebody's development in a year written up."""
    person, form = _person(person_id), YearForm.for_request()
    if not form.submitted():
        abort(422)
    asked = actions.ask_for_cpd(person, actor=actor(), year=form.year.data or 0)
    return done("", "transcripts.shown", transcript_id=asked.id)


@bp.post("/people/<int:person_id>/record")
def ask_for_record(person_id: int) -> ResponseReturnValue:
    """Have everything somebody achieved written up."""
    person = _person(person_id)
    if not AskForm.for_request().submitted():
        abort(422)
    asked = actions.ask_for_record(person, actor=actor())
    return done("", "transcripts.shown", transcript_id=asked.id)


@bp.post("/letter/<int:certificate_id>")
def ask_for_letter(certificate_id: int) -> ResponseReturnValue:
    """Have the letter written that goes with a certificate."""
    seen = certificates.visible_to(actor()).where(Certificate.id == certificate_id)
    certificate: Certificate = db.one_or_404(seen)
    if not AskForm.for_request().submitted():
        abort(422)
    asked = actions.ask_for_letter(certificate, actor=actor())
    return done("", "transcripts.shown", transcript_id=asked.id)


@bp.post("/attendance/<int:booking_id>")
def ask_for_attendance(booking_id: int) -> ResponseReturnValue:
    """Have a certificate made that somebody was at a course."""
    seen = courses.bookings_visible_to(actor()).where(Booking.id == booking_id)
    booking: Booking = db.one_or_404(seen)
    if not AskForm.for_request().submitted():
        abort(422)
    asked = actions.ask_for_attendance(booking, actor=actor())
    return done("", "transcripts.shown", transcript_id=asked.id)


@bp.get("/<int:transcript_id>")
def shown(transcript_id: int) -> ResponseReturnValue:
    """Show how far a document is, and the way to it."""
    return render_template("transcripts/shown.html", transcript=_own(transcript_id))


@bp.get("/<int:transcript_id>/pdf")
def pdf(transcript_id: int) -> Response:
    """Send a document, to be saved or printed."""
    found = _own(transcript_id)
    if found.status is not TranscriptStatus.READY or found.key is None:
        abort(404)
    store = cast("Store", current_app.extensions["store"])
    return to_save(
        store.open(found.key),
        name=f"{name_of(found)}, {found.person.name}.pdf".replace("/", "-"),
        media_type="application/pdf",
        size=store.size(found.key),
    )


def _person(person_id: int) -> User:
    person: User = db.one_or_404(people_visible_to(actor()).where(User.id == person_id))
    require(_may_ask_about(person))
    return person


def _own(transcript_id: int) -> Transcript:
    found: Transcript = db.one_or_404(
        policies.visible_to(actor()).where(Transcript.id == transcript_id)
    )
    return found
