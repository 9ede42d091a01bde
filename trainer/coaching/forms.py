"""What is asked of a coaching note, and of an answer."""

from collections.abc import Sequence
from typing import cast

from flask_babel import lazy_gettext as _l
from wtforms import DateField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional

from trainer.behaviours.models import LEVELS, BehaviourVersion
from trainer.coaching.actions import Said
from trainer.coaching.models import CoachingKind, CoachingNote
from trainer.core import clock
from trainer.web.forms import OnceForm

LONGEST = 4_000
_LENGTH = Length(max=LONGEST, message=_l("That is too long. Shorten it."))
KINDS = {
    CoachingKind.CALL: _l("A call I listened to"),
    CoachingKind.COUNTER: _l("At the counter"),
}


class ActForm(OnceForm):
    """A press of a button that has an effect once."""


class CoachingForm(OnceForm):
    """What was seen, where, and the next step; a level for each behaviour comes in `asking`."""

    kind = RadioField(
        _l("Where did you see it?"),
        choices=[SelectChoice(one.value, words) for one, words in KINDS.items()],
        coerce=CoachingKind,
        validators=[InputRequired(_l("Choose where you saw it."))],
    )
    happened_on = DateField(_l("Which day was it?"), validators=[DataRequired(_l("Choose a day."))])
    seen = TextAreaField(
        _l("What did you see and hear?"),
        default="",
        validators=[DataRequired(_l("Say what you saw.")), _LENGTH],
        description=_l(
            "What was said and done, so that both of you mean the same moment. No customer’s name."
        ),
    )
    next_step = TextAreaField(
        _l("What do you both want to try next?"), default="", validators=[Optional(), _LENGTH]
    )
    next_by = DateField(_l("By when?"), validators=[Optional()])

    @classmethod
    def asking(
        cls, versions: Sequence[BehaviourVersion], note: CoachingNote | None = None
    ) -> "CoachingForm":
        """Make the form with a level to choose for each behaviour, as the note has them."""
        fields = {
            f"level_{one.id}": SelectField(
                one.name,
                coerce=int,
                default=0,
                choices=[
                    SelectChoice(0, _l("Not seen this time")),
                    *(SelectChoice(level, f"{level}: {one.levels[level - 1]}") for level in LEVELS),
                ],
            )
            for one in versions
        }
        form = cast("type[CoachingForm]", type("AskingForm", (cls,), fields))
        if note is None:
            return form.for_request(happened_on=clock.today())
        names = ("kind", "happened_on", "seen", "next_step", "next_by")
        return form.for_request(
            **{name: getattr(note, name) for name in names},
            **{f"level_{one.behaviour_version_id}": one.level for one in note.levels},
        )

    @property
    def said(self) -> Said:
        """What was written."""
        return Said(
            kind=self.kind.data,
            happened_on=self.happened_on.data,
            seen=self.seen.data or "",
            next_step=self.next_step.data or "",
            next_by=self.next_by.data,
            levels={
                int(name.removeprefix("level_")): value
                for name, value in self.data.items()
                if name.startswith("level_") and value
            },
        )


class AnswerForm(OnceForm):
    """What the person makes of it."""

    words = TextAreaField(
        _l("What do you make of it?"),
        default="",
        validators=[DataRequired(_l("Say what you make of it.")), _LENGTH],
        description=_l("Whoever reads the note reads your answer. You answer once."),
    )
