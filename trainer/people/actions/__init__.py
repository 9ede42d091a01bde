"""Every write to people: places, joining, moving and leaving, roles, and whole files of people."""

from trainer.people.actions.appointing import (
    add_first_administrators,
    ask_for_role,
    confirm_role,
    end_role,
    refuse_role,
)
from trainer.people.actions.importing import import_people, keep_file, purge_files
from trainer.people.actions.leaving import leave, let_leavers_go, stay, take_back
from trainer.people.actions.places import add_site, add_team, rename_site, rename_team
from trainer.people.actions.placing import (
    Post,
    correct,
    hand_over_code,
    join,
    leaving_on,
    place,
)

__all__ = [
    "Post",
    "add_first_administrators",
    "add_site",
    "add_team",
    "ask_for_role",
    "confirm_role",
    "correct",
    "end_role",
    "hand_over_code",
    "import_people",
    "join",
    "keep_file",
    "leave",
    "leaving_on",
    "let_leavers_go",
    "place",
    "purge_files",
    "refuse_role",
    "rename_site",
    "rename_team",
    "stay",
    "take_back",
]
