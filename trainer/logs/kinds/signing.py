"""Who signs next, and which signatures still count: pure, so that anyone can compute it anew."""

from collections.abc import Collection, Iterable
from typing import Protocol

from trainer.logs.kinds.table import KINDS
from trainer.logs.models import EvidenceKind, Part


class Given(Protocol):
    """A signature that was given once."""

    part: Part
    content_hash: str


def counting(signatures: Iterable[Given], covered: str) -> set[Part]:
    """Name the parts signed for what the evidence holds now; a changed text is signed anew."""
    return {one.part for one in signatures if one.content_hash == covered}


def next_part(kind: EvidenceKind, signed: Collection[Part]) -> Part | None:
    """Say in which part a kind of evidence is to be signed next; None once everybody has."""
    return next((part for part in KINDS[kind].signers if part not in signed), None)
