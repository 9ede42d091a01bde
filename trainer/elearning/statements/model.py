"""What a statement may say, as the standard has it: nothing missing, nothing more, nothing mistyped.

Source: Experience API 1.0.3, part two, 2.4.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, model_validator
from pydantic.alias_generators import to_camel

from trainer.elearning.statements.terms import (
    Duration,
    Extensions,
    Iri,
    Language,
    LanguageMap,
    Mailbox,
    Moment,
    Sha1,
    Sha2,
    Uuid,
)

VOIDED = "http://adlnet.gov/expapi/verbs/voided"
IDENTIFIERS = ("mbox", "mbox_sha1sum", "openid", "account")
LISTS = {
    "choice": {"choices"},
    "sequencing": {"choices"},
    "likert": {"scale"},
    "matching": {"source", "target"},
    "performance": {"steps"},
}
"""Which lists of parts a question of a kind may have."""


class Part(BaseModel):
    """A part of a statement: what it does not know it refuses, and it takes nothing for another."""

    model_config = ConfigDict(extra="forbid", strict=True, alias_generator=to_camel)


class Account(Part):
    """Somebody's account on some system."""

    home_page: Iri
    name: Annotated[str, Field(min_length=1, max_length=200)]


class Identified(Part):
    """Whoever is known by an address, its hash, an OpenID or an account."""

    name: str | None = None
    mbox: Mailbox | None = None
    mbox_sha1sum: Annotated[Sha1 | None, Field(alias="mbox_sha1sum")] = None
    openid: Iri | None = None
    account: Account | None = None

    @property
    def identifiers(self) -> list[str]:
        """Which of the ways to be known are used."""
        return [name for name in IDENTIFIERS if getattr(self, name) is not None]


class Agent(Identified):
    """One person or system, known in exactly one way."""

    object_type: Literal["Agent"] = "Agent"

    @model_validator(mode="after")
    def _is_known_once(self) -> Self:
        if len(self.identifiers) != 1:
            raise ValueError("must be known by exactly one of mbox, mbox_sha1sum, openid, account")
        return self


class Group(Identified):
    """Several people, known in one way or by who they are."""

    object_type: Literal["Group"]
    member: list[Agent] | None = None

    @model_validator(mode="after")
    def _is_known_at_most_once(self) -> Self:
        if len(self.identifiers) > 1:
            raise ValueError("may be known by only one of mbox, mbox_sha1sum, openid, account")
        if not self.identifiers and not self.member:
            raise ValueError("has neither a name of its own nor members")
        return self


class Verb(Part):
    """What was done."""

    id: Iri
    display: LanguageMap | None = None


class Component(Part):
    """A choice, step or other part of a question."""

    id: Annotated[str, Field(min_length=1)]
    description: LanguageMap | None = None


class Definition(Part):
    """What an activity is."""

    name: LanguageMap | None = None
    description: LanguageMap | None = None
    type: Iri | None = None
    more_info: Iri | None = None
    extensions: Extensions | None = None
    interaction_type: (
        Literal[
            "true-false", "choice", "fill-in", "long-fill-in", "matching",
            "performance", "sequencing", "likert", "numeric", "other",
        ] | None
    ) = None  # fmt: skip
    correct_responses_pattern: list[str] | None = None
    choices: list[Component] | None = None
    scale: list[Component] | None = None
    source: list[Component] | None = None
    target: list[Component] | None = None
    steps: list[Component] | None = None

    @model_validator(mode="after")
    def _has_the_parts_of_its_kind(self) -> Self:
        given = {name for name in set().union(*LISTS.values()) if getattr(self, name) is not None}
        if given - LISTS.get(self.interaction_type or "", set()):
            raise ValueError("has parts that a question of this kind does not have")
        if self.correct_responses_pattern is not None and self.interaction_type is None:
            raise ValueError("has right answers and does not say what kind of question it is")
        for name in given:
            ids = [one.id for one in getattr(self, name)]
            if len(ids) != len(set(ids)):
                raise ValueError("has two parts of one id")
        return self


class Activity(Part):
    """Something people do: a course, a module, a question."""

    object_type: Literal["Activity"] = "Activity"
    id: Iri
    definition: Definition | None = None


class Reference(Part):
    """Another statement."""

    object_type: Literal["StatementRef"]
    id: Uuid


class Score(Part):
    """How well it was done."""

    scaled: Annotated[float | None, Field(ge=-1, le=1)] = None
    raw: float | None = None
    min: float | None = None
    max: float | None = None

    @model_validator(mode="after")
    def _lies_between(self) -> Self:
        least, most = self.min, self.max
        if least is not None and most is not None and least >= most:
            raise ValueError("has a min that is not below its max")
        if self.raw is not None and (
            (least is not None and self.raw < least) or (most is not None and self.raw > most)
        ):
            raise ValueError("has a raw score outside min and max")
        return self


class Result(Part):
    """How it ended."""

    score: Score | None = None
    success: bool | None = None
    completion: bool | None = None
    response: str | None = None
    duration: Duration | None = None
    extensions: Extensions | None = None


def _kind(value: Any) -> str:
    kind = value.get("objectType") if isinstance(value, dict) else None
    return kind if isinstance(kind, str) else ""


Actor = Annotated[
    Annotated[Agent, Tag("")] | Annotated[Agent, Tag("Agent")] | Annotated[Group, Tag("Group")],
    Discriminator(_kind),
]


class ContextActivities(Part):
    """What an activity belongs to."""

    parent: Activity | list[Activity] | None = None
    grouping: Activity | list[Activity] | None = None
    category: Activity | list[Activity] | None = None
    other: Activity | list[Activity] | None = None


class Context(Part):
    """Where and under what it happened."""

    registration: Uuid | None = None
    instructor: Actor | None = None
    team: Group | None = None
    context_activities: ContextActivities | None = None
    revision: str | None = None
    platform: str | None = None
    language: Language | None = None
    statement: Reference | None = None
    extensions: Extensions | None = None


class Attachment(Part):
    """A file that goes with a statement, by its address."""

    usage_type: Iri
    display: LanguageMap
    description: LanguageMap | None = None
    content_type: Annotated[str, Field(min_length=1)]
    length: Annotated[int, Field(ge=0)]
    sha2: Sha2
    file_url: Iri


class Said(Part):
    """What statements and statements within statements have in common."""

    actor: Actor
    verb: Verb
    result: Result | None = None
    context: Context | None = None
    timestamp: Moment | None = None
    attachments: list[Attachment] | None = None

    @model_validator(mode="after")
    def _context_fits(self) -> Self:
        about = getattr(self, "object", None)
        if self.context is not None and not isinstance(about, Activity):
            if self.context.revision is not None:
                raise ValueError("has a revision, which only an activity has")
            if self.context.platform is not None:
                raise ValueError("has a platform, which only an activity has")
        return self


class SubStatement(Said):
    """A statement that another is about."""

    object_type: Literal["SubStatement"]
    object: Annotated[
        Annotated[Activity, Tag("")]
        | Annotated[Activity, Tag("Activity")]
        | Annotated[Agent, Tag("Agent")]
        | Annotated[Group, Tag("Group")]
        | Annotated[Reference, Tag("StatementRef")],
        Discriminator(_kind),
    ]


class Statement(Said):
    """Somebody did something."""

    id: Uuid | None = None
    object: Annotated[
        Annotated[Activity, Tag("")]
        | Annotated[Activity, Tag("Activity")]
        | Annotated[Agent, Tag("Agent")]
        | Annotated[Group, Tag("Group")]
        | Annotated[Reference, Tag("StatementRef")]
        | Annotated[SubStatement, Tag("SubStatement")],
        Discriminator(_kind),
    ]
    stored: Moment | None = None
    authority: Actor | None = None
    version: Annotated[str | None, Field(pattern=r"^1\.0(\.\d+)?$")] = None

    @model_validator(mode="after")
    def _voids_a_statement(self) -> Self:
        if self.verb.id == VOIDED and not isinstance(self.object, Reference):
            raise ValueError("voids something that is not a statement")
        return self
