"""Come here for files in an object storage that speaks S3: shared by machines, and never waited for long."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, cast
from urllib.parse import urlsplit

from obstore.store import ObjectStore, S3Store

from trainer.storage.store import Store, random_key

if TYPE_CHECKING:
    from obstore.store import ClientConfig, S3Config

SECONDS = 3
"""How long a file of ten megabytes or less may take to be put, and any answer to begin."""
SLOWEST = 10_000_000
"""Bytes that must get through in each further second."""
SECONDS_TO_CONNECT = 1
SECONDS_TO_TRY_AGAIN = timedelta(seconds=2)
"""Within so long of the first try, another is made of what failed at once."""


@dataclass(frozen=True)
class Bucket:
    """Where an object storage is, and who Trainer is there.

    Without a key, what the machine itself was given is used. Without an endpoint it is that of the region.
    """

    address: str
    endpoint: str = ""
    region: str = ""
    key: str = ""
    secret: str = ""

    def reached(self, **patience: str) -> ObjectStore:
        """Give a client that waits as long as said for each answer."""
        at = urlsplit(self.address)
        given = {
            "endpoint": self.endpoint,
            "region": self.region,
            "access_key_id": self.key,
            "secret_access_key": self.secret,
        }
        config = {name: value for name, value in given.items() if value}
        config["checksum_algorithm"] = "SHA256"
        client = {
            "allow_http": self.endpoint.startswith("http://"),
            "connect_timeout": f"{SECONDS_TO_CONNECT}s",
            **patience,
        }
        return S3Store(
            at.netloc,
            prefix=at.path.strip("/") or None,
            config=cast("S3Config", config),
            client_options=cast("ClientConfig", client),
            retry_config={"max_retries": 1, "retry_timeout": SECONDS_TO_TRY_AGAIN},
        )


class BucketStore(Store):
    """A store in an object storage, which answers within seconds or not at all.

    Whoever sends a file waits for it in a request, so a storage that hangs must not hold them; reading
    goes on for as long as bytes come.
    """

    def __init__(
        self, bucket: Bucket, incoming: Path, *, new_key: Callable[[], str] = random_key
    ) -> None:
        incoming.mkdir(parents=True, exist_ok=True)
        reading = bucket.reached(timeout="1h", read_timeout=f"{SECONDS}s")
        super().__init__(reading, incoming, new_key=new_key)
        self._bucket = bucket

    def _for_putting(self, size: int) -> ObjectStore:
        return _putting(self._bucket, SECONDS + size // SLOWEST)


@lru_cache
def _putting(bucket: Bucket, seconds: int) -> ObjectStore:
    return bucket.reached(timeout=f"{seconds}s")
