"""What is asked to set a budget."""

from decimal import Decimal

from flask_babel import lazy_gettext as _l
from wtforms import DecimalField, HiddenField
from wtforms.validators import InputRequired, NumberRange

from trainer.web.forms import OnceForm

PENCE = 100
MOST_POUNDS = 100_000_000


class BudgetForm(OnceForm):
    """What a site may spend, in pounds; `known` is what was set when the page was drawn."""

    pounds = DecimalField(
        _l("What may be spent on courses, in pounds"),
        validators=[
            InputRequired(_l("Give an amount in pounds; 0 if nothing may be spent.")),
            NumberRange(0, MOST_POUNDS, message=_l("From 0 to 100,000,000 pounds.")),
        ],
    )
    known = HiddenField(default="")

    @classmethod
    def of(cls, planned: int | None) -> "BudgetForm":
        """Make the form as it is set now."""
        if planned is None:
            return cls.for_request()
        return cls.for_request(pounds=Decimal(planned) / PENCE, known=str(planned))

    @property
    def pence(self) -> int:
        """The amount in pence."""
        return int(((self.pounds.data or Decimal(0)) * PENCE).to_integral_value())

    @property
    def was_known(self) -> int | None:
        """What was set when the page was drawn, in pence."""
        told = self.known.data or ""
        return int(told) if told.isdecimal() else None
