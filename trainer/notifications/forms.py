"""Buttons under the bell: nothing is asked but the press."""

from trainer.web.forms import Form


class ReadForm(Form):
    """Mark one notice, or all of them, as read."""
