"""Required skills as the columns of the matrix."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date

from trainer.skills.queries.columns import Column, Marks, Tally
from trainer.training.queries import facts
from trainer.training.queries.facts import Kept
from trainer.training.queries.standing import Ends, stand
from trainer.training.rules.requiring import Person, required, skills_by_group, skills_required
from trainer.training.rules.standing import SkillState, Standing, is_held_for_long, latest

NOTHING = Kept(set(), {})


class RequiredSkills:
    """The skills that are required of anybody on a day, and how people stand with them."""

    def __init__(self, day: date) -> None:
        self.day = day
        self.terms = facts.terms()
        self.rules = facts.rules_on(day)
        self._by_group = skills_by_group(self.rules, day)
        self._people: dict[int, Person] = {}
        self._asked: dict[int, set[int]] = {}

    def columns(self) -> Sequence[Column]:
        """List the skills that are required of anybody, by name."""
        asked = {rule.skill_id for rules in self.rules.values() for rule in rules}
        named = ((id_, self.terms[id_]) for id_ in asked)
        listed = [Column(id_, one.name, one.kind.value) for id_, one in named]
        return sorted(listed, key=lambda one: (one.name.casefold(), one.key))

    def asked(self, among: Sequence[int]) -> set[int]:
        """Name the skills that are required of any of these people."""
        return set().union(*(self._asked_of(person) for person in self._known(among)))

    def tally(self, among: Sequence[int], keys: Collection[int]) -> Tally:
        """Add up how people stand, looking closer only where somebody doesn't hold a skill for long."""
        tally = Tally()
        for person_id, lasting, others in self.stands(among, keys):
            tally.add(person_id, lasting, others)
        return tally

    def stands(
        self, among: Sequence[int], keys: Collection[int]
    ) -> Iterator[tuple[int, set[int], Iterator[tuple[int, Standing]]]]:
        """Tell of each of these people which they hold for long, and how they stand with the others."""
        kept, wanted = facts.kept(among, self.day, self.terms), set(keys)
        for person in self._known(among):
            theirs = kept.get(person.id, NOTHING)
            asked = self._asked_of(person) & wanted
            lasting = asked & theirs.lasting
            yield person.id, lasting, self._others(person, asked - lasting, theirs)

    def marks(self, among: Sequence[int], keys: Collection[int]) -> Mapping[int, Marks]:
        """Tell how people stand with each skill required of them."""
        held, wanted = facts.ends(among, self.day), set(keys)
        return {
            person.id: self._marks_of(person, self._asked_of(person) & wanted, held)
            for person in self._known(among)
        }

    def _marks_of(self, person: Person, asked: set[int], held: Ends) -> Marks:
        marks: dict[int, Standing] = {}
        for skill_id in asked:
            term = self.terms[skill_id]
            if ends := [end for one in term.counting for end in held.get((person.id, one), ())]:
                end = latest(ends)
                if is_held_for_long(end, self.day, term.renewal_days):
                    marks[skill_id] = Standing(SkillState.HELD, end)
        others = required(person, self.rules, self.day, only=asked - marks.keys())
        for told in stand(person.id, others, held, self.terms, self.day):
            marks[told.asked.skill_id] = told.standing
        return marks

    def _others(
        self, person: Person, others: Collection[int], kept: Kept
    ) -> Iterator[tuple[int, Standing]]:
        if not others:
            return
        held = {(person.id, skill_id): ends for skill_id, ends in kept.ends.items()}
        asked = required(person, self.rules, self.day, only=others)
        for one in stand(person.id, asked, held, self.terms, self.day):
            yield one.asked.skill_id, one.standing

    def _asked_of(self, person: Person) -> set[int]:
        asked = self._asked.get(person.id)
        if asked is None:
            asked = self._asked[person.id] = skills_required(person, self._by_group, self.day)
        return asked

    def _known(self, among: Sequence[int]) -> list[Person]:
        """List these people as the rules know them, loading those not loaded before."""
        if unknown := [one for one in among if one not in self._people]:
            self._people.update((one.id, one) for one in facts.people(unknown, self.day))
        return [self._people[one] for one in among if one in self._people]
