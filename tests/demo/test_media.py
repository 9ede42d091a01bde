from io import BytesIO
from pathlib import Path

import pytest
from PIL import ExifTags, Image

from trainer.demo import media, stories
from trainer.demo.stories import Medium
from trainer.storage.kinds import Kind
from trainer.storage.store import DirectoryStore
from trainer.storage.uploads import take_in

LARGEST = 300_000
KINDS = {
    "thank_you_card": Kind.PHOTO,
    "receipt": Kind.PHOTO,
    "shelf_label": Kind.PHOTO,
    "whiteboard": Kind.PHOTO,
    "delivery_note": Kind.PHOTO,
    "order_note": Kind.PDF,
    "call_summary": Kind.PDF,
    "team_briefing": Kind.PDF,
    "case_record": Kind.PDF,
    "typed_note": Kind.TEXT,
    "call_back": Kind.AUDIO,
}
WANTED = {
    (one.draw, one.name): one
    for name in stories.paths()
    for story in stories.path(name)
    for one in story.media
}


def test_every_kind_is_used_and_known() -> None:
    assert {draw for draw, _name in WANTED} == set(KINDS) == set(media.MAKERS)


@pytest.mark.parametrize("wanted", WANTED.values(), ids=lambda one: one.name)
def test_files_are_small_and_taken_in_for_what_they_are(wanted: Medium, tmp_path: Path) -> None:
    made = media.make(wanted.draw, wanted.says)
    upload = take_in(DirectoryStore(tmp_path), iter([made]), wanted.name)
    assert upload.inspected.kind is KINDS[wanted.draw]
    assert upload.stored.size < LARGEST


@pytest.mark.parametrize("draw", KINDS)
def test_the_same_words_make_the_same_bytes(draw: str) -> None:
    says = ("Order note", "Tŷ Mawr, 4 plates", "£18")
    assert media.make(draw, says) == media.make(draw, says)
    assert media.make(draw, says) != media.make(draw, ("Another", "Tŷ Mawr, 4 plates", "£19"))


def test_a_delivery_note_says_where_it_was_taken() -> None:
    picture = Image.open(BytesIO(media.make("delivery_note", ("Chair", "6"))))
    assert picture.getexif().get_ifd(ExifTags.IFD.GPSInfo)
