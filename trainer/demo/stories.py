"""Come here for what people of the demonstration write in their logs, told in each one's words."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources
from typing import Any

import yaml

CONTENT = resources.files("trainer.demo") / "content"
_SLOT = re.compile(r"\{([^{}]+)\}")


@dataclass(frozen=True)
class Medium:
    """A file that goes with an entry: what to draw, what it is called, what it says.

    Where it shows somebody else, `agreed` says who agreed to it and how, or `cover` which parts of
    it are covered, in per cent.
    """

    draw: str
    name: str
    says: tuple[str, ...]
    agreed: tuple[str, str] | None = None
    cover: tuple[tuple[int, int, int, int], ...] = ()


@dataclass(frozen=True)
class Claim:
    """A criterion an entry is said to show, and where in it to look."""

    unit: str
    number: str
    note: str


@dataclass(frozen=True)
class Story:
    """One entry of a learning log, dated so many days back."""

    key: str
    title: str
    activity: str
    minutes: int
    days_ago: int
    place: str
    what: str
    so_what: str
    now_what: str
    claims: tuple[Claim, ...]
    media: tuple[Medium, ...]
    tags: str = ""


@dataclass(frozen=True)
class Teller:
    """Who tells a story: their first name, where they work, and which turn of words is theirs."""

    me: str
    site: str
    turn: int = 0


@cache
def path(name: str) -> tuple[Story, ...]:
    """Read the entries of one file under `content/stories`, in the order they stand in."""
    return tuple(_story(told) for told in load(f"stories/{name}"))


def paths() -> Iterator[str]:
    """Name the files of entries there are."""
    folder = CONTENT / "stories"
    yield from sorted(file.name.removesuffix(".yaml") for file in folder.iterdir())


@cache
def load(name: str) -> Any:
    """Read one file of the demonstration's content; what is read is not to be changed."""
    folder, _slash, file = name.rpartition("/")
    source = (CONTENT / folder if folder else CONTENT) / f"{file}.yaml"
    return yaml.safe_load(source.read_text(encoding="utf-8"))


def told_by(story: Story, teller: Teller) -> Story:
    """Put a story into one teller's own words: their site, their colleagues, their things."""

    def mine(text: str) -> str:
        return _SLOT.sub(lambda slot: _word(slot[1], teller), text)

    return Story(
        key=story.key,
        title=mine(story.title),
        activity=story.activity,
        minutes=story.minutes,
        days_ago=story.days_ago,
        place=mine(story.place),
        what=mine(story.what),
        so_what=mine(story.so_what),
        now_what=mine(story.now_what),
        claims=tuple(Claim(one.unit, one.number, mine(one.note)) for one in story.claims),
        media=tuple(replace(one, says=tuple(map(mine, one.says))) for one in story.media),
        tags=story.tags,
    )


def _word(slot: str, teller: Teller) -> str:
    match slot:
        case "me":
            return teller.me
        case "site":
            return teller.site
        case _ if slot in _names():
            choices = _names()[slot]
        case _:
            choices = slot.split("|")
    return choices[teller.turn % len(choices)]


@cache
def _names() -> Mapping[str, list[str]]:
    names: dict[str, list[str]] = load("names")
    return names


def _story(told: Mapping[str, Any]) -> Story:
    return Story(
        key=told["key"],
        title=told["title"],
        activity=told["activity"],
        minutes=told["minutes"],
        days_ago=told["days_ago"],
        place=told["place"],
        what=told["what"],
        so_what=told.get("so_what", ""),
        now_what=told.get("now_what", ""),
        claims=tuple(
            Claim(unit, number, note)
            for unit, notes in told["claims"].items()
            for number, note in notes.items()
        ),
        media=tuple(
            Medium(
                draw=one["draw"],
                name=one["name"],
                says=tuple(map(str, one["says"])),
                agreed=(one["agreed"]["by"], one["agreed"]["how"]) if "agreed" in one else None,
                cover=tuple(
                    (left, top, wide, high) for left, top, wide, high in one.get("cover", ())
                ),
            )
            for one in told.get("media", [])
        ),
        tags=told.get("tags", ""),
    )
