"""One's own passkeys: adding one and taking one away."""

from flask import current_app, request, session
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts import actions as accounts
from trainer.accounts import browsers, passkeys, security
from trainer.accounts.models import Passkey
from trainer.accounts.queries import passkeys_of
from trainer.config import Config
from trainer.extensions import db
from trainer.factors.forms import ConfirmForm, NewPasskeyForm
from trainer.factors.views.blueprint import bp
from trainer.web.access import actor
from trainer.web.responses import done, page


@bp.route("/account/second-step/passkey", methods=["GET", "POST"])
def add_passkey() -> ResponseReturnValue:
    """Let somebody's device make a passkey, under a name by which they know it."""
    config: Config = current_app.extensions["trainer"]
    form = NewPasskeyForm.for_request(name=browsers.named(request.user_agent.string))
    if form.submitted():
        with form.refusals():
            accounts.add_passkey(
                actor(),
                actor=actor(),
                name=form.name.data or "",
                made=form.made,
                proof=form.proof,
                keep=session.get(security.TOKEN, ""),
            )
            return done(_("You can sign in with this passkey now."), "factors.overview")
    form.credential.data = ""  # The device answers anew each time the page is drawn.
    return page(
        "factors/add_passkey.html",
        form,
        asked=passkeys.ask_to_make(actor(), _own(), config),
        possible=passkeys.are_possible(config),
    )


@bp.route("/account/second-step/passkey/<int:passkey_id>/remove", methods=["GET", "POST"])
def remove_passkey(passkey_id: int) -> ResponseReturnValue:
    """Take one of one's own passkeys away."""
    chosen = db.one_or_404(passkeys_of(actor()).where(Passkey.id == passkey_id))
    form = ConfirmForm.for_request()
    if form.submitted():
        accounts.remove_passkey(
            chosen, actor=actor(), proof=form.proof, keep=session.get(security.TOKEN, "")
        )
        return done(_("That passkey lets nobody in any more."), "factors.overview")
    return page("factors/remove_passkey.html", form, passkey=chosen)


def _own() -> list[Passkey]:
    return list(db.session.scalars(passkeys_of(actor())))
