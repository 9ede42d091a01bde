"""A form as somebody sees it: its sections and items, and what others and they themselves wrote there."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from trainer.appraisals.rules.rating import Rated
from trainer.appraisals.rules.stages import Party
from trainer.appraisals.rules.template import Section, SectionKind, Template
from trainer.appraisals.rules.visibility import Sight

OVERALL = "overall"
"""The one item of a section with the overall rating."""


class Asks(StrEnum):
    """How an item is answered."""

    RATING = "rating"
    WORDS = "words"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that is asked: a rating with words, words alone, or one of a few answers."""

    key: str
    name: str
    asks: Asks
    says: str = ""
    levels: tuple[str, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Told:
    """What somebody wrote on an item, and by kind and number what it rests on."""

    party: Party
    writer_id: int
    writer: str
    rating: int | None = None
    words: str = ""
    cites: tuple[tuple[str, int], ...] = ()

    @property
    def is_empty(self) -> bool:
        """Whether nothing is said."""
        return self.rating is None and not self.words and not self.cites


Answers = Mapping[tuple[str, str], Sequence[Told]]
"""What was written, by the keys of section and item."""


@dataclass(frozen=True, slots=True)
class ShownItem:
    """An item with what was said of it that the viewer sees, the person’s first."""

    item: Item
    told: tuple[Told, ...] = ()

    def by(self, party: Party) -> tuple[Told, ...]:
        """List what one side said."""
        return tuple(one for one in self.told if one.party is party)


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A section as the viewer sees it: whether they answer it, and its items."""

    section: Section
    sight: Sight
    items: tuple[ShownItem, ...] = field(default=())

    @property
    def is_shown(self) -> bool:
        """Whether there is anything in it for the viewer."""
        return self.sight.answers or any(one.told for one in self.items)


def items_of(
    section: Section, behaviours: Sequence[Item], objectives: Sequence[Item]
) -> Sequence[Item]:
    """List what is asked in a section, where people’s own behaviours and objectives are given."""
    if section.kind is SectionKind.BEHAVIOURS:
        return behaviours
    if section.kind is SectionKind.OBJECTIVES:
        return objectives
    if section.kind is SectionKind.OVERALL:
        return [Item(OVERALL, section.title, Asks.RATING, section.says)]
    return [
        Item(
            one.key,
            one.text,
            Asks.CHOICE if one.choices else Asks.WORDS,
            one.hint,
            choices=one.choices,
        )
        for one in section.questions
    ]


def shown(
    template: Template,
    items: Mapping[str, Sequence[Item]],
    answers: Answers,
    sights: Mapping[str, Sight],
) -> list[ShownSection]:
    """Lay a form out for one viewer: nothing that `sights` does not allow is in it."""
    return [_section(one, items[one.key], answers, sights[one.key]) for one in template.sections]


def _section(
    section: Section, items: Iterable[Item], answers: Answers, sight: Sight
) -> ShownSection:
    order = list(Party)
    return ShownSection(
        section,
        sight,
        tuple(
            ShownItem(
                item,
                tuple(
                    sorted(
                        (
                            one
                            for one in answers.get((section.key, item.key), ())
                            if one.party in sight.sees and not one.is_empty
                        ),
                        key=lambda one: order.index(one.party),
                    )
                ),
            )
            for item in items
        ),
    )


def rated(section: Section, items: Iterable[Item], answers: Answers, writer_id: int) -> list[Rated]:
    """List what one writer rated in a section, with what they have not rated yet."""
    found = []
    for item in items:
        if item.asks is not Asks.RATING:
            continue
        own = next(
            (one for one in answers.get((section.key, item.key), ()) if one.writer_id == writer_id),
            None,
        )
        found.append(Rated(item.name, own.rating if own else None, own.words if own else ""))
    return found
