"""The pages about people: the list, one person, roles, sites and teams, and files."""

from trainer.people.views import importing, moving, people, places, roles
from trainer.people.views.blueprint import bp

__all__ = ["bp", "importing", "moving", "people", "places", "roles"]
