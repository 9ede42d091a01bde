"""The letter with a witness's link: written only when it is sent, so that it is kept nowhere."""

from flask import current_app
from flask_babel import gettext as _

from trainer.config import Config
from trainer.extensions import db
from trainer.notifications.letters import Letter
from trainer.notifications.outbox import Claimed
from trainer.notifications.tasks import post
from trainer.witnesses.links import token_of
from trainer.witnesses.models import WitnessRequest, WitnessStatus


def send_link(work: Claimed, config: Config) -> None:
    """Send the link to the witness, unless it was revoked or another took its place since."""
    request = db.session.get(WitnessRequest, work.payload["request_id"])
    if request is None or request.status is not WitnessStatus.ASKED:
        return
    if request.salt != work.payload["salt"]:
        return
    letter = _letter(request, config)
    db.session.rollback()  # Nothing is read or locked while the mail server takes its time.
    post(letter, work, config)


def _letter(request: WitnessRequest, config: Config) -> Letter:
    learner = request.registration.learner
    words = current_app.jinja_env.get_template("emails/witness.txt").render(
        request=request,
        learner=learner,
        address=link_of(request, config),
        organisation=config.organisation,
    )
    subject = _("Will you say what you saw %(name)s do?", name=learner.name)
    return Letter(request.email, subject, words.strip() + "\n")


def link_of(request: WitnessRequest, config: Config) -> str:
    """Make the whole address of a witness's link."""
    return f"{config.base_url.rstrip('/')}/witness/{token_of(config.secret_key, request.salt)}"
