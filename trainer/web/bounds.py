"""What a row can hold: a larger number names nothing, and no text has a NUL.

Both come from broken or hostile clients, in addresses as in forms, and no database takes them.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Request, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, Map
from wtforms import Field, FieldList, FormField

from trainer.core.text import gettext as _

LARGEST = 2**63 - 1
"""What a database keeps at most; SQLite's driver refuses to be asked for more."""


NUL = "\x00"


def fits(value: object) -> bool:
    """Say whether a database can be asked for this, if it is a number at all."""
    return not isinstance(value, int) or abs(value) <= LARGEST


class Given(ImmutableMultiDict[str, str]):
    """What an address or a form gives: a number too large for any row counts as not given.

    NUL is left out of texts; PostgreSQL has no room for it.
    """

    def get(  # type: ignore[override]
        self,
        key: str,
        default: Any = None,
        type: Callable[[str], Any] | None = None,  # noqa: A002 - the library calls it so
    ) -> Any:
        """Return the first value under a name, converted."""
        found = super().get(key, default, type)  # type: ignore[arg-type]
        return _without_nul(found) if fits(found) else default

    def getlist(
        self,
        key: str,
        type: Callable[[str], Any] | None = None,  # noqa: A002 - the library calls it so
    ) -> list[Any]:
        """Return all values under a name that can be converted."""
        found = super().getlist(key, type)  # type: ignore[arg-type]
        return [_without_nul(one) for one in found if fits(one)]


def _without_nul(value: Any) -> Any:
    """Leave NUL out of a text; a member of an enumeration stays what it is."""
    return value.replace(NUL, "") if isinstance(value, str) and NUL in value else value


class BoundedRequest(Request):
    """A request whose numbers and texts are ones that a row can hold."""

    parameter_storage_class = Given


class RowNumber(IntegerConverter):
    """The number in an address; a larger one than any row has is an address of nothing."""

    def __init__(self, rules: Map, *given: Any, **named: Any) -> None:
        super().__init__(rules, *given, **{"max": LARGEST, **named})


def register(app: Flask) -> None:
    """Bound everything that the application is asked with."""
    app.request_class = BoundedRequest
    app.before_request(_no_nul_in_the_address)
    app.url_map.converters["int"] = RowNumber


def _no_nul_in_the_address() -> None:
    """Leave it to each view to say, as its readers expect, that there is no such thing."""
    if NUL in request.path and request.view_args:
        request.view_args = {name: _without_nul(value) for name, value in request.view_args.items()}


def bound(fields: Iterable[Field]) -> None:
    """Take numbers out of a form that no row can have, and say so beside their fields."""
    for field in fields:
        if isinstance(field, FormField):
            bound(field.form)
        elif isinstance(field, FieldList):
            bound(field.entries)
        elif isinstance(field.data, list) and not all(map(fits, field.data)):
            field.data = [one for one in field.data if fits(one)]
        elif not fits(field.data):
            field.data = None
            field.process_errors = [*field.process_errors, _("That number is too large.")]
