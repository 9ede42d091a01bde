"""What a catalogue file says, field by field, in the shape of format 1."""

import hashlib
import json
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from trainer.catalogue.importing.identifiers import tidied
from trainer.catalogue.models import (
    Assessed,
    Facts,
    FrameworkKind,
    OutcomeKind,
    VersionStatus,
    Wording,
)

NO_SIGNS = frozenset("\ufffe\uffff")
"""What is no character, and what spreadsheets can't hold."""


def _tidy(value: object) -> object:
    if not isinstance(value, str):
        return value
    tidied = " ".join(value.split())
    if any(unicodedata.category(sign) in {"Cc", "Cs"} or sign in NO_SIGNS for sign in tidied):
        raise PydanticCustomError("unshowable", "it holds a character that can't be shown")
    return tidied


def _nothing(value: object) -> object:
    return "" if value is None else _tidy(value)


_TIDY, _NOTHING = BeforeValidator(_tidy), BeforeValidator(_nothing)

Text10 = Annotated[str, Field(min_length=1, max_length=10), _TIDY]
Text20 = Annotated[str, Field(min_length=1, max_length=20), _TIDY]
Text40 = Annotated[str, Field(min_length=1, max_length=40), _TIDY]
Text60 = Annotated[str, Field(min_length=1, max_length=60), _TIDY]
Text120 = Annotated[str, Field(min_length=1, max_length=120), _TIDY]
Text200 = Annotated[str, Field(min_length=1, max_length=200), _TIDY]
Text300 = Annotated[str, Field(min_length=1, max_length=300), _TIDY]
Text2000 = Annotated[str, Field(min_length=1, max_length=2000), _TIDY]
Optional40 = Annotated[str, Field(max_length=40), _NOTHING]
Optional120 = Annotated[str, Field(max_length=120), _NOTHING]
Optional2000 = Annotated[str, Field(max_length=2000), _NOTHING]
Identifier = Annotated[str, Field(min_length=1, max_length=36), BeforeValidator(tidied)]
"""A UUID by which other programs know the thing; left out, one is made from the code."""
Amount = Annotated[int, Field(ge=1, le=100_000)]
Months = Annotated[int, Field(ge=1, le=600)]
Level = Annotated[int, Field(ge=0, le=12)]
"""The Scottish framework counts to twelve, the others stop before; entry level is 0."""


MOST_UNITS = 20_000

_NAMES: dict[str, Any] = {
    "identifier": True,
    "outcomes": {"__all__": {"identifier": True, "criteria": {"__all__": {"identifier"}}}},
}


class Entry(BaseModel):
    """A mapping of the file; it holds nothing but its fields, each of its own type."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True)


class FrameworkEntry(Entry):
    """A family of qualifications."""

    code: Text60
    title: Text200
    kind: Annotated[FrameworkKind, Field(strict=False)]


class CriterionEntry(Entry):
    """One criterion, and the words by which a log entry may be recognised."""

    identifier: Identifier | None = None
    number: Text10
    text: Text2000
    words: list[Text60] = Field(default_factory=list, max_length=20)


class OutcomeEntry(Entry):
    """A learning outcome and its criteria, in order."""

    identifier: Identifier | None = None
    number: Text10
    title: Text300
    kind: Annotated[OutcomeKind, Field(strict=False)]
    criteria: list[CriterionEntry] = Field(default_factory=list, max_length=200)


class UnitEntry(Entry):
    """A unit with its outcomes."""

    identifier: Identifier | None = None
    code: Text40
    title: Text300
    level: Level | None = None
    credit: Amount | None = None
    glh: Amount | None = None
    facts: Annotated[Facts, Field(strict=False)]
    wording: Annotated[Wording, Field(strict=False)]
    prompts: list[Text2000] = Field(default_factory=list, max_length=50)
    outcomes: list[OutcomeEntry] = Field(min_length=1, max_length=500)

    def fingerprint(self) -> str:
        """Hash everything a version of the unit consists of; its names elsewhere are no part."""
        return _hash(self.model_dump(mode="json", exclude=_NAMES))


class NumberEntry(Entry):
    """The number of one awarding organisation, and until when it may be used."""

    organisation: Text120
    scheme: Optional40 = ""
    number: Text40
    registration_ends: date | None = None
    certification_ends: date | None = None


class MethodEntry(Entry):
    """One way in which the whole is assessed at the end, and its share of the result."""

    title: Text200
    weight: Annotated[int, Field(ge=1, le=100)] | None = None
    about: Optional2000 = ""


class GroupEntry(Entry):
    """Units offered together."""

    code: Text20
    title: Text200
    complete: bool = True
    units: list[Text40] = Field(max_length=2000)


class QualificationEntry(Entry):
    """A qualification with its numbers, groups and rules of combination."""

    identifier: Identifier | None = None
    code: Text60
    framework: Text60
    title: Text300
    level: Level | None = None
    credit: Amount | None = None
    tqt: Amount | None = None
    glh_min: Amount | None = None
    glh_max: Amount | None = None
    valid_months: Months | None = None
    structure: Optional40 = ""
    facts: Annotated[Facts, Field(strict=False)]
    status: Annotated[VersionStatus, Field(strict=False)] = VersionStatus.CURRENT
    assessment: Annotated[Assessed, Field(strict=False)] = Assessed.PORTFOLIO
    body: Optional120 = ""
    note: Optional2000 = ""
    methods: list[MethodEntry] = Field(default_factory=list, max_length=20)
    grades: list[Text60] = Field(default_factory=list, max_length=20)
    numbers: list[NumberEntry] = Field(default_factory=list, max_length=100)
    groups: list[GroupEntry] = Field(min_length=1, max_length=50)
    rules: list[dict[str, Any]] = Field(min_length=1, max_length=100)

    def units(self) -> tuple[str, ...]:
        """List the units of all groups, each once, in their order."""
        return tuple(dict.fromkeys(code for group in self.groups for code in group.units))

    def fingerprint(self, units: Sequence[str]) -> str:
        """Hash what a version consists of, with the hashes of its units.

        Whether it is current, and until when its numbers may be used, is left out: those are
        facts about the world today, and change for every version at once. Methods, grades and for
        how long a certificate holds count only where there are any.
        """
        content = self.model_dump(mode="json", exclude={"status", "identifier"})
        for name in ("methods", "grades", "valid_months"):
            if not content[name]:
                del content[name]
        for number in content["numbers"]:
            del number["registration_ends"], number["certification_ends"]
        return _hash([content, list(units)])


class CatalogueEntry(Entry):
    """A whole file."""

    trainer_catalogue: Literal[1]
    frameworks: list[FrameworkEntry] = Field(default_factory=list, max_length=100)
    units: list[UnitEntry] = Field(default_factory=list, max_length=MOST_UNITS)
    qualifications: list[QualificationEntry] = Field(default_factory=list, max_length=500)


def _hash(content: object) -> str:
    return hashlib.sha256(
        json.dumps(content, sort_keys=True, ensure_ascii=False).encode()
    ).hexdigest()
