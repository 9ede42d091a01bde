"""The page of a file: whom it shows, what protects them, who opened it; and covering parts of it."""

from typing import cast

from flask import Response, abort, current_app, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.audit.record import record_apart
from trainer.core.policy import require
from trainer.extensions import db
from trainer.files import actions, policies, queries
from trainer.files.forms import CoverForm, PeopleForm, ReasonForm, as_said
from trainer.files.retention import due_dates
from trainer.files.views.blueprint import bp
from trainer.logs import covering, file_policies, protecting
from trainer.logs import policies as logs
from trainer.logs.events import FileRead
from trainer.logs.models import StoredFile
from trainer.logs.people_shown import Safeguard
from trainer.storage.store import Store, Stored
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page
from trainer.web.uploads import to_save

FILE = "/files/<string(length=26):code>"


@bp.route(f"{FILE}/about", methods=["GET", "POST"])
def about(code: str) -> ResponseReturnValue:
    """Show what is known of a file, and let its owner say whom it shows."""
    file, me = _found(code), actor()
    may_say = file_policies.may_say_who_is_shown(me, file)
    if request.method == "POST":
        require(may_say)
    form = PeopleForm.for_request(**as_said(file))
    if form.submitted():
        with form.refusals():
            _say(form, file)
            return done(_("Kept."), "files.about", code=code)
    is_mine = file.owner_id == me.id
    return page(
        "files/about.html",
        form,
        file=file,
        is_mine=is_mine,
        items=db.session.scalars(queries.items_with(me, file)).all(),
        may_say=may_say,
        may_cover=file_policies.may_cover(me, file),
        may_ask_for_original=policies.may_ask_for_original(me, file),
        may_open_original=policies.may_open_original(me, file),
        lacks=logs.may_be_sent(file),
        openings=queries.openings_of(file) if is_mine else [],
        dues=list(due_dates(current_app.extensions["trainer"], [file.id])),
        removals=db.session.scalars(queries.removals_of(file)).all(),
        reasons=db.session.scalars(queries.reasons_given(file)).all() if is_mine else [],
    )


def _say(form: PeopleForm, file: StoredFile) -> None:
    others = form.says_others_are_shown
    protecting.say_who_is_shown(file, actor=actor(), shows_others=others)
    if others and form.chosen:
        protecting.protect(file, actor=actor(), safeguard=form.chosen, consent=form.consent)


@bp.route(f"{FILE}/cover", methods=["GET", "POST"])
def cover(code: str) -> ResponseReturnValue:
    """Cover parts of a photo: drawn on it, or given in numbers."""
    file, me = _found(code), actor()
    hidden_unless(file_policies.may_say_who_is_shown(me, file))
    verdict = file_policies.may_cover(me, file)
    is_enough = file.safeguard is Safeguard.COVERED
    form = CoverForm.for_areas(file.areas, is_enough=is_enough)
    copy = _copy_of(file) if request.method == "POST" and verdict and form.validate() else None
    if form.submitted():
        with form.refusals():
            covered = covering.cover(
                file, actor=me, areas=form.chosen, is_enough=form.is_enough.data, copy=copy
            )
            said = _("Covered. The picture is being made anew.")
            return done(said, "files.about", code=covered.code)
    items = db.session.scalars(queries.items_with(me, file)).all()
    return page("files/cover.html", form, file=file, verdict=verdict, items=items)


def _copy_of(file: StoredFile) -> Stored | None:
    """Keep the bytes of what was submitted once more, before any write begins."""
    if not file_policies.is_fixed(file):
        return None
    return _store().put_stream(_store().open(file.key), limit=file.size)


@bp.route(f"{FILE}/original", methods=["GET", "POST"])
def ask_for_original(code: str) -> ResponseReturnValue:
    """Give a reason to open the original of a photo that was covered."""
    file = _found(code)
    hidden_unless(policies.may_ask_for_original(actor(), file))
    form = ReasonForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.ask_for_original(file, actor=actor(), reason=form.reason.data or "")
            said = _("Your reason is written down. You can save the original now.")
            return done(said, "files.about", code=code)
    return page("files/original.html", form, file=file)


@bp.get(f"{FILE}/set-aside")
def set_aside(code: str) -> Response:
    """Send the original of a covered photo to whoever gave a reason a moment ago."""
    kept = logs.files_kept_for(actor()).where(StoredFile.code == code)
    file = cast("StoredFile", db.one_or_404(kept))
    if not policies.may_open_original(actor(), file):
        abort(404)
    content, name, media_type, size = _store().open(file.key), file.name, file.media_type, file.size
    record_apart(FileRead(actor=actor(), subject=file, shown_as="original"))
    return to_save(content, name=name, media_type=media_type, size=size)


def _found(code: str) -> StoredFile:
    """Return a file this person may know of, or a 404."""
    wanted = logs.files_visible_to(actor()).where(StoredFile.code == code)
    return cast("StoredFile", db.one_or_404(wanted))


def _store() -> Store:
    return cast("Store", current_app.extensions["store"])
