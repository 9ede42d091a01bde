"""The secret in the link of somebody from outside, and its whole address: pure."""

from trainer.config import Config
from trainer.core import links


def token_of(secret: str, salt: str) -> str:
    """Make the secret of a link from the installation's secret and what its row holds."""
    return links.token_of(secret, "feedback", salt)


def link_of(salt: str, config: Config) -> str:
    """Make the whole address of a link."""
    return f"{config.base_url.rstrip('/')}/give-feedback/{token_of(config.secret_key, salt)}"
