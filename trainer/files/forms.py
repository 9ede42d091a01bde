"""What is asked about a file: whom it shows, what protects them, which parts are to be covered."""

from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DecimalField,
    FieldList,
    FormField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, Length, NumberRange, Optional, ValidationError

from trainer.files.models import usual_review
from trainer.logs.covering import MOST_AREAS
from trainer.logs.forms import DayField, prose
from trainer.logs.people_shown import LONGEST_REASON, Safeguard
from trainer.logs.protecting import Consent
from trainer.people.forms.naming import staff_number_field
from trainer.storage.photos import WHOLE, Area
from trainer.web.forms import Form, OnceForm

NAME_TOO_LONG = _l("Two hundred characters are enough for a name.")
HOW_TOO_LONG = _l("Three hundred characters are enough here.")
WHY_TOO_LONG = _l("Five hundred characters are enough here.")


class PeopleForm(Form):
    """Whether anybody else is in a file, and what was done about it."""

    shows_others = RadioField(
        _l("Can a customer or colleague be seen or heard in it, or told from it?"),
        choices=[SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))],
        validate_choice=False,
    )
    safeguard = RadioField(
        _l("What protects them?"),
        choices=[
            SelectChoice(
                Safeguard.COVERED.value,
                _l("Names and faces are covered"),
                render_kw={"note": _l("I looked at it again: nobody can be told from it.")},
            ),
            SelectChoice(
                Safeguard.CONSENT.value,
                _l("They agreed to be in it"),
                render_kw={"note": _l("They knew that my assessor will see it.")},
            ),
            SelectChoice(
                Safeguard.NOT_NEEDED.value,
                _l("Nobody has to agree"),
                render_kw={"note": _l("There is a reason, and I will give it.")},
            ),
        ],
        validators=[Optional()],
        validate_choice=False,
    )
    consent_by = StringField(
        _l("Who agreed?"),
        validators=[Length(max=200, message=NAME_TOO_LONG)],
        description=_l("A first name, or “the three at the till”."),
        default="",
    )
    consent_how = StringField(
        _l("How?"),
        validators=[Length(max=300, message=HOW_TOO_LONG)],
        description=_l("Asked before the photo was taken; signed a form, kept in the office."),
        default="",
    )
    consent_on = DayField(_l("When?"), validators=[Optional()])
    no_consent_why = TextAreaField(
        _l("Why does nobody have to agree?"),
        validators=[Length(max=LONGEST_REASON, message=WHY_TOO_LONG)],
        default="",
    )

    def validate_shows_others(self, field: RadioField) -> None:
        """Ask for one of the two answers."""
        if field.data not in {"yes", "no"}:
            raise ValidationError(_l("Say whether anybody else can be seen or heard in it."))

    def validate_safeguard(self, field: RadioField) -> None:
        """Take one of the three, or none yet."""
        if field.data and field.data not in set(Safeguard):
            raise ValidationError(_l("Choose one of the three."))

    @property
    def says_others_are_shown(self) -> bool:
        """Whether the answer was yes."""
        return bool(self.shows_others.data == "yes")

    @property
    def chosen(self) -> Safeguard | None:
        """What protects them, where that was said."""
        return Safeguard(self.safeguard.data) if self.safeguard.data else None

    @property
    def consent(self) -> Consent:
        """What was written about their consent."""
        return Consent(
            by=self.consent_by.data or "",
            how=self.consent_how.data or "",
            on=self.consent_on.data,
            not_needed_because=(self.no_consent_why.data or "").strip(),
        )


def as_said(file: Any) -> dict[str, Any]:
    """Turn what is known of a file into what the form shows at first."""
    answers = {True: "yes", False: "no", None: None}
    names = ("consent_by", "consent_how", "consent_on", "no_consent_why")
    return {name: getattr(file, name) for name in names} | {
        "shows_others": answers[file.shows_others],
        "safeguard": file.safeguard.value if file.safeguard else None,
    }


HUNDREDTHS = 100
SPARE, FEWEST = 3, 4


class PercentField(DecimalField):
    """A part of a picture's width or height, with an answer in our own words when it isn't one."""

    def __init__(self, label: Any, **given: Any) -> None:
        """Take a number from 0 to 100, or nothing."""
        between = NumberRange(0, 100, _l("Give a number from 0 to 100."))
        look = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__(label, validators=[Optional(), between], render_kw=look, **given)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number that was typed, with a point or a comma."""
        try:
            super().process_formdata([value.replace(",", ".") for value in valuelist])
        except ValueError as error:
            raise ValueError(_("Give a number from 0 to 100.")) from error


class AreaForm(Form):
    """One part to be covered, in per cent of the picture."""

    left = PercentField(_l("From the left"))
    top = PercentField(_l("From the top"))
    width = PercentField(_l("Width"))
    height = PercentField(_l("Height"))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Ask for all four numbers or none."""
        if not super().validate(*args, **kwargs):
            return False
        given = [one.data is not None for one in (self.left, self.top, self.width, self.height)]
        if any(given) and not (all(given) and self.width.data and self.height.data):
            self.height.errors = [_("Give all four numbers of an area, or none.")]
            return False
        return True

    @property
    def area(self) -> Area | None:
        """The part, within the picture, or nothing where none was given."""
        if self.height.data is None or self.width.data is None:
            return None
        left, top, width, height = (
            _hundredths(one) for one in (self.left, self.top, self.width, self.height)
        )
        return left, top, min(width, WHOLE - left), min(height, WHOLE - top)


def _hundredths(field: DecimalField) -> int:
    return round((field.data or Decimal(0)) * HUNDREDTHS)


class CoverForm(OnceForm):
    """Which parts of a photo to cover, and whether that is enough."""

    areas = FieldList(FormField(AreaForm), _l("Areas"), min_entries=FEWEST, max_entries=MOST_AREAS)
    is_enough = BooleanField(
        _l("I looked at it: nobody can be told from what is left"),
        description=_l("Names on badges, screens and papers tell it as well as faces."),
    )

    @classmethod
    def for_areas(cls, areas: list[Area], *, is_enough: bool) -> "CoverForm":
        """Make the form from what was posted, or from the parts covered already and room for more."""
        names = ("left", "top", "width", "height")
        shown = [
            {name: Decimal(value) / HUNDREDTHS for name, value in zip(names, area, strict=True)}
            for area in areas
        ]
        room: list[dict[str, Decimal]] = [{}] * min(SPARE, MOST_AREAS - len(shown))
        return cls.for_request(areas=[*shown, *room], is_enough=is_enough)

    @property
    def chosen(self) -> list[Area]:
        """The parts given."""
        return [area for one in self.areas if (area := one.form.area) is not None]


class ReasonForm(OnceForm):
    """Why somebody needs what was covered."""

    reason = prose(
        _l("Why does the covered picture not do?"),
        _l("The owner reads this. It opens the original to you for 15 minutes."),
    )


def review_field() -> DayField:
    """Make the field for the day on which somebody looks at a hold again."""
    return DayField(
        _l("By which day does somebody look whether it is still needed?"),
        description=_l("At most a year from now. The hold stands until somebody lifts it."),
        validators=[DataRequired(_l("Choose a day."))],
        default=usual_review,
    )


class HoldForm(OnceForm):
    """Of whom nothing is to be removed, and why."""

    staff_number = staff_number_field(_l("Somebody who has left can be named too."))
    reason = prose(
        _l("Why is nothing to be removed?"),
        _l("Such as a claim, a complaint or an order, with its reference. It stays on record."),
    )
    review_on = review_field()


class KeepHoldForm(OnceForm):
    """Why a hold is still needed, and when it is looked at once more."""

    reason = prose(
        _l("Why is it still needed?"),
        _l("Such as where the claim or complaint stands now. It stays on record."),
    )
    review_on = review_field()
