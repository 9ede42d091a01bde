"""What became of each criterion, as somebody says it who looked, and the yes to publishing."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, Field, StringField
from wtforms.validators import ValidationError

from trainer.catalogue.forms import why_right
from trainer.catalogue.lineage import Line, Said
from trainer.versions.documents import Looked, same_of, sources_of
from trainer.versions.forms.draft import DraftForm, as_words

NOT_ALONE = _l(
    "%(number)s: tick this only where it comes from one criterion that nothing else comes from."
)


class PublishForm(DraftForm):
    """The yes to publishing a draft as it was looked through."""

    override = why_right()


class LineageForm(PublishForm):
    """It asks of each criterion which earlier ones it comes from, by their numbers.

    The fields are made for each draft by `lineage_form`.
    """

    KEYS: ClassVar[Sequence[str]] = ()
    FORMER: ClassVar[Mapping[str, str]] = {}
    NUMBERS: ClassVar[Mapping[str, str]] = {}

    @property
    def lineage(self) -> Looked:
        """Say what became of each criterion."""
        return {
            "origins": {key: [self.FORMER[one] for one in self._numbers(key)] for key in self.KEYS},
            "same": [key for key in self.KEYS if self[f"same-{key}"].data],
        }

    def _numbers(self, key: str) -> list[str]:
        return list(dict.fromkeys(as_words(self[f"from-{key}"].data)))

    def check_numbers(self, field: Field) -> None:
        """Refuse a number that no earlier criterion has."""
        key = field.name[5:]
        unknown = [one for one in self._numbers(key) if one not in self.FORMER]
        if unknown:
            raise ValidationError(
                _(
                    "%(here)s: the version before has no criterion %(number)s. It has %(known)s.",
                    here=self.NUMBERS[key],
                    number=_(" or ").join(unknown),
                    known=", ".join(self.FORMER),
                )
            )

    def check_same(self, field: Field) -> None:
        """Refuse a tick where decisions could not carry over."""
        uses = Counter(one for key in self.KEYS for one in self._numbers(key))
        key = field.name[5:]
        numbers = self._numbers(key)
        if field.data and (len(numbers) != 1 or uses[numbers[0]] > 1):
            raise ValidationError(NOT_ALONE % {"number": self.NUMBERS[key]})


def lineage_form(
    former: Sequence[Said], later: Sequence[Said], lines: Sequence[Line]
) -> tuple[type[LineageForm], dict[str, Any]]:
    """Make the form for these criteria, and say what it holds at first."""
    numbers = {one.key: one.number for one in former}
    asked: dict[str, Any] = {
        "KEYS": [one.key for one in later],
        "FORMER": {one.number: one.key for one in former},
        "NUMBERS": {one.key: one.number for one in later},
    }
    given: dict[str, Any] = {}
    origins, same = sources_of(lines), same_of(lines)
    for one in later:
        asked[f"from-{one.key}"] = StringField(
            _("%(number)s comes from", number=one.number), validators=[LineageForm.check_numbers]
        )
        asked[f"same-{one.key}"] = BooleanField(
            _("%(number)s asks the same", number=one.number), validators=[LineageForm.check_same]
        )
        given[f"from-{one.key}"] = ", ".join(numbers[old] for old in origins[one.key])
        given[f"same-{one.key}"] = one.key in same
    return type("AskedLineage", (LineageForm,), asked), given
