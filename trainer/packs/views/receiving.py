"""Packs from elsewhere: whose keys are trusted, sending one, looking at it, bringing it in."""

import tempfile
from pathlib import Path
from typing import IO, cast

from flask import current_app
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from trainer.accounts.models import User
from trainer.accounts.queries import known_as
from trainer.config import Config
from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.logs.kinds import KINDS
from trainer.packs import actions, policies
from trainer.packs.facts import coming, origin_of
from trainer.packs.forms import ArrivalForm, BringInForm, TrustForm
from trainer.packs.models import PackArrival, TrustedKey
from trainer.packs.reading import read_pack
from trainer.packs.signing import fingerprint, public_key
from trainer.packs.taking import take_files, trusted_keys
from trainer.packs.views.blueprint import bp
from trainer.storage.store import Store, in_chunks
from trainer.web.access import actor, hidden_unless
from trainer.web.forms import Form
from trainer.web.responses import done, page
from trainer.web.uploads import upload_limit


@bp.app_context_processor
def _origins() -> dict[str, object]:
    """Let an entry say where it came from, if it came in a pack."""
    return {"origin_of": origin_of}


@bp.route("/packs/keys", methods=["GET", "POST"])
def keys() -> ResponseReturnValue:
    """Show this installation's own key, and say whose packs are taken."""
    hidden_unless(policies.may_bring_in(actor()))
    form = TrustForm.for_request()
    if form.submitted():
        with form.refusals():
            actions.trust(actor=actor(), **form.data)
            return done(_("Packs signed with this key are taken from now on."), "packs.keys")
    own = public_key(_config().data_dir)
    trusted = db.select(TrustedKey).where(TrustedKey.ended_at.is_(None)).order_by(TrustedKey.id)
    return page(
        "packs/keys.html",
        form,
        own=own.hex(),
        own_fingerprint=fingerprint(own),
        trusted=db.session.scalars(trusted).all(),
    )


@bp.post("/packs/keys/<int:key_id>/end")
def trust_no_more(key_id: int) -> ResponseReturnValue:
    """Take no more packs signed with a key."""
    hidden_unless(policies.may_bring_in(actor()))
    key = db.one_or_404(db.select(TrustedKey).where(TrustedKey.id == key_id))
    if Form.for_request().submitted():
        actions.trust_no_more(key, actor=actor())
    return done(_("Packs signed with this key are taken no more."), "packs.keys")


@bp.route("/packs/from-elsewhere", methods=["GET", "POST"])
def send() -> ResponseReturnValue:
    """Send a pack here; it is checked to the last byte before anything of it is shown."""
    hidden_unless(policies.may_bring_in(actor()))
    form = ArrivalForm.for_request()
    if form.validate_on_submit():
        store = cast("Store", current_app.extensions["store"])
        stream, name = cast("IO[bytes]", form.file.data.stream), form.file.data.filename or ""
        with form.refusals(), store.receive(in_chunks(stream), limit=upload_limit()) as arrived:
            read_pack(arrived.path, trusted_keys(_config()))
            stored = arrived.keep()
            form.submitted()
            arrival = actions.keep_arrival(
                actor=actor(),
                learner=_called(form.learner.data or ""),
                name=name,
                key=stored.key,
            )
            return done("", "packs.arrived", arrival_id=arrival.id)
    return page("packs/send.html", form, limit=upload_limit())


@bp.route("/packs/from-elsewhere/<int:arrival_id>", methods=["GET", "POST"])
def arrived(arrival_id: int) -> ResponseReturnValue:
    """Show what a pack would bring, and bring it in."""
    arrival = _arrival(arrival_id)
    form, store = BringInForm.for_request(), cast("Store", current_app.extensions["store"])
    with tempfile.NamedTemporaryFile(dir=_config().data_dir) as file:
        for piece in store.open(arrival.key):
            file.write(piece)
        file.flush()
        opened = read_pack(Path(file.name), trusted_keys(_config()))
        if form.is_submitted():
            files = take_files(opened, store, _config())
            form.submitted()
            with form.refusals():
                arrival = _arrival(arrival_id)
                actions.bring_in(opened, actor=actor(), learner=arrival.learner, files=files)
                items = len(opened.document.evidence)
                name = arrival.learner.name
                db.session.delete(arrival)
                said = ngettext(
                    "%(num)d piece is in the log of %(name)s as prior learning.",
                    "%(num)d pieces are in the log of %(name)s as prior learning.",
                    items,
                    name=name,
                )
                return done(said, "packs.send")
        return page(
            "packs/arrived.html",
            form,
            arrival=arrival,
            document=opened.document,
            kinds={kind.value: rules.name for kind, rules in KINDS.items()},
            coming=coming(opened.document, arrival.learner),
        )


def _called(staff_number: str) -> User:
    person: User | None = db.session.scalar(known_as(staff_number))
    if person is None:
        raise Unacceptable(_("Nobody has this staff number."), "learner")
    return person


def _arrival(arrival_id: int) -> PackArrival:
    hidden_unless(policies.may_bring_in(actor()))
    found: PackArrival = db.one_or_404(
        policies.arrivals_visible_to(actor()).where(PackArrival.id == arrival_id)
    )
    return found


def _config() -> Config:
    return cast("Config", current_app.extensions["trainer"])
