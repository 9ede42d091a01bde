"""Erasing somebody who left: who waits and who was, proposing it, confirming it, leaving them as they are."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.accounts.models import User
from trainer.audit.record import record_apart
from trainer.extensions import db
from trainer.people.policies import visible_to
from trainer.people.queries.naming import named
from trainer.privacy.erasure import actions, policies, queries
from trainer.privacy.erasure.events import ErasureRefused
from trainer.privacy.erasure.forms import ConfirmForm, DropForm, FindForm, ProposeForm
from trainer.privacy.erasure.models import Erasure
from trainer.web.access import actor, hidden_unless
from trainer.web.responses import done, page

bp = Blueprint("erasure", __name__)
PAGE = 50


@bp.route("/erasures", methods=["GET", "POST"])
def listed() -> ResponseReturnValue:
    """List who is to be erased and who was, and find whom to propose."""
    hidden_unless(policies.may_see(actor()))
    form = FindForm.for_request()
    if form.submitted():
        with form.refusals():
            person = named(form.staff_number.data or "")
            return done("", "erasure.propose", person_id=person.id)
    found = db.paginate(queries.listed(), per_page=PAGE, max_per_page=PAGE, error_out=False)
    return page("erasure/listed.html", form, found=found)


@bp.route("/people/<int:person_id>/erase", methods=["GET", "POST"])
def propose(person_id: int) -> ResponseReturnValue:
    """See what would go and what would stay, and propose to erase somebody."""
    me = actor()
    hidden_unless(policies.may_see(me))
    person = db.one_or_404(visible_to(me).where(User.id == person_id))
    form = ProposeForm.for_request()
    if form.submitted():
        _note_refusal(person)
        erasure = actions.propose(person, actor=me, **form.data)
        db.session.flush()
        return done(
            _("It is proposed. Somebody else from HR or system administration has to confirm it."),
            "erasure.shown",
            erasure_id=erasure.id,
        )
    verdict = policies.may_propose(me, person)
    told = queries.forecast(person) if verdict else None
    return page("erasure/propose.html", form, person=person, verdict=verdict, forecast=told)


@bp.route("/erasures/<int:erasure_id>", methods=["GET", "POST"])
def shown(erasure_id: int) -> ResponseReturnValue:
    """Read what is proposed and what would go, and erase somebody for good."""
    me, erasure = actor(), _one(erasure_id)
    form = ConfirmForm.for_request()
    if form.submitted():
        _note_refusal(erasure.person)
        actions.confirm(erasure, actor=me, proof=form.proof)
        return done(_("It is done. Nothing says any more who it was."), "erasure.listed")
    may_drop = policies.may_drop(me, erasure)
    return page(
        "erasure/shown.html",
        form,
        erasure=erasure,
        may_confirm=policies.may_confirm(me, erasure),
        may_drop=may_drop,
        forecast=queries.forecast(erasure.person) if may_drop else None,
    )


@bp.route("/erasures/<int:erasure_id>/drop", methods=["GET", "POST"])
def drop(erasure_id: int) -> ResponseReturnValue:
    """Leave somebody as they are whom it was proposed to erase."""
    me, erasure = actor(), _one(erasure_id)
    form = DropForm.for_request()
    if form.submitted():
        actions.drop(erasure, actor=me, words=form.words.data or "")
        return done(_("They stay as they are."), "erasure.listed")
    verdict = policies.may_drop(me, erasure)
    return page("erasure/drop.html", form, erasure=erasure, verdict=verdict)


def _one(erasure_id: int) -> Erasure:
    hidden_unless(policies.may_see(actor()))
    found: Erasure = db.one_or_404(queries.listed().where(Erasure.id == erasure_id))
    return found


def _note_refusal(person: User) -> None:
    """Write down that something held somebody who was to be erased; the action refuses it."""
    if not (verdict := policies.is_free(person)):
        record_apart(ErasureRefused(actor=actor(), subject=person, why=verdict.reason))
