"""What we read of a CASE package; what else it holds is left alone.

No address in it is ever asked for anything: things are told apart by their identifiers alone.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from trainer.catalogue.importing.identifiers import tidied

MOST_ITEMS = 20_000
MOST_ASSOCIATIONS = 60_000


def _words(value: object) -> object:
    """Take nothing for no words, and a number for the words that write it."""
    if value is None:
        return ""
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    return str(value) if is_number else value


def _listed(value: object) -> object:
    return value if isinstance(value, list) else []


def _none(value: object) -> object:
    return [] if value is None else value


Identifier = Annotated[str, Field(min_length=1), BeforeValidator(tidied)]
Words = Annotated[str, BeforeValidator(_words)]
Missing = BeforeValidator(_none)


class Part(BaseModel):
    """An object of a package."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class Link(Part):
    """Another object, named by its identifier."""

    identifier: Identifier


class Document(Part):
    """The framework."""

    identifier: Identifier
    title: Annotated[str, Field(min_length=1)]
    description: Words = ""
    extensions: Any = None


class Statement(Part):
    """One item: a unit, an outcome or a criterion."""

    identifier: Identifier
    full: Annotated[str, Field(alias="fullStatement", min_length=1)]
    short: Annotated[Words, Field(alias="abbreviatedStatement")] = ""
    code: Annotated[Words, Field(alias="humanCodingScheme")] = ""
    enumeration: Annotated[Words, Field(alias="listEnumeration")] = ""
    type: Annotated[Words, Field(alias="CFItemType")] = ""
    keywords: Annotated[list[Any], Field(alias="conceptKeywords"), BeforeValidator(_listed)] = []
    extensions: Any = None


class Association(Part):
    """One item's relation to another."""

    type: Annotated[str, Field(alias="associationType")]
    origin: Annotated[Link, Field(alias="originNodeURI")]
    destination: Annotated[Link, Field(alias="destinationNodeURI")]
    sequence: Annotated[int | float | str | None, Field(alias="sequenceNumber")] = None


class Package(Part):
    """A whole package."""

    document: Annotated[Document, Field(alias="CFDocument")]
    items: Annotated[list[Statement], Field(alias="CFItems", max_length=MOST_ITEMS), Missing] = []
    associations: Annotated[
        list[Association], Field(alias="CFAssociations", max_length=MOST_ASSOCIATIONS), Missing
    ] = []
