"""Find the one thing a page is about, or answer that there is nothing here."""

from typing import Any

import sqlalchemy as sa
from flask import abort

from trainer.extensions import db


def found(asked: tuple[sa.Executable, dict[str, Any]]) -> Any:
    """Return the row a prepared statement finds among what its reader may see, or answer 404."""
    row = db.session.scalars(*asked).one_or_none()
    if row is None:
        abort(404)
    return row
