"""One's own second step: setting an app up, recovery codes, doing without."""

from flask import render_template, session, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts import actions as accounts
from trainer.accounts import security, standing
from trainer.accounts.forms.checking import app_codes
from trainer.accounts.queries import passkeys_of
from trainer.core import clock
from trainer.core.database import grouped
from trainer.extensions import db
from trainer.factors import actions, policies, queries
from trainer.factors.forms import ConfirmForm, SetUpForm
from trainer.factors.views.blueprint import bp
from trainer.web.access import actor, hidden_unless
from trainer.web.once import remember_where_it_led
from trainer.web.responses import done, page

SECRET = "app_secret"  # noqa: S105 - the name of a key in the cookie, not a secret


@bp.get("/account/second-step")
def overview() -> ResponseReturnValue:
    """Show how somebody's sign-in is protected, and what their role asks."""
    stands = standing.present()
    return render_template(
        "factors/overview.html",
        stands=stands,
        passkeys=db.session.scalars(passkeys_of(actor())).all(),
        codes_left=queries.count_codes_left(actor()) if stands.has_app else 0,
        due=policies.due_for(actor(), stands),
        today=clock.today(),
        may_go_on=policies.may_go_on(actor()),
        may_remove=policies.may_remove(actor()),
    )


@bp.route("/account/second-step/app", methods=["GET", "POST"])
def set_up() -> ResponseReturnValue:
    """Set an authenticator app up, and show the recovery codes that come with it, this once."""
    secret = session.get(SECRET) or app_codes().new_secret()
    session[SECRET] = secret
    form = SetUpForm(secret)
    if form.submitted():
        codes = accounts.set_up_app(
            actor(),
            actor=actor(),
            secret=secret,
            counter=form.counter,
            proof=form.proof,
            keep=session.get(security.TOKEN, ""),
        )
        session.pop(SECRET)
        return _shown_once(codes, _("Your app is set up"))
    return page(
        "factors/set_up.html",
        form,
        picture=app_codes().picture(secret, actor()),
        spelt_out=app_codes().spelt_out(secret),
    )


@bp.route("/account/second-step/codes", methods=["GET", "POST"])
def make_codes() -> ResponseReturnValue:
    """Make new recovery codes, and show them this once."""
    _only_with_an_app()
    form = ConfirmForm.for_request()
    if form.submitted():
        codes = accounts.make_recovery_codes(actor(), actor=actor(), proof=form.proof)
        return _shown_once(codes, _("Your new recovery codes"))
    return page("factors/make_codes.html", form, left=queries.count_codes_left(actor()))


@bp.route("/account/second-step/remove", methods=["GET", "POST"])
def remove() -> ResponseReturnValue:
    """Take one's own second step away."""
    _only_with_an_app()
    form = ConfirmForm.for_request()
    if form.submitted():
        actions.remove(actor=actor(), proof=form.proof, keep=session.get(security.TOKEN, ""))
        return done(_("You sign in with your password alone now."), "factors.overview")
    return page("factors/remove.html", form, verdict=policies.may_remove(actor()))


def _only_with_an_app() -> None:
    """Answer 404 to somebody who has no app to make codes for or to take away."""
    hidden_unless(policies.has_app())


def _shown_once(codes: list[str], heading: str) -> ResponseReturnValue:
    remember_where_it_led(url_for("factors.overview"))
    return render_template(
        "factors/codes.html", codes=[grouped(one) for one in codes], heading=heading
    )
