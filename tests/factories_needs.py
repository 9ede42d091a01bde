"""What somebody is to learn, to test with."""

from typing import Any

from trainer.accounts.models import User
from trainer.extensions import db
from trainer.needs import actions
from trainer.needs.models import Need, NeedSource


def make_need(person: User, by: User, label: str = "Handling complaints", **also: Any) -> Need:
    """Something a manager noted for somebody, in words alone unless told otherwise."""
    need = actions.note(person, actor=by, **{"source": NeedSource.MANAGER, "label": label, **also})
    assert need is not None
    db.session.commit()
    return need
