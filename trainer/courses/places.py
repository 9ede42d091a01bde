"""Places and the waiting list of a session, without a database: who has which place, who waits.

A line is made anew by each step, and settled: nobody waits while there is a place.
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Who = TypeVar("Who", bound=Hashable)


class TooFew(Exception):  # It says what is wrong, as the rule does.
    """More people have a place than there would be places."""


@dataclass(frozen=True)
class Line(Generic[Who]):
    """Numbered places, who has which, and who waits, who came first at the front."""

    places: int
    seated: Mapping[Who, int] = field(default_factory=dict)
    waiting: Sequence[Who] = ()

    def join(self, who: Who) -> "Line[Who]":
        """Let somebody in: to a place if nobody waits and one is free, else to the end of the list."""
        if who in self.seated or who in self.waiting:
            return self
        return Line(self.places, self.seated, (*self.waiting, who)).settle()

    def leave(self, who: Who) -> "Line[Who]":
        """Let somebody go; a place that comes free goes to whoever has waited longest."""
        seated = {one: place for one, place in self.seated.items() if one != who}
        return Line(self.places, seated, [one for one in self.waiting if one != who]).settle()

    def resize(self, places: int) -> "Line[Who]":
        """Put up another number of places; whoever has one keeps one, perhaps of another number."""
        if places < len(self.seated):
            raise TooFew
        kept = {one: place for one, place in self.seated.items() if place <= places}
        moved = [one for one in self.seated if one not in kept]
        free = [place for place in range(1, places + 1) if place not in kept.values()]
        return Line(places, {**kept, **dict(zip(moved, free, strict=False))}, self.waiting).settle()

    def settle(self) -> "Line[Who]":
        """Give each free place to whoever has waited longest."""
        taken = set(self.seated.values())
        free = [place for place in range(1, self.places + 1) if place not in taken]
        up = dict(zip(self.waiting, free, strict=False))
        return Line(self.places, {**self.seated, **up}, tuple(self.waiting[len(up) :]))
