"""How a view ends: go on to the next page with a word about what was done, or show a form."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from trainer.web.forms import Form
from trainer.web.once import remember_where_it_led


def done(
    message: str, endpoint: str, *, anchor: str | None = None, **values: Any
) -> ResponseReturnValue:
    """End a post: say what happened now, and go on to a page that can be reloaded safely."""
    if message:
        flash(message, "good")
    location = url_for(endpoint, _anchor=anchor, **values)
    remember_where_it_led(location)
    return redirect(location, code=303)


def page(template: str, form: Form, **context: Any) -> ResponseReturnValue:
    """Show a form: as new, or with its errors beside what was typed (422)."""
    status = 422 if request.method == "POST" and form.errors else 200
    return render_template(template, form=form, **context), status
