"""What shows others, was removed or would tell where it was made does not leave with a pack."""

from datetime import UTC, datetime
from typing import Any

import pytest

from trainer.logs.models import Scan, StoredFile
from trainer.packs.copies import Copy, travelling_copy

FILM: dict[str, Any] = {"kind": "video", "media_type": "video/mp4", "name": "visit.mp4",
                        "key": "sent", "sha256": "a"}  # fmt: skip
PLAYED: dict[str, Any] = {"shown_key": "played", "shown_sha256": "b", "shown_type": "video/mp4"}


def test_a_film_leaves_as_it_is_played() -> None:
    assert travelling_copy(StoredFile(**FILM, **PLAYED)) == Copy("played", "visit.mp4", "video/mp4")
    plain = StoredFile(**FILM, shown_sha256="a")
    assert travelling_copy(plain) == Copy("sent", "visit.mp4", "video/mp4")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        (PLAYED | {"shows_others": True}, "shows a customer or colleague"),
        (PLAYED | {"removed_at": datetime(2026, 11, 1, tzinfo=UTC)}, "not kept any more"),
        (PLAYED | {"scan": Scan.WAITING}, "not known to be free of viruses"),
        ({}, "without telling where it was taken"),
    ],
)
def test_what_stays_says_why(more: dict[str, Any], reason: str) -> None:
    assert reason in str(travelling_copy(StoredFile(**FILM, **more)))
