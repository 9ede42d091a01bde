"""What sites and teams are called."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    StringField,
)
from wtforms.validators import DataRequired

from trainer.people.forms.asking import at_most
from trainer.web.forms import OnceForm


class SiteForm(OnceForm):
    """A site's code and name."""

    code = StringField(
        _l("Code"),
        validators=[DataRequired(_l("Give it a short code.")), at_most(20)],
        description=_l("Short, and the same in files you import. It can’t be changed later."),
    )
    name = StringField(
        _l("Name"), validators=[DataRequired(_l("Say what it is called.")), at_most(120)]
    )


class NameForm(OnceForm):
    """What a site or team is called."""

    name = StringField(
        _l("Name"), validators=[DataRequired(_l("Say what it is called.")), at_most(120)]
    )
