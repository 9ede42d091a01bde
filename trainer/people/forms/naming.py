"""The field in which somebody, perhaps one who has left, is named by staff number."""

from flask_babel import lazy_gettext as _l
from wtforms import StringField
from wtforms.validators import DataRequired, Length


def staff_number_field(description: str) -> StringField:
    """Ask for the staff number of one person; `trainer.people.queries.naming` finds them."""
    return StringField(
        _l("Staff number"),
        default="",
        validators=[
            DataRequired(_l("Give a staff number.")),
            Length(max=40, message=_l("Use 40 characters or fewer.")),
        ],
        description=description,
        render_kw={"autocomplete": "off"},
    )
