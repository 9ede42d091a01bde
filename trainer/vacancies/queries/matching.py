"""How those who answered a vacancy stand with what the role asks: line by line, never as a score."""

from collections.abc import Sequence
from dataclasses import dataclass

from trainer.careers.queries import charts
from trainer.careers.queries.standing import bench
from trainer.careers.rules.readiness import Line, Readiness
from trainer.core import clock
from trainer.vacancies.models import Application, Vacancy


@dataclass(frozen=True)
class Match:
    """What somebody said, and how they stand with each line of the role."""

    application: Application
    lines: Sequence[Line]

    @property
    def cells(self) -> list[str]:
        """The lines as a strip draws them, in the order of the role."""
        words = {Readiness.MET: "met", Readiness.PARTLY: "claim", Readiness.NOT: "gap"}
        return [words[one.state] for one in self.lines]

    @property
    def met_lines(self) -> list[str]:
        """What is met, in the words of the role."""
        return [one.requirement.words for one in self.lines if one.state is Readiness.MET]

    @property
    def open_lines(self) -> list[str]:
        """What is not met yet, in the words of the role."""
        return [one.requirement.words for one in self.lines if one.state is not Readiness.MET]


def matches(vacancy: Vacancy, answers: Sequence[Application]) -> list[Match]:
    """Say how everybody who answered stands. As many statements for one as for hundreds."""
    chart = charts.chart()
    role = chart.role(vacancy.role_key)
    if role is None or not answers:
        return [Match(one, ()) for one in answers]
    ids = [one.person_id for one in answers]
    found = bench(ids, [role], chart, clock.today())
    return [Match(one, found.get(one.person_id, {}).get(role.key, ())) for one in answers]
