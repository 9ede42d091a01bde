"""What each kind of evidence asks: a form made from its row of the table."""

from collections.abc import Sequence
from functools import cache
from typing import Any, ClassVar, cast

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    FieldList,
    FormField,
    IntegerField,
    RadioField,
    SelectField,
    StringField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, Optional

from trainer.accounts.models import User
from trainer.logs.forms import EntryForm, prose
from trainer.logs.kinds import KINDS, Detail, Shape, Words
from trainer.logs.models import EvidenceKind
from trainer.web.forms import Form, OnceForm

PREFIX = "detail_"
FEWEST_PAIRS, MOST_PAIRS = 3, 60
LONGEST_LINE = 300
ANSWERS = [SelectChoice("yes", _l("Yes")), SelectChoice("no", _l("No"))]
YES_NO = {"yes": True, "no": False}


class WholeNumberField(IntegerField):
    """A whole number, with an answer in our own words when it isn't one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Give this as a whole number.")) from error


class PairForm(Form):
    """A question and its answer."""

    question = prose(_l("Question"))
    answer = prose(_l("Answer"))


class KindForm(EntryForm):
    """An entry with whatever its kind asks beyond the columns; all of it may wait."""

    asked: ClassVar[Sequence[Detail]] = ()
    columns: ClassVar[dict[str, Words]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Give the columns that every entry has the words this kind has for them."""
        super().__init__(*args, **kwargs)
        for name, (label, hint) in self.columns.items():
            self[name].label.text, self[name].description = label, hint

    @property
    def words(self) -> dict[str, Any]:
        """What goes into the columns that every entry has."""
        return {name: value for name, value in self.data.items() if not name.startswith(PREFIX)}

    @property
    def details(self) -> dict[str, Any]:
        """What the kind asks beyond them, ready to keep."""
        given = {one.name: self._value(one) for one in self.asked}
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    def _value(self, detail: Detail) -> Any:
        value = self[PREFIX + detail.name].data
        if detail.shape is Shape.YES_NO:
            return YES_NO.get(value)
        if detail.shape is Shape.PAIRS:
            pairs = [{name: one[name] or "" for name in ("question", "answer")} for one in value]
            return [one for one in pairs if one["question"] or one["answer"]]
        return value

    @property
    def detail_fields(self) -> list[tuple[Detail, Field]]:
        """Pair what is asked with the field that asks it."""
        return [(one, self[PREFIX + one.name]) for one in self.asked]


@cache
def form_for(kind: EvidenceKind) -> type[KindForm]:
    """Make the form of a kind from its row of the table."""
    asked = KINDS[kind].details
    fields = {PREFIX + one.name: _field(one) for one in asked}
    rules = {"asked": asked, "columns": KINDS[kind].columns}
    return cast("type[KindForm]", type("KindForm", (KindForm,), {**fields, **rules}))


def present(details: dict[str, Any]) -> dict[str, Any]:
    """Turn what is kept into what the form shows at first."""
    words = {True: "yes", False: "no"}
    return {
        PREFIX + name: words[value] if isinstance(value, bool) else value
        for name, value in details.items()
    }


def _field(detail: Detail) -> Any:
    about = {"label": detail.label, "description": detail.hint}
    match detail.shape:
        case Shape.LINE:
            most = Length(max=LONGEST_LINE, message=_l("Three hundred characters are enough here."))
            return StringField(**about, default="", validators=[most])
        case Shape.TEXT:
            return prose(detail.label, detail.hint)
        case Shape.NUMBER:
            return WholeNumberField(
                **about, validators=[Optional()], render_kw={"inputmode": "numeric"}
            )
        case Shape.YES_NO:
            return RadioField(
                **about, choices=ANSWERS, validators=[Optional()], validate_choice=False
            )
    return FieldList(FormField(PairForm), **about, min_entries=FEWEST_PAIRS, max_entries=MOST_PAIRS)


class NameForm(OnceForm):
    """Putting one's name under evidence, or sending it back."""

    expert = SelectField(
        _l("Which expert on the register wrote this?"),
        coerce=int,
        description=_l("It is accepted if the register has them for these units today."),
    )
    comment = prose(_l("Your comment"))

    def ask_for_expert(self, people: Sequence[User], likely: int | None) -> None:
        """Offer the experts who may have written it, the likely one chosen."""
        nobody = SelectChoice(0, _l("Choose"))
        self.expert.choices = [nobody, *(SelectChoice(one.id, one.name) for one in people)]
        if self.expert.data is None:
            self.expert.data = likely or 0

    @property
    def is_return(self) -> bool:
        """Whether the button pressed was the one that sends it back."""
        return request.form.get("then") == "return"
