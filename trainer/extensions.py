"""The libraries that need to know the application, made once and bound in `create_app`."""

from typing import Any

import sqlalchemy as sa
from flask import request
from flask_babel import Babel
from flask_compress import Compress
from flask_mailman import Mail
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.pagination import Pagination
from flask_wtf import CSRFProtect

from trainer.core.database import Base

FURTHEST_PAGE = 1_000_000
"""No list is as long; a database takes no larger number of rows to leave out."""


class Database(SQLAlchemy):
    """The database, for which a page of a list beyond any there can be is one without rows."""

    def paginate(
        self, select: sa.Select[Any], *, page: int | None = None, **options: Any
    ) -> Pagination:
        """Show one page of a list: the one given, or the one that the address asks for."""
        return super().paginate(select, page=page or _page_asked(), **options)


def _page_asked() -> int | None:
    try:
        return min(int(request.args.get("page", 1)), FURTHEST_PAGE)
    except ValueError:  # The library says what becomes of it.
        return None


db = Database(model_class=Base)
babel = Babel()
compress = Compress()
csrf = CSRFProtect()
mail = Mail()
