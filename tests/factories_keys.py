"""Keys as somebody has them made, and their list as somebody else rewrites it."""

from collections.abc import Callable
from functools import partial

from flask import current_app

from trainer.signing import making
from trainer.signing.recording import recorded
from trainer.signing.register import Register
from trainer.signing.store import KeyStore


def take_up(keys: KeyStore) -> None:
    """Put another key in the place of the one that signs documents, as the command does."""
    rotate = partial(making.rotate_document_key, keys, current_app.extensions["trainer"])
    keys.change(recorded(rotate, actor=None))


def rewrite_list(change: Callable[[Register], Register]) -> None:
    """Change the list of keys past the ledger."""
    KeyStore(current_app.extensions["trainer"]).change(change)
