"""The pages about people: the list, one person, roles, sites and teams, files, and one's team."""

from trainer.people.views import importing, moving, people, places, roles, team
from trainer.people.views.blueprint import bp

__all__ = ["bp", "importing", "moving", "people", "places", "roles", "team"]
