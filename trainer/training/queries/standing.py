"""How people stand with everything that is required of them on a day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from trainer.training.queries import facts
from trainer.training.queries.facts import Among, Terms
from trainer.training.rules.requiring import Asked, Rules, required
from trainer.training.rules.standing import Standing, state_of


@dataclass(frozen=True, slots=True)
class Stands:
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
        for asked in required(person, rules, day):
            skill = terms[asked.skill_id]
            came_by = [end for one in skill.counting for end in held.get((person.id, one), ())]
            yield Stands(
                person.id,
                asked,
                state_of(
                    asked,
                    came_by,
                    day,
                    renewal_days=skill.renewal_days,
                    grace_days=skill.grace_days,
                ),
            )
