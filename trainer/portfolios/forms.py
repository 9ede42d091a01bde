"""What is asked before a paper is made."""

from wtforms import HiddenField, IntegerField
from wtforms.validators import AnyOf, InputRequired, Optional

from trainer.portfolios.models import PaperKind
from trainer.web.forms import Form


class PaperForm(Form):
    """Which paper, and about which unit or piece of evidence."""

    kind = HiddenField(validators=[InputRequired(), AnyOf([kind.value for kind in PaperKind])])
    about_id = IntegerField(validators=[Optional()])
