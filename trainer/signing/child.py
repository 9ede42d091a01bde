"""The process that reads PDFs of strangers; `trainer.signing.reading` starts it as a program."""

import logging

from trainer.confined.child import serve
from trainer.signing.reading import BETWEEN
from trainer.signing.trust import Trust
from trainer.signing.verifying import read


def answer(asked: bytes) -> bytes:
    """Judge one file by the keys sent along with it."""
    trust, _, pdf = asked.partition(BETWEEN)
    return read(pdf, Trust.model_validate_json(trust)).model_dump_json().encode()


if __name__ == "__main__":
    # What the library makes of a stranger's file is in the answer; written down it would be noise.
    logging.getLogger("pyhanko").setLevel(logging.CRITICAL)
    serve(answer)
