"""What a return asks, and which change of its terms lets earlier returns stay; knows no database."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from babel.support import LazyProxy

from trainer.core.text import lazy_gettext as _

LONGEST = timedelta(days=731)
"""For so long at most is a return kept before HR has to say anew what for."""


class Question(StrEnum):
    """What a return asks, each to be left unsaid."""

    SEX = "sex"
    ETHNIC_GROUP = "ethnic_group"
    DISABILITY = "disability"
    AGE_BAND = "age_band"

    @property
    def words(self) -> LazyProxy:
        """The question as a heading."""
        return _WORDS[self]

    @property
    def choices(self) -> Mapping[str, LazyProxy]:
        """What may be answered, in the order shown, each with its words."""
        return _CHOICES[self]


_WORDS = {
    Question.SEX: _("Sex"),
    Question.ETHNIC_GROUP: _("Ethnic group"),
    Question.DISABILITY: _("Disability or long-term health condition"),
    Question.AGE_BAND: _("Age"),
}
_CHOICES = {
    Question.SEX: {"female": _("Female"), "male": _("Male")},
    Question.ETHNIC_GROUP: {
        "asian": _("Asian or Asian British"),
        "black": _("Black, Black British, Caribbean or African"),
        "mixed": _("Mixed or multiple ethnic groups"),
        "white": _("White"),
        "other": _("Another ethnic group"),
    },
    Question.DISABILITY: {"yes": _("Yes"), "no": _("No")},
    Question.AGE_BAND: {
        "under_25": _("Under 25"),
        "25_to_34": _("25 to 34"),
        "35_to_44": _("35 to 44"),
        "45_to_54": _("45 to 54"),
        "55_and_over": _("55 and over"),
    },
}


@dataclass(frozen=True)
class Terms:
    """What people are told before they answer: what for, and until when their answers are kept."""

    purpose: str
    last_day: date


def may_keep(before: Terms | None, after: Terms) -> bool:
    """Say whether returns given under earlier terms may stay under these.

    They were given for that purpose and until that day, so only an earlier last day lets them stay.
    """
    return (
        before is not None and before.purpose == after.purpose and after.last_day <= before.last_day
    )
