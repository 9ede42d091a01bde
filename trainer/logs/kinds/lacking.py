"""What a piece of evidence still lacks before anybody may sign it: pure, from its kind's rules."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from trainer.core.text import gettext as _
from trainer.logs.kinds.shape import Detail, Shape
from trainer.logs.kinds.table import KINDS
from trainer.logs.models import EvidenceKind

RECORDINGS = frozenset({"audio", "video"})
MEDIA = RECORDINGS | {"photo"}

Rule = Callable[[Mapping[str, Any], Mapping[str, Any], Collection[str]], Iterable[str]]


def lacks(
    kind: EvidenceKind,
    columns: Mapping[str, Any],
    details: Mapping[str, Any],
    files: Collection[str],
) -> list[str]:
    """List what is missing, each a whole sentence; `files` are the kinds of the files in it."""
    rules = KINDS[kind]
    missing = [str(said) for name, said in rules.needed.items() if columns.get(name) in (None, "")]
    missing += [
        str(one.needed) for one in rules.details if one.needed and not _answered(one, details)
    ]
    rule = _OF_ITS_OWN.get(kind, _nothing_more)
    return [*missing, *rule(columns, details, files)]


def _answered(detail: Detail, details: Mapping[str, Any]) -> bool:
    value = details.get(detail.name)
    if detail.shape is Shape.PAIRS:
        return any(one["question"] and one["answer"] for one in value or [])
    return value is not None and value != ""


def _nothing_more(
    _columns: Mapping[str, Any], _details: Mapping[str, Any], _files: Collection[str]
) -> Iterable[str]:
    return ()


def _work_product(
    columns: Mapping[str, Any], details: Mapping[str, Any], files: Collection[str]
) -> Iterable[str]:
    if not files and not columns.get("kept_at"):
        yield _("Add the work itself, or say where it is kept.")
    if files and not details.get("redacted"):
        yield _("Cover whatever tells who a customer or colleague is, and say that it is done.")


def _photo_audio_video(
    columns: Mapping[str, Any], details: Mapping[str, Any], files: Collection[str]
) -> Iterable[str]:
    if not MEDIA.intersection(files) and not columns.get("kept_at"):
        yield _("Add the photo or recording, or say where it is kept.")
    if not files and columns.get("kept_at") and details.get("others_shown") is None:
        yield _("Say whether anyone but you can be seen or heard.")
    if details.get("others_shown") and not details.get("consent"):
        yield _("Say how the people who can be seen or heard agreed to it.")


def _own_answer(
    columns: Mapping[str, Any], _details: Mapping[str, Any], files: Collection[str]
) -> Iterable[str]:
    if not columns.get("what") and not files:
        yield _("Write your answer, or add it as a file.")


def _test(
    columns: Mapping[str, Any], details: Mapping[str, Any], files: Collection[str]
) -> Iterable[str]:
    score, pass_mark = details.get("score"), details.get("pass_mark")
    if score is not None and pass_mark is not None and score < pass_mark:
        yield _("The score is below the pass mark, so it shows nothing yet.")
    if not files and not columns.get("kept_at"):
        yield _("Add the result itself, or say where your assessor can see it.")


def _discussion(
    columns: Mapping[str, Any], _details: Mapping[str, Any], files: Collection[str]
) -> Iterable[str]:
    if not columns.get("what") and not RECORDINGS.intersection(files):
        yield _("Add the recording, or sum up what was said.")


def _questions(
    _columns: Mapping[str, Any], details: Mapping[str, Any], _files: Collection[str]
) -> Iterable[str]:
    halves = [
        one for one in details.get("questions") or [] if not (one["question"] and one["answer"])
    ]
    if halves:
        yield _("Each question needs its answer, and each answer its question.")


_OF_ITS_OWN: dict[EvidenceKind, Rule] = {
    EvidenceKind.WORK_PRODUCT: _work_product,
    EvidenceKind.PHOTO_AUDIO_VIDEO: _photo_audio_video,
    EvidenceKind.CASE_STUDY: _own_answer,
    EvidenceKind.PROJECT: _own_answer,
    EvidenceKind.TEST: _test,
    EvidenceKind.DISCUSSION: _discussion,
    EvidenceKind.ORAL_QUESTIONS: _questions,
    EvidenceKind.WRITTEN_QUESTIONS: _questions,
}
