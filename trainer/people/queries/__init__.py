"""People, places and roles as pages list them, and everything an import is compared with."""

from trainer.people.policies import reports_to
from trainer.people.queries.imports import reports_along, roster, waiting_import
from trainer.people.queries.people import (
    Search,
    Whom,
    exported,
    listed,
    managers,
    numbered,
    overdue_leavers,
    someone,
    team_of,
)
from trainer.people.queries.places import heads_by_site, site_names, sites
from trainer.people.queries.roles import (
    appointment,
    holders_of,
    roles_held,
    roles_waiting_for,
    roles_waiting_for_others,
    waits_for_decision,
)

__all__ = [
    "Search",
    "Whom",
    "appointment",
    "exported",
    "heads_by_site",
    "holders_of",
    "listed",
    "managers",
    "numbered",
    "overdue_leavers",
    "reports_along",
    "reports_to",
    "roles_held",
    "roles_waiting_for",
    "roles_waiting_for_others",
    "roster",
    "site_names",
    "sites",
    "someone",
    "team_of",
    "waiting_import",
    "waits_for_decision",
]
