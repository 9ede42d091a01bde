"""A child that ends at the first file it is asked about, as one does that a file brings down."""

import os

from trainer.confined.child import serve


def _end(_asked: bytes) -> bytes:
    os._exit(9)


if __name__ == "__main__":
    serve(_end)
