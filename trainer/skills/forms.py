"""What is asked to set a coverage target."""

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import IntegerField, SelectField, StringField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange

from trainer.people.models import Site
from trainer.training.models import Skill
from trainer.web.forms import OnceForm

NUMBER: dict[str, Any] = {
    "label": _l("How many people?"),
    "default": 2,
    "validators": [
        InputRequired(_l("Say how many.")),
        NumberRange(1, 500, message=_l("From 1 to 500 people.")),
    ],
}
SAYS: dict[str, Any] = {
    "label": _l("When, in a few words"),
    "default": "",
    "validators": [Length(max=80, message=_l("Use 80 characters or fewer."))],
    "description": _l("Such as “a shift” or “always”. Leave it empty if it goes without saying."),
}


class ActForm(OnceForm):
    """Do it: nothing else is asked."""


class ChangeTargetForm(OnceForm):
    """Another number, or other times."""

    number = IntegerField(**NUMBER)
    says = StringField(**SAYS)


class TargetForm(OnceForm):
    """Which skill, where, how many, and when."""

    skill = SelectField(_l("Skill"), coerce=int, validators=[InputRequired(_l("Choose a skill."))])
    where = SelectField(_l("Where?"), validators=[InputRequired(_l("Choose a place."))])
    number = IntegerField(**NUMBER)
    says = StringField(**SAYS)

    def offer(self, skills: Iterable[Skill], sites: Sequence[Site]) -> None:
        """Offer the skills of the list, and these sites with their teams."""
        self.skill.choices = [SelectChoice(str(one.id), one.name) for one in skills]
        self.where.choices = [
            SelectChoice(value, word, optgroup=site.name)
            for site in sites
            for value, word in (
                (f"{site.id}:", _("All of %(site)s", site=site.name)),
                *((f"{site.id}:{team.id}", team.name) for team in site.teams),
            )
        ]
