"""Come here for what can go wrong with kept files, in terms of keeping rather than of disks."""

from collections.abc import Iterator
from contextlib import contextmanager

from obstore.exceptions import AlreadyExistsError, BaseError


class StorageError(Exception):
    """Something about keeping or reading a file went wrong."""


class TooLarge(StorageError):
    """More bytes came than were allowed; none of them were kept."""

    def __init__(self, limit: int) -> None:
        super().__init__(f"More than {limit} bytes came.")
        self.limit = limit


class AlreadyKept(StorageError):
    """Something is kept under this key already; it was left as it is."""


class Missing(StorageError):
    """Nothing is kept under this key."""


class Damaged(StorageError):
    """The bytes are not those that were kept under this key."""


class Unavailable(StorageError):
    """The disk or the object storage did not do as asked; trying again later may help."""


@contextmanager
def in_our_words(subject: str) -> Iterator[None]:
    """Turn what the disk or the object storage complains of into one of the errors above."""
    try:
        yield
    except FileNotFoundError as error:
        raise Missing(subject) from error
    except (FileExistsError, AlreadyExistsError) as error:
        raise AlreadyKept(subject) from error
    except (OSError, BaseError) as error:
        raise Unavailable(f"{subject}: {error}") from error
