"""Progression frameworks: YAML between lines of ---, topics with what each level asks.

Each level is what somebody works towards, so it becomes a qualification; a topic is a unit of it.
"""

from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from trainer.catalogue.exchange import codes
from trainer.catalogue.exchange.finishing import finish
from trainer.catalogue.exchange.outline import Item, Kind
from trainer.catalogue.importing import Known, Plan, identifiers
from trainer.catalogue.importing.checking import Finding
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.reading import load, placed
from trainer.catalogue.importing.saying import of
from trainer.catalogue.importing.settling import MOST_FAULTS, faulty
from trainer.catalogue.models import FrameworkKind

HIGHEST = 12
FIELDS: dict[str, str] = {}


def _nothing(value: object) -> object:
    return "" if value is None else value


def _none(value: object) -> object:
    return [] if value is None else value


Words = Annotated[str, BeforeValidator(_nothing)]
Statement = Annotated[str, Field(min_length=1)]


class Part(BaseModel):
    """A mapping of the file; what else it holds is left alone."""

    model_config = ConfigDict(extra="ignore", strict=True, frozen=True)


class Example(Part):
    """Several examples of one thing that is asked."""

    criteria: Statement
    examples: Annotated[list[Statement], BeforeValidator(_none)] = []


class Content(Part):
    """What one level asks in a topic."""

    level: Annotated[int, Field(ge=0, le=99)]
    criteria: Annotated[list[Statement], BeforeValidator(_none)] = []
    examples: Annotated[list[Example], Field(alias="exampleCriteria"), BeforeValidator(_none)] = []


class Topic(Part):
    """A topic through all levels."""

    name: Statement
    title: Words = ""
    content: Annotated[list[Content], BeforeValidator(_none)] = []


class Progression(Part):
    """A whole framework."""

    title: Statement
    path: Words = ""
    topics: Annotated[list[Topic], Field(min_length=1, max_length=200)]


def looks_like_progression(text: str) -> bool:
    """Recognise the file by its topics, between lines of ---."""
    if not text.lstrip().startswith("---"):
        return False
    begins = {line.split(":")[0] for line in _front(text).splitlines() if line[:1].strip()}
    return "topics" in begins and "trainer_catalogue" not in begins


def read_progression(text: str, *, source: str, known: Known) -> Plan:
    """Read a framework from the file."""
    tree, data = load(_front(text))
    try:
        progression = Progression.model_validate(data)
    except ValidationError as error:
        found = error.errors(include_url=False)
        shown = [placed(Finding(one["loc"], of(one)), tree, data) for one in found[:MOST_FAULTS]]
        return faulty(shown, len(found), source, "progression")

    def at(*steps: int | str) -> str:
        fault: Fault = placed(Finding(steps, ""), tree, data)
        return f"line {fault.line}"

    document = _document(progression, at)
    return finish(
        document, FrameworkKind.SKILLS, [], FIELDS, source=source, known=known, kind="progression"
    )


def _front(text: str) -> str:
    """Blank out everything but what stands between the lines of ---, keeping the lines' numbers."""
    kept: list[str] = []
    marks = 0
    for line in text.splitlines():
        if line.rstrip() == "---":
            marks += 1
            kept.append("")
        elif marks == 1:
            kept.append(line)
        elif marks == 0:
            kept.append("")
        else:
            break
    return "\n".join(kept)


def _document(progression: Progression, at: Any) -> Item:
    key = progression.path.strip("/ ") or codes.slug(progression.title)
    short = codes.slug(key.rpartition("/")[2]) or "progression"
    document = Item(
        progression.title, identifiers.made("progression", key), code=short, at=at("title")
    )
    levels: dict[int, Item] = {}
    found = [
        (place, topic, part, content)
        for place, topic in enumerate(progression.topics)
        for part, content in enumerate(topic.content)
    ]
    for place, topic, part, content in sorted(found, key=lambda one: one[3].level):
        level = content.level
        where = at("topics", place, "content", part)
        if level not in levels:
            levels[level] = Item(
                f"{progression.title}, level {level}",
                identifiers.made("progression", key, str(level)),
                code=codes.fitting(f"{short}-{level}", 60),
                kind=Kind.QUALIFICATION,
                facts=_level(level),
                at=where,
            )
        unit = _unit(topic, content, where)
        unit.identifier = identifiers.made("progression", key, str(level), topic.name)
        unit.code = codes.fitting(f"{short}-{codes.slug(topic.name)}-{level}", 40)
        if unit.children:
            levels[level].children.append(unit)
    document.children = list(levels.values())
    return document


def _unit(topic: Topic, content: Content, where: str) -> Item:
    unit = Item(topic.title or topic.name, facts=_level(content.level), at=where)
    unit.children = [Item(text, at=where) for text in content.criteria]
    for one in content.examples:
        below = [Item(text, at=where) for text in one.examples]
        unit.children.append(Item(one.criteria, at=where, children=below))
    return unit


def _level(level: int) -> dict[str, Any]:
    return {"level": level} if level <= HIGHEST else {}
