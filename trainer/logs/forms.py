"""What is asked about a moment at work, and of somebody looking for an entry or a criterion."""

import re
import uuid
from typing import Any, ClassVar

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired, MultipleFileField
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    HiddenField,
    IntegerField,
    RadioField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import Length, NumberRange, Optional, Regexp, ValidationError

from trainer.core import clock
from trainer.logs.activities import ACTIVITIES
from trainer.logs.frameworks import FRAMEWORKS
from trainer.logs.models import LONGEST_NOTE, LONGEST_TAGS, Activity, Framework
from trainer.storage.kinds import NotAccepted
from trainer.storage.names import safe_name
from trainer.storage.uploads import Upload
from trainer.web.forms import Form, OnceForm
from trainer.web.uploads import receive

CHOICES = [SelectChoice(one.value, rules.name) for one, rules in ACTIVITIES.items()]
LONGEST_TEXT = 20_000
LONGEST_DAY = 24 * 60
LONGEST_ID = 10
KEY = re.compile(r"^[0-9a-f-]{36}$")
_NOTE = re.compile(r"note-(\d{1,9})")
_SHOWN = "shows-"
_TOO_LONG = _l("This is longer than an entry can hold. 20,000 characters are the most.")


class DayField(DateField):
    """A day, with an answer in our own words when it isn't one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the day that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            sentence = _("Say when it happened. A day such as 24 November 2026 will do.")
            raise ValueError(sentence) from error


class NumberField(IntegerField):
    """A whole number, with an answer in our own words when it isn't one."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read the number that was typed."""
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_("Give the minutes as a number, such as 25.")) from error


def prose(label: Any, hint: Any = "") -> TextAreaField:
    """Make a field for as many words as an entry can hold."""
    length = Length(max=LONGEST_TEXT, message=_TOO_LONG)
    return TextAreaField(label, validators=[length], description=hint, default="")


def _chosen(value: str | None) -> Activity | None:
    return Activity(value) if value else None


def criteria_in(sent: MultiDict[str, str]) -> list[int]:
    """List the criteria ticked in what was sent."""
    ticked = sent.getlist("criteria")
    return [int(one) for one in ticked if one.isdecimal() and len(one) < LONGEST_ID]


def notes_in(sent: MultiDict[str, str]) -> dict[int, str]:
    """Pair the criteria ticked in what was sent with the notes on where to look."""
    written = {
        int(found.group(1)): value.strip()[:LONGEST_NOTE]
        for name, value in sent.items()
        if (found := _NOTE.fullmatch(name))
    }
    return {one: written.get(one, "") for one in criteria_in(sent)}


class CriteriaForm(Form):
    """Criteria ticked in a list."""

    @property
    def criteria(self) -> list[int]:
        """The criteria ticked."""
        return criteria_in(request.form)


class EntryForm(CriteriaForm):
    """A moment at work: what kind, when, where, and what came of it. All of it may wait."""

    NOT_ASKED: ClassVar[set[str]] = {"client_key", "files", "version"}

    client_key = HiddenField(
        default=lambda: str(uuid.uuid4()),
        validators=[Regexp(KEY, message=_l("Open a new page to begin an entry."))],
    )
    version = HiddenField(validators=[Optional(), Regexp(r"^\d{1,9}$")])
    activity = RadioField(
        _l("What kind of moment was it?"),
        choices=CHOICES,
        coerce=_chosen,
        validators=[Optional()],
        validate_choice=False,
        invalid_value_message=_l("Choose one of the kinds."),
    )
    title = StringField(
        _l("Give it a name"),
        default="",
        validators=[Length(max=200, message=_l("Two hundred characters are enough for a name."))],
        description=_l("A few words you will recognise later."),
    )
    happened_on = DayField(_l("When"), validators=[Optional()], default=clock.today)
    minutes = NumberField(
        _l("Minutes"),
        validators=[
            Optional(),
            NumberRange(0, LONGEST_DAY, _l("Give the minutes as a number, at most 1,440.")),
        ],
        render_kw={"inputmode": "numeric"},
    )
    place = StringField(
        _l("Where"),
        default="",
        validators=[Length(max=200, message=_l("Two hundred characters are enough for a place."))],
        render_kw={"list": "places", "autocomplete": "off"},
    )
    what, so_what, now_what = (
        prose(one.label, one.hint) for one in FRAMEWORKS[Framework.REFLECTION].prompts
    )
    kept_at = StringField(
        _l("Kept somewhere else"),
        default="",
        validators=[Length(max=300, message=_l("Three hundred characters are enough for this."))],
        description=_l("Where your assessor can look at it, and who will show it to them."),
    )
    files = MultipleFileField(_l("Photos and files"))

    @property
    def notes(self) -> dict[int, str]:
        """The criteria ticked, each with the note on where to look."""
        return notes_in(request.form)

    @property
    def then(self) -> str:
        """What the button pressed asks for once the words are kept."""
        return request.form.get("then", "")

    @property
    def removed(self) -> str:
        """The code of the file whose Remove button was pressed, if one was."""
        return request.form.get("remove", "")

    @property
    def others_shown(self) -> dict[str, bool]:
        """The codes of the files of which it was said whether they show anybody else."""
        return {
            name.removeprefix(_SHOWN): value == "yes"
            for name, value in request.form.items()
            if name.startswith(_SHOWN) and value in {"yes", "no"}
        }

    @property
    def seen_version(self) -> int | None:
        """The version these words were written over, where the page knew one."""
        return int(self.version.data) if self.version.data else None

    @property
    def texts(self) -> list[str]:
        """The words of the entry, from which criteria are suggested."""
        fields = (self.title, self.what, self.so_what, self.now_what)
        return [field.data or "" for field in fields]

    def validate_happened_on(self, field: DateField) -> None:
        """Refuse a day that has not come yet."""
        if field.data and field.data > clock.today():
            raise ValidationError(_("Say when it happened. This day has not come yet."))

    def validate(self, *args: Any, **kwargs: Any) -> bool:
        """Check the words, then take in the files: before the write begins, and each by itself."""
        self.uploads: list[Upload] = []
        self.refused: list[str] = []
        if not super().validate(*args, **kwargs):
            return False
        for sent in self.files.data or []:
            try:
                self.uploads.append(receive(sent))
            except NotAccepted as reason:
                self.refused.append(f"{safe_name(sent.filename or '')}: {reason}")
        return True


def tags_field() -> StringField:
    """Make a field for the words an entry is found by."""
    return StringField(
        _l("Tags"),
        default="",
        validators=[
            Length(max=LONGEST_TAGS, message=_l("Three hundred characters are enough for tags."))
        ],
        description=_l("Your own words to find it by, with commas between. Only you see them."),
        render_kw={"autocomplete": "off"},
    )


class TagsForm(OnceForm):
    """The words an entry is found by."""

    tags = tags_field()


class UploadForm(Form):
    """One file, sent by itself, under the key its device gave it."""

    client_key = HiddenField(
        validators=[Optional(), Regexp(KEY, message=_l("Choose the file again."))]
    )
    file = FileField(validators=[FileRequired(_l("Choose a file first."))])
    upload: Upload

    def validate_file(self, field: FileField) -> None:
        """Take the file in, or say why it can't be taken."""
        try:
            self.upload = receive(field.data)
        except NotAccepted as reason:
            raise ValidationError(str(reason)) from reason


class SearchForm(Form):
    """Words to find a criterion by."""

    q = StringField(_l("Words, a number or a unit"), render_kw={"type": "search"})
