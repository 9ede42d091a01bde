"""What is asked of somebody who comments on a place of the evidence."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, IntegerField, StringField, TextAreaField
from wtforms.validators import Length, NumberRange, Optional

from trainer.assessments.comments.models import WHOLE
from trainer.assessments.comments.places import Region, Spot
from trainer.assessments.forms import LONGEST, TOO_LONG
from trainer.web.forms import OnceForm

PER_CENT = WHOLE // 100
_WITHIN = NumberRange(0, 100, message=_l("A number from 0 to 100 will do."))


def _part(label: object) -> IntegerField:
    return IntegerField(label, validators=[Optional(), _WITHIN])


class RemoveForm(OnceForm):
    """Nothing is asked to take a comment out."""


class CommentForm(OnceForm):
    """The words, and the place: a page, a second, a passage, a part of a picture in per cent."""

    file = HiddenField(default="")
    page = IntegerField(_l("Page"), validators=[Optional()])
    words = TextAreaField(
        _l("Your comment"), default="", validators=[Length(max=LONGEST, message=TOO_LONG)]
    )
    at = StringField(
        _l("At which second?"),
        description=_l("A time such as 1:05, or nothing for the whole recording."),
        default="",
        validators=[Length(max=12, message=TOO_LONG)],
    )
    quote = TextAreaField(
        _l("On which words?"),
        description=_l("Copied from the text, or nothing for all of it."),
        default="",
        validators=[Length(max=1000, message=TOO_LONG)],
    )
    from_left = _part(_l("From the left, %"))
    from_top = _part(_l("From the top, %"))
    width = _part(_l("Width, %"))
    height = _part(_l("Height, %"))

    @property
    def spot(self) -> Spot:
        """The place that was typed."""
        return Spot(
            file=self.file.data or "",
            page=self.page.data,
            at=self.at.data or "",
            quote=self.quote.data or "",
            region=self._region,
        )

    @property
    def _region(self) -> Region | None:
        told = [one.data for one in (self.from_left, self.from_top, self.width, self.height)]
        sides = [one * PER_CENT for one in told if one is not None]
        return Region(*sides) if len(sides) == len(told) else None
