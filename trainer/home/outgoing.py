"""What leaves Trainer: work not delivered yet, and the letters the demonstration kept."""

from flask import Blueprint, abort, current_app, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from trainer.config import Config
from trainer.core.policy import require
from trainer.extensions import db
from trainer.home import policies
from trainer.home.forms import TryAgainForm
from trainer.notifications import outbox, queries
from trainer.notifications.models import OutboxItem, SentMail, Task
from trainer.web.access import actor
from trainer.web.responses import done

bp = Blueprint("outgoing", __name__, url_prefix="/outgoing")


@bp.get("/outbox")
def waiting() -> ResponseReturnValue:
    """List the work that waits to be delivered or could not be."""
    _system_administrators_only()
    page = db.paginate(queries.undelivered())
    return render_template("outgoing/waiting.html", page=page, words=_words())


@bp.post("/outbox/<int:item_id>/try-again")
def try_again(item_id: int) -> ResponseReturnValue:
    """Have failed work tried again from now on."""
    _system_administrators_only()
    item = db.get_or_404(OutboxItem, item_id)
    if TryAgainForm.for_request().submitted():
        require(policies.may_run_deliveries(actor()))
        outbox.try_again(item, actor=actor())
    return done(_("It is being tried again."), "outgoing.waiting")


@bp.get("/sent-mail")
def sent_mail() -> ResponseReturnValue:
    """List the letters that the demonstration would have sent."""
    _readers_of_mail_only()
    return render_template("outgoing/sent_mail.html", page=db.paginate(queries.sent_mail()))


@bp.get("/sent-mail/<int:mail_id>")
def letter(mail_id: int) -> ResponseReturnValue:
    """Show one letter as it would have been sent."""
    _readers_of_mail_only()
    return render_template("outgoing/letter.html", mail=db.get_or_404(SentMail, mail_id))


def _system_administrators_only() -> None:
    if not policies.may_run_deliveries(actor()):
        abort(404)


def _readers_of_mail_only() -> None:
    config: Config = current_app.extensions["trainer"]
    if not config.demonstration or not policies.may_read_sent_mail(actor()):
        abort(404)


def _words() -> dict[Task, str]:
    return {
        Task.MAIL: _("A letter"),
        Task.MAIL_RESET_LINK: _("A link for a new password"),
        Task.DIGEST: _("The letter of the day"),
        Task.RENDER_CERTIFICATE: _("A certificate's PDF"),
        Task.ISSUE_BATCH: _("Certificates issued together"),
        Task.MAKE_BATCH_FILE: _("Certificates as one file"),
        Task.MAIL_CERTIFICATE: _("A certificate, by e-mail"),
        Task.PREPARE_FILE: _("Pictures of a file"),
    }
