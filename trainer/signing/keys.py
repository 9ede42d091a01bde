"""Come here for this installation's keys: `open_store(config)`.

A new installation has none; the first who asks gets keys made for a trial, and their names say so.
"""

from functools import partial

from trainer.config import Config
from trainer.signing.making import make_keys_for_trial
from trainer.signing.store import KeyStore


def open_store(config: Config) -> KeyStore:
    """Open the keys, making some for a trial where there are none yet."""
    store = KeyStore(config)
    if not store.register().keys:
        store.change(partial(make_keys_for_trial, store, config))
    return store
