"""Buttons on the pages around everything."""

from trainer.web.forms import Form


class TryAgainForm(Form):
    """Have work that failed tried again."""
