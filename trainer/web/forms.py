"""The form every form of ours inherits: white space stripped but from passwords, errors beside fields."""

import secrets
from typing import Any, ClassVar, Self

from flask import request
from flask_login import current_user
from flask_wtf import FlaskForm
from wtforms import Field, HiddenField, PasswordField, StringField

from trainer.core.errors import Unacceptable
from trainer.extensions import db
from trainer.web.bounds import bound
from trainer.web.once import take_effect_once
from trainer.web.transactions import begin_writing

UNMEANT = str.maketrans("", "", "\x00\u202d\u202e")
"""NUL, for which PostgreSQL has no room, and what turns round the direction of all that follows."""


def _stripped(value: Any) -> Any:
    return value.translate(UNMEANT).strip() if isinstance(value, str) else value


class Form(FlaskForm):
    """What is asked, and how it may be wrong."""

    class Meta(FlaskForm.Meta):
        """Strip text, and leave the CSRF check to the application."""

        csrf = False

        def bind_field(self, form: Any, unbound_field: Any, options: Any) -> Field:
            """Strip white space from every text field; blanks around a password belong to it."""
            asked = unbound_field.field_class
            if issubclass(asked, StringField) and not issubclass(asked, PasswordField):
                filters = unbound_field.kwargs.get("filters", ())
                return unbound_field.bind(form=form, filters=[_stripped, *filters], **options)
            return unbound_field.bind(form=form, **options)

    NOT_ASKED: ClassVar[set[str]] = {"submit", "request_key"}

    @classmethod
    def for_request(cls, **given: Any) -> Self:
        """Make the form for this request: filled from what was posted, or from `given` at first."""
        return cls(data=given)

    def process(self, *given: Any, **more: Any) -> None:
        """Fill the fields; a number larger than any row has is refused where it was typed."""
        super().process(*given, **more)
        bound(self)

    def submitted(self) -> bool:
        """Say whether this is a valid post; if so the deciding transaction has begun."""
        if request.method != "POST" or not self.validate():
            return False
        begin_writing()
        if (key := getattr(self, "request_key", None)) is not None and key.data:
            take_effect_once(key.data, str(current_user.get_id()))
        return True

    def refusals(self) -> "Refusals":
        """Show what an action could not accept beside its field, instead of ending the request."""
        return Refusals(self)

    def show(self, error: Unacceptable) -> None:
        """Put an action's objection beside its field, or over the form where it has none."""
        field = self._fields.get(error.field or "")
        if field is None:
            self.form_errors.append(error.sentence)
        else:
            field.errors = [*field.errors, error.sentence]

    @property
    def data(self) -> dict[str, Any]:
        """What was asked, by name: ready to hand to an action."""
        return {
            name: field.data for name, field in self._fields.items() if name not in self.NOT_ASKED
        }


class OnceForm(Form):
    """A form whose second sending (a double click, a replay) changes nothing."""

    request_key = HiddenField(default=lambda: secrets.token_urlsafe(16))


class Refusals:
    """While within, what an action can't accept undoes its work and is shown on the form."""

    def __init__(self, form: Form) -> None:
        self.form = form

    def __enter__(self) -> None:
        """Begin to listen for objections."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        """Take an objection in, and let everything else through."""
        if not isinstance(error, Unacceptable):
            return False
        db.session.rollback()
        self.form.show(error)
        return True
