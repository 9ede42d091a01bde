"""Witnesses to test with: asked about a learner's work, and heard."""

from flask import current_app

from tests.factories_assessments import criteria_of
from trainer.accounts.models import User
from trainer.config import Config
from trainer.extensions import db
from trainer.logs.models import Item
from trainer.registrations.models import Registration
from trainer.witnesses import actions
from trainer.witnesses.links import token_of
from trainer.witnesses.models import WitnessRequest

SAID = "She asked him to sit down, and rang the shop while he listened."
WITNESS = {
    "words": SAID,
    "witness": "Wanda Witness",
    "role": "Shift leader",
    "relationship": "I lead her shift.",
    "contact": "wanda@example.org",
}


def settings() -> Config:
    """The settings of the application tested."""
    config: Config = current_app.extensions["trainer"]
    return config


def make_request(
    registration: Registration, actor: User | None = None, **other: object
) -> WitnessRequest:
    """A witness asked by the learner, unless somebody else is named."""
    given = {
        "witness": "Wanda Witness",
        "email": "wanda@example.org",
        "expert": False,
        "title": "The late delivery",
        "question": "You stood beside me. What did I do?",
        "criteria": [criteria_of(registration)[0].id],
        **other,
    }
    request = actions.ask(
        registration,
        actor=actor or registration.learner,
        config=settings(),
        **given,  # type: ignore[arg-type]
    )
    db.session.commit()
    return request


def address_of(request: WitnessRequest) -> str:
    """Where the witness writes."""
    return f"/witness/{token_of(settings().secret_key, request.salt)}"


def make_testimony(registration: Registration) -> Item:
    """A testimony as it was confirmed, waiting for the assessor."""
    item = actions.give(make_request(registration), actor=None, basis="", **WITNESS)
    db.session.commit()
    return item
