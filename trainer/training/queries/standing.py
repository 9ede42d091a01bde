"""How people stand with everything that is required of them on a day."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from trainer.training.queries import facts
from trainer.training.queries.facts import Among, Terms
from trainer.training.rules.requiring import Asked, Rules, required
from trainer.training.rules.standing import Standing, state_of

Ends = Mapping[tuple[int, int], Sequence[date | None]]
"""Until when people hold what they came by, by person and skill; None is for good."""


class Stands(NamedTuple):
    """How somebody stands with one required skill."""

    person_id: int
    asked: Asked
    standing: Standing


def standings(
    among: Among, day: date, *, rules: Rules | None = None, terms: dict[int, Terms] | None = None
) -> Iterator[Stands]:
    """Tell how people stand, in the order of their ids; `rules` and `terms` save loading them again."""
    rules = facts.rules_on(day) if rules is None else rules
    terms = facts.terms() if terms is None else terms
    held = facts.ends(among, day)
    for person in facts.people(among, day):
        yield from stand(person.id, required(person, rules, day), held, terms, day)


def stand(
    person_id: int, all_asked: Iterable[Asked], held: Ends, terms: Mapping[int, Terms], day: date
) -> Iterator[Stands]:
    """Tell how one person stands with what is required of them, by the ends of what people hold."""
    for asked in all_asked:
        skill = terms[asked.skill_id]
        came_by = [end for one in skill.counting for end in held.get((person_id, one), ())]
        yield Stands(
            person_id,
            asked,
            state_of(
                asked,
                came_by,
                day,
                renewal_days=skill.renewal_days,
                grace_days=skill.grace_days,
            ),
        )
