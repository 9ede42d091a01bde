"""Links kept in an object store of somebody else's, each written once: `TRAINER_ANCHOR_STORE`.

The address is one that obstore reads (`s3://bucket/folder`, `gs://…`, `az://…`, `file:///mnt/…`); what
opens the store stands in the variables its makers use, such as `AWS_ACCESS_KEY_ID`. Whoever may
write there should not be able to change or remove what is there already.
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from urllib.parse import urlsplit

import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import ObjectStore, from_url

from trainer.audit.anchors import BadAnchor, parsed
from trainer.storage.errors import Unavailable

FOLDER = "ledger-links"
LAST = 30
"""So many are read again: who passes the last of them has passed all before it."""
PATIENCE = timedelta(seconds=5)
TRIES = 2


def keep(address: str, seq: int, fingerprint: str, at: str) -> None:
    """Write a link down outside, unless it is there. Raises Unavailable."""
    line = f"{seq}:{fingerprint} {at}\n".encode()
    with _reached(address) as store, suppress(AlreadyExistsError):
        obstore.put(store, f"{FOLDER}/{seq:012d}.txt", line, mode="create", use_multipart=False)


def kept(address: str) -> list[tuple[int, str]]:
    """Read the last links that were written down outside, oldest first. Raises Unavailable."""
    with _reached(address) as store:
        names = sorted(one["path"] for batch in obstore.list(store, FOLDER) for one in batch)
        return [_read(store, name) for name in names[-LAST:]]


def _read(store: ObjectStore, name: str) -> tuple[int, str]:
    line = bytes(obstore.get(store, name).bytes()).decode(errors="replace")
    try:
        return parsed((line.split() or [""])[0])
    except BadAnchor:
        raise Unavailable(f"{name} holds no link of the ledger.") from None


@contextmanager
def _reached(address: str) -> Iterator[ObjectStore]:
    try:
        yield _store(address)
    except (OSError, ValueError, BaseError) as trouble:
        raise Unavailable(str(trouble).partition("\n")[0]) from trouble


def _store(address: str) -> ObjectStore:
    if urlsplit(address).scheme == "file":
        return from_url(address, mkdir=True)
    return from_url(
        address,
        client_options={"timeout": PATIENCE, "allow_http": True},
        retry_config={"max_retries": TRIES, "retry_timeout": PATIENCE},
    )
