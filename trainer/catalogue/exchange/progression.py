"""Progression frameworks: YAML between lines of ---, topics with what each level asks.

Each level is what somebody works towards, so it becomes a qualification; a topic is a unit of it.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from trainer.catalogue.exchange import codes
from trainer.catalogue.exchange.finishing import finish
from trainer.catalogue.exchange.outline import Item, Kind
from trainer.catalogue.importing import Known, LeftOut, Plan, identifiers
from trainer.catalogue.importing.findings import Finding
from trainer.catalogue.importing.plan import Fault
from trainer.catalogue.importing.reading import load, placed
from trainer.catalogue.importing.settling import ill
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
    front, _below = _parted(text)
    begins = {line.split(":")[0] for line in front.splitlines() if line[:1].strip()}
    return "topics" in begins and "trainer_catalogue" not in begins


def read_progression(text: str, *, source: str, known: Known) -> Plan:
    """Read a framework from the file."""
    front, below = _parted(text)
    tree, data = load(front)

    def place(finding: Finding) -> Fault:
        return placed(finding, tree, data)

    try:
        progression = Progression.model_validate(data)
    except ValidationError as error:
        return ill(error, place, source, "progression")

    def at(*steps: int | str) -> str:
        return f"line {place(Finding(steps, '')).line}"

    return finish(
        _document(progression, at),
        FrameworkKind.SKILLS,
        [],
        FIELDS,
        left_out=_left_out(progression, data, below),
        source=source,
        known=known,
        kind="progression",
    )


def _parted(text: str) -> tuple[str, list[str]]:
    """Part what stands between the lines of --- from what stands below, keeping lines' numbers."""
    lines = text.splitlines()
    marks = [place for place, line in enumerate(lines) if line.rstrip() == "---"][:2]
    begins, ends = [*marks, len(lines), len(lines)][:2]
    front = [*[""] * (begins + 1), *lines[begins + 1 : ends]]
    return "\n".join(front), [line for line in lines[ends + 1 :] if line.strip()]


def _left_out(progression: Progression, data: Any, below: Sequence[str]) -> Sequence[LeftOut]:
    unread = [str(name)[:40] for name in data if name not in Progression.model_fields]
    silent = sum(
        not content.criteria and not content.examples
        for topic in progression.topics
        for content in topic.content
    )
    found = (
        LeftOut(f"fields of the framework ({', '.join(unread)})", len(unread)),
        LeftOut("levels at which a topic says nothing", silent),
        LeftOut("lines of text below the framework", len(below)),
    )
    return [one for one in found if one.count]


def _document(progression: Progression, at: Callable[..., str]) -> Item:
    key = progression.path.strip("/ ") or codes.slug(progression.title)
    short = codes.slug(key.rpartition("/")[2]) or "progression"
    document = Item(
        progression.title, identifiers.made("progression", key), code=short, at=at("title")
    )
    levels: dict[int, Item] = {}
    alike: Counter[tuple[str, str]] = Counter()
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
        name = str(level), topic.name
        alike[name] += 1
        again = [str(alike[name])] if alike[name] > 1 else []
        unit.identifier = identifiers.made("progression", key, *name, *again)
        unit.code = codes.fitting(f"{short}-{codes.slug(topic.name)}-{level}", 40)
        if unit.children:
            levels[level].children.append(unit)
    document.children = [one for one in levels.values() if one.children]
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
