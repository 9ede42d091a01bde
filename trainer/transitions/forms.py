"""What is asked to move learners: who, as their preview showed it, and why."""

from flask import request
from flask_babel import lazy_gettext as _l
from wtforms import TextAreaField
from wtforms.validators import InputRequired, Length

from trainer.web.forms import OnceForm


class MoveForm(OnceForm):
    """The reason; who moves stands in hidden fields, each with the mark of its preview."""

    reason = TextAreaField(
        _l("Why they move"),
        validators=[InputRequired(_l("Say why they move.")), Length(max=1000)],
        description=_l(
            "It stays on record with the move. The learners are told which version counts."
        ),
    )


def seen() -> dict[int, str]:
    """Read whose preview was looked at, and the mark of each."""
    pairs = (one.partition(":") for one in request.form.getlist("seen"))
    return {int(number): mark for number, _colon, mark in pairs if number.isdecimal()}
