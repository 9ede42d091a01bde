"""The form a writer fills in: one field for each rating, words or choice that is theirs to give."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, cast

from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, RadioField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, ValidationError

from trainer.appraisals.actions.answering import Given, Place
from trainer.appraisals.rules.showing import Asks, Item, ShownSection
from trainer.appraisals.rules.template import TOP
from trainer.web.forms import Form

LONGEST = 10_000
_WORDS = Length(
    max=LONGEST,
    message=_l(
        "That is longer than ten thousand characters. Shorten it; your words are still here."
    ),
)


class AnswersForm(Form):
    """What somebody writes in an appraisal, over the `version` they had before them."""

    version = HiddenField(default="0")
    then = StringField(default="")
    places: Mapping[Place, Item]

    def validate_version(self, field: Field) -> None:
        """Ask for a number."""
        if not (field.data or "").isdecimal():
            raise ValidationError(_l("Open this page again, please."))

    @property
    def known(self) -> int:
        """Which version of their part the writer had before them."""
        return int(self.version.data or 0)

    @property
    def given(self) -> dict[Place, Given]:
        """What was answered, item by item."""
        return {
            (section, item.key): Given(
                rating=self[_name("r", section, item.key)].data
                if item.asks is Asks.RATING
                else None,
                words=self[_name("w", section, item.key)].data or "",
            )
            for (section, _key), item in self.places.items()
        }

    def rating_of(self, section: str, item: str) -> Field:
        """Return the field of a rating."""
        return self[_name("r", section, item)]

    def words_of(self, section: str, item: str) -> Field:
        """Return the field of the words, or of the choice, on an item."""
        return self[_name("w", section, item)]


def answers_form(
    sections: Sequence[ShownSection], scale: Sequence[str], writer_id: int, version: int
) -> AnswersForm:
    """Make the form with what this writer may answer now, filled in with what they wrote so far."""
    fields: dict[str, Any] = {}
    present: dict[str, Any] = {"version": str(version)}
    places: dict[Place, Item] = {}
    for shown in sections:
        if not shown.sight.answers:
            continue
        for one in shown.items:
            item, key = one.item, shown.section.key
            own = next((told for told in one.told if told.writer_id == writer_id), None)
            places[key, item.key] = item
            fields |= dict(_fields(key, item, scale))
            if own is not None:
                present[_name("r", key, item.key)] = own.rating
                present[_name("w", key, item.key)] = own.words
    made = cast(
        "type[AnswersForm]", type("_AnswersForm", (AnswersForm,), fields | {"places": places})
    )
    return made.for_request(**present)


def _fields(section: str, item: Item, scale: Sequence[str]) -> Iterator[tuple[str, Any]]:
    if item.asks is Asks.RATING:
        levels = item.levels or ("",) * TOP
        yield (
            _name("r", section, item.key),
            RadioField(
                item.name,
                choices=[
                    SelectChoice(number, word, render_kw={"note": level} if level else {})
                    for number, word, level in zip(range(1, TOP + 1), scale, levels, strict=True)
                ],
                coerce=_level,
                validate_choice=False,
            ),
        )
    if item.asks is Asks.CHOICE:
        yield (
            _name("w", section, item.key),
            RadioField(
                item.name,
                choices=[SelectChoice(one, one) for one in item.choices],
                coerce=_one_of(item.choices),
                validate_choice=False,
            ),
        )
        return
    label = _l("Why? What could be seen?") if item.asks is Asks.RATING else item.name
    yield (
        _name("w", section, item.key),
        TextAreaField(label, default="", validators=[_WORDS], description=_hint(item)),
    )


def _hint(item: Item) -> str:
    return item.says if item.asks is Asks.WORDS else ""


def _level(value: Any) -> int | None:
    if value in (None, "", "None"):
        return None
    level = int(value)
    if not 1 <= level <= TOP:
        raise ValueError(value)
    return level


def _one_of(choices: Sequence[str]) -> Any:
    def chosen(value: Any) -> str:
        if value in (None, "", "None"):
            return ""
        if value not in choices:
            raise ValueError(value)
        return str(value)

    return chosen


def _name(what: str, section: str, item: str) -> str:
    return f"{what}-{section}-{item}"
