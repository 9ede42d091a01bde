"""The addresses of certificates, and how their pages find what they are about."""

from typing import cast

from flask import Blueprint, abort, current_app

from trainer.certificates import policies, queries
from trainer.certificates.models import Certificate
from trainer.config import Config
from trainer.extensions import db
from trainer.web.access import actor

bp = Blueprint("certificates", __name__)


def settings() -> Config:
    """Return this installation's settings: its name, its centre, its prefix."""
    return cast("Config", current_app.extensions["trainer"])


def one(certificate_id: int) -> Certificate:
    """Return the certificate, or a 404 if it is none of this person's business."""
    return cast("Certificate", db.one_or_404(queries.whole(actor(), certificate_id)))


def administrators_only() -> None:
    """Answer everyone but training administrators as if nothing were here."""
    if not policies.may_administer(actor()):
        abort(404)
