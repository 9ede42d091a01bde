from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.storage import papers, pictures
from tests.storage.corpus import REFUSED, TAKEN, Sample
from trainer.storage.kinds import ENDINGS, LIMITS, Kind, NotAccepted, inspect
from trainer.storage.kinds.table import MB, limit_for, refuse_if_too_large

PAGE = Path(__file__).parents[2] / "docs" / "files.md"


def _name(sample: Sample) -> str:
    return ascii(sample.name)


@pytest.mark.parametrize("sample", TAKEN, ids=_name)
def test_it_is_taken_for_what_it_is(sample: Sample, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(sample.make())

    inspected = inspect(file, sample.name)

    assert inspected.kind is sample.answer
    assert sample.media_type in {"", inspected.media_type}
    assert inspect(file.read_bytes(), sample.name) == inspected


@pytest.mark.parametrize("sample", REFUSED, ids=_name)
def test_it_is_refused_with_the_reason(sample: Sample, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(sample.make())

    for source in (file, file.read_bytes()):
        with pytest.raises(NotAccepted) as refusal:
            inspect(source, sample.name)
        assert str(refusal.value) == sample.answer


def test_every_ending_is_tried() -> None:
    assert {sample.name.rpartition(".")[2].lower() for sample in TAKEN} == ENDINGS


def test_every_answer_is_documented() -> None:
    page = " ".join(PAGE.read_text().split())
    assert [s.answer for s in REFUSED if str(s.answer) not in page] == []
    assert [ending for ending in ENDINGS if f".{ending}" not in page] == []


def test_a_photo_is_measured_and_a_pdf_counted() -> None:
    assert inspect(pictures.photo((640, 480)), "card.jpg").pixels == 640 * 480
    assert inspect(papers.pdf(7, packed=True), "letter.pdf").pages == 7
    assert inspect(b"Hello", "note.txt").pixels is None


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [
        ("a.mp4", 80 * MB, "This video is 80 MB; the limit is 50. A shorter clip will do."),
        ("a.jpg", 50 * MB + 1, "This photo is 51 MB; the limit is 50. A smaller copy will do."),
        (
            "a.m4a",
            60 * MB,
            "This recording is 60 MB; the limit is 50. A shorter recording will do.",
        ),
        ("a.pdf", 60 * MB, "This PDF is 60 MB; the limit is 50. The pages that matter will do."),
        (
            "a.xyz",
            60 * MB,
            "This file is 60 MB; the limit is 50. Send a photo, sound, video, PDF or office file.",
        ),
    ],
)
def test_too_much_is_refused_with_a_way_out(name: str, size: int, sentence: str) -> None:
    with pytest.raises(NotAccepted) as refusal:
        refuse_if_too_large(name, size)
    assert str(refusal.value) == sentence


def test_each_kind_may_have_its_own_limit() -> None:
    limits = {**LIMITS, Kind.TEXT: 4}
    assert limit_for("a.txt", limits) == 4
    assert inspect(b"Four", "a.txt", limits=limits).kind is Kind.TEXT
    with pytest.raises(NotAccepted, match="text file is 1 MB"):
        inspect(b"Five!", "a.txt", limits=limits)


SEEDS = [sample.make() for sample in TAKEN if sample.name != "crowded.docx"]


@given(
    seed=st.sampled_from(SEEDS),
    at=st.floats(0, 1),
    noise=st.binary(max_size=40),
    cut=st.floats(0, 1),
    name=st.sampled_from(sorted(f"a.{ending}" for ending in ENDINGS)),
)
def test_damage_is_answered_never_raised(
    seed: bytes, at: float, noise: bytes, cut: float, name: str
) -> None:
    place = int(at * len(seed))
    damaged = (seed[:place] + noise + seed[place + len(noise) :])[: int(cut * len(seed)) + 1]
    # Anything but this one refusal would be an error page instead of an answer.
    with suppress(NotAccepted):
        assert inspect(damaged, name).kind in Kind
