"""What is asked about people, where they work, the roles they are given, and files of them."""

from trainer.people.forms.people import (
    CorrectForm,
    JoinForm,
    LeaveForm,
    PlaceForm,
    PlainForm,
    SearchForm,
)
from trainer.people.forms.places import NameForm, SiteForm
from trainer.people.forms.roles import AskForm, ConfirmForm, ReasonForm

__all__ = [
    "AskForm",
    "ConfirmForm",
    "CorrectForm",
    "JoinForm",
    "LeaveForm",
    "NameForm",
    "PlaceForm",
    "PlainForm",
    "ReasonForm",
    "SearchForm",
    "SiteForm",
]
