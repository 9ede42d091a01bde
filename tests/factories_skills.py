"""A site with people who must hold skills, to see together."""

from datetime import date, timedelta

from tests.factories import make_user
from tests.factories_people import make_placement, make_site, make_team
from trainer.accounts.models import User
from trainer.core import clock
from trainer.people.models import Site, Team

DAY = timedelta(days=1)


def days_ago(days: int) -> date:
    """The day so many days before today."""
    return clock.today() - days * DAY


def make_staff(
    *names: str, site: Site | None = None, team: str = "", manager: User | None = None
) -> list[User]:
    """People at one site and in one team, who report to one manager."""
    place = site or make_site()
    together: Team | None = make_team(place, team) if team else None
    people = [make_user(name) for name in names]
    for person in people:
        make_placement(person, site=place, team=together, manager=manager)
    return people
