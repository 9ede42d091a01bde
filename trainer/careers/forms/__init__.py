"""What is asked about people’s next roles, and to write the career map."""

from trainer.careers.forms.asking import RequirementForm
from trainer.careers.forms.mapping import (
    DraftForm,
    KnowingForm,
    MapForm,
    MoveForm,
    RoleForm,
)
from trainer.careers.forms.people import (
    ActForm,
    AimForm,
    ConfirmForm,
    PlanForm,
    SetAsideForm,
    TakeBackForm,
)

__all__ = [
    "ActForm",
    "AimForm",
    "ConfirmForm",
    "DraftForm",
    "KnowingForm",
    "MapForm",
    "MoveForm",
    "PlanForm",
    "RequirementForm",
    "RoleForm",
    "SetAsideForm",
    "TakeBackForm",
]
