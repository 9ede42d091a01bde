"""What is asked before a document of what somebody achieved is made."""

from wtforms import IntegerField
from wtforms.validators import NumberRange

from trainer.web.forms import OnceForm


class AskForm(OnceForm):
    """Have a document made."""


class YearForm(OnceForm):
    """Which year's development."""

    year = IntegerField(validators=[NumberRange(min=1970, max=2999)])
