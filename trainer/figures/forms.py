"""What is asked to say what is measured."""

from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, RadioField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Regexp

from trainer.figures.models import MOST_DECIMALS, Direction
from trainer.web.forms import OnceForm

DIRECTIONS = {Direction.HIGHER: _l("More is better"), Direction.LOWER: _l("Less is better")}


class MeasureForm(OnceForm):
    """What a measure is called and how its figures are read."""

    name = StringField(
        _l("Name"),
        validators=[
            DataRequired(_l("Give it a name.")),
            Length(max=120, message=_l("Use 120 characters or fewer.")),
        ],
        description=_l("Such as “First-contact resolution”."),
    )
    unit = StringField(
        _l("Unit"),
        validators=[Length(max=40, message=_l("Use 40 characters or fewer."))],
        description=_l("What stands after a figure, such as “%” or “contacts”. It may be empty."),
    )
    direction = RadioField(
        _l("Which way is better?"),
        choices=[SelectChoice(one.value, words) for one, words in DIRECTIONS.items()],
        coerce=Direction,
        default=Direction.HIGHER,
    )
    decimals = IntegerField(
        _l("Decimals"),
        default=0,
        validators=[
            InputRequired(_l("Say how many decimals it has.")),
            NumberRange(0, MOST_DECIMALS, message=_l("From none to three.")),
        ],
    )


class NewMeasureForm(MeasureForm):
    """A new measure, with the code that stands in the files."""

    code = StringField(
        _l("Code"),
        validators=[
            DataRequired(_l("Give it a code.")),
            Regexp(r"[A-Za-z0-9_-]{1,40}\Z", message=_l("Use letters, digits, - and _ only.")),
        ],
        description=_l("It stands in the files you send, and stays as it is."),
    )
