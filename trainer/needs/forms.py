"""What is asked to note a need, and to close one."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, Optional

from trainer.core.errors import Unacceptable
from trainer.core.text import gettext as _
from trainer.training.models import Skill
from trainer.web.fields import DayField
from trainer.web.forms import OnceForm


class NeedForm(OnceForm):
    """What somebody is to learn, and by when."""

    skill = SelectField(
        _l("A skill from the list"),
        coerce=lambda value: int(value) if value not in {"", None, "None"} else None,
        default=None,
        description=_l("Once they hold it, the need is met by itself."),
    )
    label = StringField(
        _l("Or in your own words"),
        default="",
        validators=[Length(max=200, message=_l("Use 200 characters or fewer."))],
    )
    wanted_by = DayField(_l("By when?"), validators=[Optional()])

    def offer(self, skills: Sequence[Skill]) -> None:
        """Offer the skills there are."""
        self.skill.choices = [
            SelectChoice("", _l("None of these")),
            *(SelectChoice(str(one.id), one.name) for one in skills),
        ]

    def words(self, skill: Skill | None) -> str:
        """Say what is to be learnt: in these words, or by the skill's name. Raises Unacceptable."""
        told = self.label.data or (skill.name if skill else "")
        if not told:
            raise Unacceptable(_("Choose a skill, or say what they are to learn."), "label")
        return told


class CloseForm(OnceForm):
    """Why a need is closed without being met."""

    reason = TextAreaField(
        _l("Why is it no longer needed?"),
        default="",
        validators=[
            DataRequired(_l("Give a reason. It stays with the need.")),
            Length(max=4_000, message=_l("That is too long. Shorten it.")),
        ],
    )


class ActForm(OnceForm):
    """Nothing but the press of a button."""
