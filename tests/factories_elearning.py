"""Keys of other systems, and statements such as they send, to test with."""

import base64
import copy
from datetime import timedelta
from typing import Any

from trainer.accounts.models import User
from trainer.core import clock
from trainer.elearning import actions
from trainer.elearning.models import ReceivingKey
from trainer.extensions import db

COURSE = "https://learning.example.org/fire"
COMPLETED = "http://adlnet.gov/expapi/verbs/completed"
VOIDED = "http://adlnet.gov/expapi/verbs/voided"
NUMBER = "5a2d6e8e-3f0b-4b7c-9a0e-8d6f7d8a9b10"


def make_key(actor: User, **other: Any) -> tuple[ReceivingKey, str]:
    """A key that works for a month, with its secret."""
    given = {
        "label": "Northway Learning",
        "prefix": "",
        "ends_on": clock.today() + timedelta(days=30),
        **other,
    }
    made = actions.make_key(actor=actor, **given)
    db.session.commit()
    return made


def statement(email: str = "ada@example.org", **other: Any) -> dict[str, Any]:
    """Somebody completed a course elsewhere in 65 minutes."""
    said: dict[str, Any] = {
        "id": NUMBER,
        "actor": {"objectType": "Agent", "mbox": f"mailto:{email}"},
        "verb": {"id": COMPLETED},
        "object": {"id": COURSE, "definition": {"name": {"cy": "Tân", "en-GB": "Fire safety"}}},
        "result": {"completion": True, "success": True, "duration": "PT1H5M"},
        "timestamp": "2026-03-02T10:00:00Z",
    }
    return {name: value for name, value in {**copy.deepcopy(said), **other}.items() if value}


def headers(key: ReceivingKey, secret: str, **other: str) -> dict[str, str]:
    """What another system sends beside a statement."""
    basic = base64.b64encode(f"{key.name}:{secret}".encode()).decode()
    return {"Authorization": f"Basic {basic}", "X-Experience-API-Version": "1.0.3", **other}
