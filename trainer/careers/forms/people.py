"""What is asked to work towards a role, and to confirm what somebody did."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length

from trainer.careers.rules.asking import Ask
from trainer.careers.rules.charting import CareerRole
from trainer.core import clock
from trainer.web.forms import OnceForm


class ActForm(OnceForm):
    """Do it: nothing else is asked."""


class PlanForm(OnceForm):
    """To which role the way is planned."""

    role = HiddenField(validators=[InputRequired()])


class AimForm(OnceForm):
    """Which role."""

    role = SelectField(_l("Role"), validators=[InputRequired(_l("Choose a role."))])

    def offer(self, roles: Iterable[CareerRole]) -> None:
        """Offer the roles somebody does not work towards yet."""
        self.role.choices = [SelectChoice(one.key, one.title) for one in roles]


class ConfirmForm(OnceForm):
    """What somebody did, on which day, and what was seen of it."""

    what = SelectField(
        _l("What did they do?"), validators=[InputRequired(_l("Choose what it was."))]
    )
    day = DateField(
        _l("On which day?"), default=clock.today, validators=[InputRequired(_l("Enter a day."))]
    )
    says = StringField(
        _l("What did you see?"),
        validators=[
            InputRequired(_l("Say in a few words what you saw.")),
            Length(max=300, message=_l("Use 300 characters or fewer.")),
        ],
        description=_l("They read this, and so does whoever decides with them on their next role."),
    )

    def offer(self, asks: Iterable[Ask]) -> None:
        """Offer what roles ask for that a colleague confirms."""
        self.what.choices = [SelectChoice(f"{one.kind}:{one.about}", one.words) for one in asks]


class TakeBackForm(OnceForm):
    """Why it counts no more."""

    because = StringField(
        _l("Why does it count no more?"),
        validators=[
            InputRequired(_l("Say why.")),
            Length(max=300, message=_l("Use 300 characters or fewer.")),
        ],
    )


class SetAsideForm(OnceForm):
    """Why somebody who is ready is not entered on the register."""

    because = StringField(
        _l("Why not now?"),
        validators=[
            InputRequired(_l("Say why.")),
            Length(max=300, message=_l("Use 300 characters or fewer.")),
        ],
        description=_l("It stays in the trail. They don’t come up again for this role."),
    )
