"""Places and waiting lists by themselves: never overfilled, nobody forgotten, whoever came first."""

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from trainer.courses.places import Line, TooFew

PEOPLE = st.integers(min_value=1, max_value=12)


class AnyLine(RuleBasedStateMachine):
    """Whatever people and administrators do, in whatever order."""

    @initialize(places=st.integers(min_value=1, max_value=5))
    def begin(self, places: int) -> None:
        self.line: Line[int] = Line(places)
        self.came: list[int] = []
        """Who came and hasn't left, in that order."""

    @rule(who=PEOPLE)
    def join(self, who: int) -> None:
        if who not in self.came:
            self.came.append(who)
        self.line = self.line.join(who)

    @rule(who=PEOPLE)
    def leave(self, who: int) -> None:
        had = set(self.line.seated)
        waited = tuple(self.line.waiting)
        self.line = self.line.leave(who)
        if who in self.came:
            self.came.remove(who)
        if who in had and waited:
            assert waited[0] in self.line.seated, "whoever waited longest moves up"

    @rule(places=st.integers(min_value=1, max_value=8))
    def resize(self, places: int) -> None:
        had = set(self.line.seated)
        if places < len(had):
            with pytest.raises(TooFew):
                self.line.resize(places)
            return
        self.line = self.line.resize(places)
        assert had <= set(self.line.seated), "nobody loses a place"

    @invariant()
    def never_overfilled(self) -> None:
        taken = list(self.line.seated.values())
        assert len(taken) == len(set(taken)) <= self.line.places
        assert all(1 <= place <= self.line.places for place in taken)

    @invariant()
    def nobody_forgotten(self) -> None:
        assert sorted([*self.line.seated, *self.line.waiting]) == sorted(self.came)

    @invariant()
    def nobody_waits_beside_a_free_place(self) -> None:
        assert not self.line.waiting or len(self.line.seated) == self.line.places

    @invariant()
    def who_came_first_waits_in_front(self) -> None:
        waiting = list(self.line.waiting)
        assert waiting == [one for one in self.came if one in waiting]


TestAnyLine = AnyLine.TestCase
