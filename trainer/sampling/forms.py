"""What is asked of a quality assurer who plans sampling or draws a sample."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import (
    HiddenField,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional, Regexp

from trainer.core.errors import Unacceptable
from trainer.sampling.models import Stage
from trainer.sampling.rules.settings import (
    ALL,
    ALWAYS,
    LONGEST,
    BadStrategy,
    Level,
    Settings,
    Target,
    Trigger,
)
from trainer.sampling.wording import TARGETS, TRIGGERS
from trainer.web.forms import OnceForm

MOST_LOOKS = 200
MOST_PICKS = 10_000
_NUMBER = _l("Give a whole number.")


def _per_cent(label: Any, hint: Any) -> IntegerField:
    between = _l("Give a number from 0 to 100.")
    checks = [InputRequired(between), NumberRange(0, ALL, between)]
    return IntegerField(label, description=hint, validators=checks)


def _looks(label: Any, hint: Any = "") -> IntegerField:
    between = _l("Give a number from 1 to 200.")
    checks = [InputRequired(between), NumberRange(1, MOST_LOOKS, between)]
    return IntegerField(label, description=hint, validators=checks)


def _months(target: Target) -> IntegerField:
    between = _l("Give a number of months from 1 to 36, or leave it empty.")
    checks = [Optional(), NumberRange(1, LONGEST, between)]
    return IntegerField(TARGETS[target], validators=checks)


class StrategyForm(OnceForm):
    """Shares by risk, what is always looked into, what at least once, and how shares move."""

    new = _per_cent(_l("New to it"), _l("Until so many looks have agreed with them as below."))
    normal = _per_cent(_l("Settled"), "")
    low = _per_cent(_l("Low risk"), _l("After a long run of looks that agreed."))
    triggers = SelectMultipleField(
        _l("Always looked into"),
        choices=[SelectChoice(one.value, TRIGGERS[one]) for one in Trigger if one not in ALWAYS],
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )
    assessors = _months(Target.ASSESSORS)
    units = _months(Target.UNITS)
    methods = _months(Target.METHODS)
    sites = _months(Target.SITES)
    candidates = _months(Target.CANDIDATES)
    settled_after = _looks(_l("Looks that agree until somebody is settled"))
    low_after = _looks(_l("Looks in a row that agree until somebody is low risk"))
    fall_after = _looks(
        _l("Looks in a row that agree until a raised share halves"),
        _l("A disagreement doubles the share at once."),
    )
    most = IntegerField(
        _l("The most that one draw may pick"),
        description=_l("Leave it empty for no limit. A draw that asks for more is refused."),
        validators=[Optional(), NumberRange(1, MOST_PICKS, _NUMBER)],
    )
    reason = TextAreaField(
        _l("Why so?"),
        description=_l("An external quality assurer reads this."),
        validators=[DataRequired(_l("Say why, in a sentence or two.")), Length(max=2000)],
    )
    seen = HiddenField(default="0")

    @classmethod
    def filled_from(cls, settings: Settings, seen: int) -> "StrategyForm":
        """Make the form for this request, filled from the settings in force at first."""
        return cls.for_request(
            new=settings.rates[Level.NEW],
            normal=settings.rates[Level.NORMAL],
            low=settings.rates[Level.LOW],
            triggers=[one.value for one in settings.triggers],
            settled_after=settings.settled_after,
            low_after=settings.low_after,
            fall_after=settings.fall_after,
            most=settings.most,
            seen=str(seen),
            **{target.value: months for target, months in settings.targets.items()},
        )

    def settings(self) -> Settings:
        """Read the settings; raises `Unacceptable` where they can't be followed together."""
        months = {target: self[target.value].data for target in Target}
        try:
            return Settings(
                rates={
                    Level.IN_TRAINING: ALL,
                    Level.NEW: self.new.data,
                    Level.NORMAL: self.normal.data,
                    Level.LOW: self.low.data,
                },
                triggers=ALWAYS | {Trigger(one) for one in self.triggers.data or ()},
                targets={target: number for target, number in months.items() if number},
                settled_after=self.settled_after.data,
                low_after=self.low_after.data,
                fall_after=self.fall_after.data,
                most=self.most.data,
            )
        except BadStrategy as fault:
            raise Unacceptable(_FAULTS[fault.field, fault.problem], fault.field) from fault


_FAULTS = {
    (Level.NORMAL.value, "order"): _l(
        "The less is known of somebody, the more is looked into: low risk at most as much as"
        " settled, settled at most as much as new."
    ),
    (Level.LOW.value, "none"): _l(
        "Look into something of everybody. A share of nothing can never find a fault."
    ),
    ("low_after", "order"): _l("Low risk takes at least as many looks as being settled."),
}


class DrawForm(OnceForm):
    """Which decisions to draw from, and a seed if somebody wants to give one."""

    stage = RadioField(
        _l("From which decisions?"),
        choices=[
            SelectChoice(
                Stage.SUMMATIVE.value,
                _l("Assessed units that wait to be released"),
                render_kw={"note": _l("The sample decides what may be released unseen.")},
            ),
            SelectChoice(
                Stage.INTERIM.value,
                _l("Units on their way"),
                render_kw={"note": _l("An interim look finds what can still be put right.")},
            ),
        ],
        default=Stage.SUMMATIVE.value,
    )
    seed = StringField(
        _l("Seed"),
        description=_l(
            "Leave it empty: the last link of the decision ledger is the seed then, which nobody"
            " chooses. One you give is marked as given by hand."
        ),
        validators=[
            Optional(),
            Length(max=60),
            Regexp(r"^[\w.-]+$", message=_l("Letters, figures, dots and dashes will do.")),
        ],
    )
