"""Come here to make or load a great many objects at once without paying for the garbage collector."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """Put the search for cycles off until the work is done.

    For work that makes hundreds of thousands of small objects and no cycles: the collector would
    look through all of them again and again and find nothing, for a third of the time in all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def staying() -> Iterator[None]:
    """Load what stays for as long as the process lives: the collector need never look at it."""
    with uncollected():
        yield
        gc.freeze()
