"""What is asked to write the career map: as a text, or a role, a requirement, a move at a time."""

from collections.abc import Iterable, Mapping
from typing import Any

from babel.support import LazyProxy
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    widgets,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from trainer.assessors.forms import DUTIES
from trainer.careers.rules.charting import CareerMap, CareerRole, Move, MoveKind
from trainer.people.models import Site
from trainer.web.forms import Form, OnceForm

MOST_TEXT = 200_000
MOST_DIGITS = 3
_LINES = Length(max=4000, message=_l("That is too long. Shorten it."))
_WHY = [
    InputRequired(_l("Say why it changes.")),
    Length(max=300, message=_l("Use 300 characters or fewer.")),
]
MOVES: Mapping[MoveKind, LazyProxy] = {
    MoveKind.UP: _l("Up"),
    MoveKind.SIDEWAYS: _l("Sideways"),
    MoveKind.ROUTE: _l("A route with stages, such as a scheme for graduates"),
}


class MapForm(Form):
    """The whole map, why it changes, and which version was seen; looked through before it is published."""

    file = FileField(_l("A file, in place of the text below"), render_kw={"accept": ".yaml,.yml"})
    text = TextAreaField(
        _l("The map"),
        validators=[
            Length(
                max=MOST_TEXT, message=_l("This is longer than two hundred thousand characters.")
            )
        ],
        description=_l("Roles and moves as YAML, in the form shown here."),
    )
    why = StringField(_l("Why does it change?"), validators=_WHY)
    seen = HiddenField()

    def validate_text(self, field: Field) -> None:
        """Take the text of the file, where there is one."""
        if self.file.data:
            sent = self.file.data.stream.read(MOST_TEXT * 4 + 1)
            field.data = sent.decode("utf-8", errors="replace").replace("\x00", "")
        if not field.data:
            raise ValidationError(_l("Write the map, or choose a file with it."))


class KnowingForm(OnceForm):
    """A change of the draft, over the state of it that was seen."""

    known = HiddenField()

    @property
    def state(self) -> int:
        """The state of the draft that was seen; -1 for none."""
        return int(self.known.data) if (self.known.data or "").isdecimal() else -1


class DraftForm(KnowingForm):
    """Why the map changes."""

    why = StringField(_l("Why does it change?"), validators=_WHY)


def _lines(text: str | None) -> tuple[str, ...]:
    """Split a text area into its lines, without empty ones."""
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


class RoleForm(KnowingForm):
    """A role: its names, what it is for, what it pays as a guide, and where it exists."""

    title = StringField(
        _l("Title"),
        validators=[
            InputRequired(_l("Give the role a title.")),
            Length(max=120, message=_l("Use 120 characters or fewer.")),
        ],
    )
    synonyms = TextAreaField(
        _l("Other names"),
        validators=[_LINES],
        description=_l(
            "One to a line. A job title in people’s records that is one of these means this role."
        ),
    )
    purpose = TextAreaField(
        _l("What it is for"),
        validators=[Length(max=1000, message=_l("Use 1,000 characters or fewer."))],
    )
    duties = TextAreaField(
        _l("What people in it do"), validators=[_LINES], description=_l("One to a line.")
    )
    salary_from = IntegerField(_l("Guide salary from, pounds a year"), validators=[Optional()])
    salary_to = IntegerField(_l("to"), validators=[Optional()])
    hours = StringField(
        _l("Hours"),
        validators=[Length(max=120, message=_l("Use 120 characters or fewer."))],
        description=_l("Such as: shifts, some weekends."),
    )
    esco = StringField(
        "ESCO", validators=[Length(max=20, message=_l("Use 20 characters or fewer."))]
    )
    soc = StringField("SOC", validators=[Length(max=20, message=_l("Use 20 characters or fewer."))])
    sites = SelectMultipleField(
        _l("Only at these sites"),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
        description=_l("Tick none, and it exists everywhere."),
    )
    leads_to_register = SelectField(
        _l("Leads to the assessor register"),
        choices=[SelectChoice("", _l("No")), *DUTIES],
        description=_l(
            "Whoever meets all that the role asks is put before those who keep the register."
            " Nobody is entered by itself."
        ),
    )

    @classmethod
    def of(cls, role: CareerRole | None, known: int) -> "RoleForm":
        """Make the form as the role is in the draft."""
        if role is None:
            return cls.for_request(known=str(known))
        names = (
            "title",
            "purpose",
            "salary_from",
            "salary_to",
            "hours",
            "esco",
            "soc",
            "leads_to_register",
        )
        return cls.for_request(
            known=str(known),
            synonyms="\n".join(role.synonyms),
            duties="\n".join(role.duties),
            sites=list(role.sites),
            **{name: getattr(role, name) for name in names},
        )

    def offer(self, sites: Iterable[Site]) -> None:
        """Offer these sites."""
        self.sites.choices = [SelectChoice(one.code, one.name) for one in sites]

    def role(self, key: str, before: CareerRole | None) -> CareerRole:
        """Say what was written; what the role asks stays as it was."""
        return CareerRole(
            key=key,
            title=self.title.data or "",
            synonyms=_lines(self.synonyms.data),
            purpose=self.purpose.data or "",
            duties=_lines(self.duties.data),
            salary_from=self.salary_from.data,
            salary_to=self.salary_to.data,
            hours=self.hours.data or "",
            esco=self.esco.data or "",
            soc=self.soc.data or "",
            sites=tuple(self.sites.data or ()),
            leads_to_register=self.leads_to_register.data or "",
            requirements=before.requirements if before else (),
        )


class MoveForm(KnowingForm):
    """A way from one role to another."""

    start = SelectField(_l("From"), validators=[InputRequired(_l("Choose a role."))])
    end = SelectField(_l("To"), validators=[InputRequired(_l("Choose a role."))])
    kind = SelectField(_l("Which way"), validators=[InputRequired(_l("Choose which way."))])
    says = StringField(
        _l("What to know about it"),
        validators=[Length(max=300, message=_l("Use 300 characters or fewer."))],
        description=_l("Such as: a larger place may mean moving to another site."),
    )
    rotations = TextAreaField(
        _l("Stages of a route"), validators=[_LINES], description=_l("One to a line, in turn.")
    )
    mentor = BooleanField(_l("With a mentor"))
    reviews = StringField(_l("Reviews after so many months"), description=_l("Such as: 3, 6, 12."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind.choices = [SelectChoice(kind.value, words) for kind, words in MOVES.items()]

    @classmethod
    def of(cls, move: Move | None, known: int, chart: CareerMap) -> "MoveForm":
        """Make the form as the move is in the draft, between the roles there are."""
        given: dict[str, Any] = {"known": str(known)}
        if move is not None:
            given |= {
                "start": move.start,
                "end": move.end,
                "kind": move.kind.value,
                "says": move.says,
                "rotations": "\n".join(move.rotations),
                "mentor": move.mentor,
                "reviews": ", ".join(str(month) for month in move.reviews),
            }
        form = cls.for_request(**given)
        form.start.choices = [SelectChoice(one.key, one.title) for one in chart.roles]
        form.end.choices = form.start.choices
        return form

    def validate_reviews(self, field: Field) -> None:
        """Ask for numbers."""
        if not all(one.isdecimal() and len(one) <= MOST_DIGITS for one in self._months()):
            raise ValidationError(_l("Write months as numbers, such as 3, 6, 12."))
        del field

    def _months(self) -> list[str]:
        return [one.strip() for one in (self.reviews.data or "").split(",") if one.strip()]

    @property
    def move(self) -> Move:
        """What was written."""
        return Move(
            self.start.data,
            self.end.data,
            MoveKind(self.kind.data),
            self.says.data or "",
            _lines(self.rotations.data),
            bool(self.mentor.data),
            tuple(int(one) for one in self._months()),
        )
