"""What is asked to put a skill on the list."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import (
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from trainer.training.models import Skill, SkillKind
from trainer.web.forms import OnceForm

DAYS = NumberRange(0, 366, message=_l("From 0 to 366 days."))


class SkillForm(OnceForm):
    """What it is called, how long it holds, and what gives it."""

    name = StringField(
        _l("Name"),
        validators=[
            DataRequired(_l("Give it a name.")),
            Length(max=200, message=_l("Use 200 characters or fewer.")),
        ],
        description=_l("Such as “First aid at work”."),
    )
    code = StringField(
        _l("Code"),
        validators=[
            DataRequired(_l("Give it a short code.")),
            Length(max=40, message=_l("Use 40 characters or fewer.")),
        ],
        description=_l("How lists and files name it, such as FAW."),
    )
    kind = RadioField(
        _l("What sort of thing is it?"),
        choices=[SelectChoice(kind.value, kind.words) for kind in SkillKind],
        coerce=SkillKind,
        default=SkillKind.TRAINING,
    )
    valid_months = IntegerField(
        _l("Months it holds"),
        validators=[Optional(), NumberRange(1, 600, message=_l("From 1 to 600 months."))],
        description=_l("Leave it empty if it holds for good."),
    )
    renewal_days = IntegerField(
        _l("Days before its end in which it can be renewed"),
        default=60,
        validators=[InputRequired(_l("Say how many days.")), DAYS],
        description=_l("Whoever renews in these days loses nothing: it counts from the old end."),
    )
    grace_days = IntegerField(
        _l("Days of grace after its end"),
        default=0,
        validators=[InputRequired(_l("Say how many days.")), DAYS],
        description=_l("It still counts in these days, but everybody is told that it is over."),
    )
    given_by = StringField(
        _l("Unit or qualification that gives it"),
        validators=[Length(max=60, message=_l("Use 60 characters or fewer."))],
        description=_l(
            "Its code from the catalogue. A released unit or an issued certificate then gives the"
            " skill by itself. Leave it empty if a course or a record does."
        ),
    )
    equivalents = SelectMultipleField(
        _l("What else counts for it"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("Whoever holds one of these needn’t have this as well."),
    )

    @classmethod
    def of(cls, skill: Skill) -> "SkillForm":
        """Make the form as the skill is described now."""
        giver = skill.unit or skill.qualification
        return cls.for_request(
            **{
                name: getattr(skill, name)
                for name in (
                    "name", "code", "kind", "valid_months", "renewal_days", "grace_days",
                )
            },
            given_by=giver.code if giver else "",
            equivalents=[one.id for one in skill.equivalents],
        )  # fmt: skip

    def offer(self, others: Sequence[Skill]) -> None:
        """Offer the other skills as what counts for this one."""
        self.equivalents.choices = [SelectChoice(str(one.id), one.name) for one in others]
