"""The secret in a witness's link, and for how long it is good: pure."""

from datetime import timedelta

from trainer.core import links

LASTS = timedelta(days=14)


def token_of(secret: str, salt: str) -> str:
    """Make the secret of a link from the installation's secret and what its row holds."""
    return links.token_of(secret, "testimony", salt)
