"""What is asked of whoever answers an appeal against an appraisal, and of HR who says who does."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length

from trainer.accounts.forms import SignedForm
from trainer.appraisals.rules.appealing import AppealOutcome
from trainer.web.forms import OnceForm

_WORDS = Length(
    max=10_000, message=_l("That is longer than the page can keep. Shorten it a little.")
)
AS_IT_IS = 0


class AppealAnswerForm(SignedForm):
    """What was found and why, what is put right, and the password."""

    outcome = RadioField(
        _l("Your answer"),
        choices=[
            SelectChoice(AppealOutcome.UPHELD.value, _l("Upheld")),
            SelectChoice(AppealOutcome.PARTLY.value, _l("Upheld in part")),
            SelectChoice(AppealOutcome.REFUSED.value, _l("Not upheld")),
        ],
        coerce=AppealOutcome,
        validators=[InputRequired(_l("Say whether you uphold the appeal."))],
    )
    words = TextAreaField(
        _l("What did you find, and why?"),
        description=_l("The person, the manager and the second line read it, and it stays."),
        default="",
        validators=[DataRequired(_l("Say what you found and why.")), _WORDS],
    )
    put_right = TextAreaField(
        _l("What is put right, if anything?"),
        description=_l(
            "It is added below the appraisal as a dated note. What was signed does not change."
        ),
        default="",
        validators=[_WORDS],
    )
    after = SelectField(_l("Overall rating"), coerce=int, default=AS_IT_IS)

    def offer(self, scale: Sequence[str], rating: int | None) -> None:
        """Offer the other overall ratings; without one there is nothing to choose."""
        if rating is None:
            del self.after
            return
        self.after.choices = [
            SelectChoice(AS_IT_IS, _l("Stays: %(level)s", level=scale[rating - 1])),
            *(
                SelectChoice(number, word)
                for number, word in enumerate(scale, 1)
                if number != rating
            ),
        ]

    @property
    def new_rating(self) -> int | None:
        """The rating it is to have from now on; None where it stays."""
        return (self.after.data or None) if self.after else None


class HearerForm(OnceForm):
    """Who answers an appeal."""

    hearer = StringField(
        _l("Staff number of who answers"),
        description=_l("Somebody who has no part in the appraisal: they will read it."),
        validators=[
            DataRequired(_l("Say who answers it.")),
            Length(max=120, message=_l("Use 120 characters or fewer.")),
        ],
    )
