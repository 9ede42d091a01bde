"""Ordering a learner's pack, waiting for it, and saving it."""

from typing import cast

from flask import Response, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.audit.record import record_apart
from trainer.core import clock
from trainer.extensions import db
from trainer.notifications.queue import Queue
from trainer.packs import actions, policies
from trainer.packs.events import PackSaved
from trainer.packs.forms import OrderForm
from trainer.packs.models import Pack, PackStatus
from trainer.packs.tasks import progress_name
from trainer.packs.views.blueprint import bp
from trainer.people.queries import someone
from trainer.storage.store import Store
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page
from trainer.web.uploads import to_save


@bp.route("/people/<int:person_id>/packs", methods=["GET", "POST"])
def order(person_id: int) -> ResponseReturnValue:
    """Say what a pack is, list those made lately, and have one made."""
    learner = _learner(person_id)
    form = OrderForm.for_request()
    if form.submitted():
        pack = actions.order(_learner(person_id), actor=actor())
        return done(_("It is being made."), "packs.shown", pack_id=pack.id)
    made = policies.visible_to(actor()).where(Pack.learner_id == learner.id)
    return page(
        "packs/order.html",
        form,
        learner=learner,
        packs=db.session.scalars(made.order_by(Pack.id.desc())).all(),
        is_own=learner == actor(),
    )


@bp.get("/packs/<int:pack_id>")
def shown(pack_id: int) -> ResponseReturnValue:
    """Show how far a pack is, and the way to it."""
    pack = _visible(pack_id)
    queue = cast("Queue", current_app.extensions["jobs"])
    waiting = pack.status is PackStatus.WAITING
    return render_template(
        "packs/shown.html",
        pack=pack,
        progress=queue.progress_of(progress_name(pack.id)) if waiting else None,
        verdict=policies.may_save(actor(), pack),
        goes_on=pack.asked_at + actions.KEPT,
    )


@bp.get("/packs/<int:pack_id>/file")
def save(pack_id: int) -> Response:
    """Send a pack piece by piece, to be saved."""
    pack = _visible(pack_id)
    hidden_unless(policies.may_save(actor(), pack))
    if pack.status is not PackStatus.READY or pack.key is None:
        abort(404)
    record_apart(PackSaved(actor=actor(), subject=pack))
    pack = _visible(pack_id)
    store, key = cast("Store", current_app.extensions["store"]), cast("str", pack.key)
    name = f"portfolio-{pack.learner.staff_number}-{clock.today()}.zip"
    return to_save(store.open(key), name=name, media_type="application/zip", size=store.size(key))


def _learner(person_id: int) -> User:
    learner: User = db.one_or_404(someone(actor(), person_id))
    hidden_unless(policies.may_order(actor(), learner))
    return learner


def _visible(pack_id: int) -> Pack:
    found: Pack = db.one_or_404(policies.visible_to(actor()).where(Pack.id == pack_id))
    return found
