"""What is asked to write a behaviour, and to say of which jobs some are asked."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    HiddenField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, ValidationError

from trainer.behaviours.actions import Said
from trainer.behaviours.models import Behaviour, BehaviourSet, BehaviourVersion
from trainer.web.forms import OnceForm

_WORDS = Length(max=1000, message=_l("Use 1,000 characters or fewer."))
_NAME = Length(max=120, message=_l("Use 120 characters or fewer."))
MOST_JOB_TITLE = 120


def _level(name: str, description: str = "") -> TextAreaField:
    return TextAreaField(
        name,
        default="",
        validators=[DataRequired(_l("Say what is seen at this level.")), _WORDS],
        description=description,
    )


class BehaviourForm(OnceForm):
    """What a behaviour is called, what it means, and what is seen at each level."""

    name = StringField(_l("Name"), validators=[DataRequired(_l("Give it a name.")), _NAME])
    meaning = TextAreaField(
        _l("What it means"),
        default="",
        validators=[DataRequired(_l("Say what it means.")), _WORDS],
    )
    level_1 = _level(
        _l("Level 1: beginning"), _l("What somebody who stands by could see, not what you suppose.")
    )
    level_2 = _level(_l("Level 2: getting there"))
    level_3 = _level(_l("Level 3: secure"))
    level_4 = _level(_l("Level 4: an example to others"))

    @property
    def said(self) -> Said:
        """What was written."""
        levels = [self.level_1, self.level_2, self.level_3, self.level_4]
        return Said(self.name.data or "", self.meaning.data or "", [one.data for one in levels])


class RevisionForm(BehaviourForm):
    """The next version of a behaviour; `known` is the number it was written over."""

    changed = TextAreaField(
        _l("What changed, and why?"),
        default="",
        validators=[DataRequired(_l("Say what changed, and why.")), _WORDS],
    )
    known = HiddenField()

    @classmethod
    def of(cls, version: BehaviourVersion) -> "RevisionForm":
        """Make the form as the behaviour is written now."""
        names = ("name", "meaning", "level_1", "level_2", "level_3", "level_4")
        return cls.for_request(
            known=str(version.number), **{name: getattr(version, name) for name in names}
        )

    def validate_known(self, field: Field) -> None:
        """Ask for a number."""
        if not (field.data or "").isdecimal():
            raise ValidationError(_l("Open this page again, please."))


class SetForm(OnceForm):
    """Which behaviours are asked of which jobs."""

    name = StringField(_l("Name"), validators=[DataRequired(_l("Give it a name.")), _NAME])
    behaviours = SelectMultipleField(
        _l("Behaviours"),
        coerce=int,
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        validators=[DataRequired(_l("Tick one behaviour at least."))],
    )
    job_titles = TextAreaField(
        _l("Jobs"),
        default="",
        validators=[Length(max=5000, message=_l("That is too long. Shorten it."))],
        description=_l("One job title to a line, as it stands in people’s records."),
    )
    known = HiddenField(default="0")

    @classmethod
    def of(cls, told: BehaviourSet) -> "SetForm":
        """Make the form as the set is now."""
        return cls.for_request(
            name=told.name,
            behaviours=[one.behaviour_id for one in told.members],
            job_titles="\n".join(told.job_titles),
            known=str(told.row_version),
        )

    def offer(self, versions: Sequence[BehaviourVersion]) -> None:
        """Offer these behaviours."""
        self.behaviours.choices = [SelectChoice(one.behaviour_id, one.name) for one in versions]

    def validate_job_titles(self, field: Field) -> None:
        """Ask for titles as long as they can be."""
        if any(len(one) > MOST_JOB_TITLE for one in self.jobs):
            raise ValidationError(_l("A job title has 120 characters or fewer."))
        del field

    def validate_known(self, field: Field) -> None:
        """Ask for a number."""
        if not (field.data or "").isdecimal():
            raise ValidationError(_l("Open this page again, please."))

    @property
    def jobs(self) -> list[str]:
        """The job titles, each once."""
        lines = (one.strip() for one in (self.job_titles.data or "").splitlines())
        return list({one.casefold(): one for one in lines if one}.values())

    def chosen(self, versions: Sequence[BehaviourVersion]) -> list[Behaviour]:
        """List the behaviours that were ticked, in their order on the page."""
        ticked = set(self.behaviours.data or ())
        return [one.behaviour for one in versions if one.behaviour_id in ticked]


class ActForm(OnceForm):
    """Retire a behaviour, or bring it back."""
