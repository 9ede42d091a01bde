"""What is asked to arrange a visit, to choose its portfolios, and of whoever comes by its link."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    ValidationError,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, Optional, Regexp

from trainer.storage.kinds import NotAccepted
from trainer.storage.uploads import Upload
from trainer.visits.actions.arranging import Arrangement
from trainer.visits.models import Visit, VisitKind
from trainer.web.fields import NOT_A_DAY, DayField
from trainer.web.forms import Form, OnceForm
from trainer.web.uploads import receive

KINDS = {
    VisitKind.ON_SITE: _l("On site"),
    VisitKind.REMOTE_SAMPLING: _l("Remote sampling"),
}
_WORDS = Length(max=4000, message=_l("Use 4,000 characters or fewer."))
_LINE = Length(max=200, message=_l("Use 200 characters or fewer."))


class TicksField(SelectMultipleField):
    """Boxes to tick, by id."""

    widget = widgets.ListWidget(prefix_label=False)
    option_widget = widgets.CheckboxInput()


class ArrangeForm(OnceForm):
    """Who comes, when, and what they may read."""

    awarding_organisation = StringField(
        _l("Awarding organisation"),
        validators=[DataRequired(_l("Say whose quality assurer comes.")), _LINE],
    )
    kind = RadioField(
        _l("How?"),
        choices=[SelectChoice(one.value, word) for one, word in KINDS.items()],
        coerce=VisitKind,
        validators=[InputRequired(_l("Choose how they look at the work."))],
    )
    eqa_name = StringField(
        _l("Name of the external quality assurer"),
        validators=[DataRequired(_l("Say who comes.")), _LINE],
    )
    eqa_organisation = StringField(
        _l("For whom do they work?"),
        description=_l("The awarding organisation itself, or whoever sends them."),
        validators=[DataRequired(_l("Say for whom they work.")), _LINE],
    )
    eqa_email = StringField(
        _l("Their e-mail address"),
        description=_l("The link goes there by letter. The code you pass on another way."),
        validators=[
            DataRequired(_l("The link needs an address to go to.")),
            Length(max=255),
            Regexp(
                r"[^@\s]+@[^@\s]+\.[^@\s]+\Z",
                message=_l("That isn’t an e-mail address. One such as nia@example.org will do."),
            ),
        ],
        render_kw={"type": "email", "autocomplete": "off"},
    )
    starts_on = DayField(_l("First day"), validators=[DataRequired(NOT_A_DAY)])
    ends_on = DayField(
        _l("Last day"),
        description=_l("From the first day to the end of the last one the link can be used."),
        validators=[DataRequired(NOT_A_DAY)],
    )
    qualifications = TicksField(
        _l("Which qualifications?"),
        coerce=int,
        validators=[DataRequired(_l("Choose at least one qualification."))],
    )
    sites = TicksField(
        _l("Which sites?"), coerce=int, description=_l("Tick none where it is about all of them.")
    )
    people = TicksField(_l("Whom do they meet?"), coerce=int)

    def offer(
        self,
        qualifications: Sequence[tuple[int, str]],
        sites: Sequence[tuple[int, str]],
        people: Sequence[tuple[int, str]],
    ) -> None:
        """Offer what a visit can be about, and whom a visitor can meet."""
        self.qualifications.choices = [SelectChoice(*one) for one in qualifications]
        self.sites.choices = [SelectChoice(*one) for one in sites]
        self.people.choices = [SelectChoice(*one) for one in people]

    @property
    def arrangement(self) -> Arrangement:
        """What was asked for, ready to be arranged."""
        return Arrangement(**self.data)


def as_arranged(visit: Visit) -> dict[str, object]:
    """Say what the form shows of a visit that is to be changed."""
    return {
        "awarding_organisation": visit.awarding_organisation,
        "kind": visit.kind,
        "eqa_name": visit.eqa_name,
        "eqa_organisation": visit.eqa_organisation,
        "eqa_email": visit.eqa_email,
        "starts_on": visit.starts_on,
        "ends_on": visit.ends_on,
        "qualifications": [one.qualification_id for one in visit.qualifications],
        "sites": [one.site_id for one in visit.sites],
        "people": [one.person_id for one in visit.people],
    }


class PortfoliosForm(OnceForm):
    """Which of the registrations shown may be read as whole portfolios."""

    shown = SelectMultipleField(coerce=int, validate_choice=False)
    chosen = SelectMultipleField(coerce=int, validate_choice=False)


class EqaActionForm(OnceForm):
    """What a visitor asks the centre to do."""

    what = TextAreaField(
        _l("What is the centre to do?"),
        default="",
        description=_l("It is kept as you write it, and the centre gives it to somebody."),
        validators=[DataRequired(_l("Say what is to be done.")), _WORDS],
    )
    due_on = DayField(
        _l("By which day?"), description=_l("Only if you like."), validators=[Optional()]
    )


class ReportForm(OnceForm):
    """What came of a visit."""

    outcome = TextAreaField(
        _l("What came of it?"),
        default="",
        description=_l("The outcome as the report states it, such as the risk and any sanction."),
        validators=[DataRequired(_l("Say what came of it.")), _WORDS],
    )
    next_on = DayField(
        _l("When is the next visit?"),
        description=_l("Leave it empty where it is not known yet."),
        validators=[Optional()],
    )
    file = FileField(_l("The report"), description=_l("As a PDF or another file, if you have it."))
    upload: Upload | None = None

    def validate_file(self, field: FileField) -> None:
        """Take the report in, or say why it can't be taken."""
        if not field.data:
            return
        try:
            self.upload = receive(field.data)
        except NotAccepted as reason:
            raise ValidationError(str(reason)) from reason


class CodeForm(Form):
    """The code that the centre passed on."""

    code = StringField(
        _l("Code"),
        description=_l("Eight digits that somebody at the centre gave you."),
        validators=[DataRequired(_l("Give the code.")), Length(max=40)],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )
