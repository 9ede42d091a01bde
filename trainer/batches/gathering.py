"""The PDFs of a batch as one file: a ZIP, or one document with the same pages for the printer."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

import pikepdf

from trainer.packs.zipping import Zipper
from trainer.storage.store import Store

AT_ONCE = 50
"""So many documents are open at a time while they are put together."""

Papers = Sequence[tuple[str, str]]
"""Number and key in the store of each certificate."""


def zipped(papers: Papers, store: Store) -> Iterator[bytes]:
    """Write a ZIP of them, each named by its number, as it streams."""
    zipper = Zipper()
    for number, key in papers:
        yield from zipper.add(f"{number}.pdf", store.open(key))
    yield from zipper.close()


def merged(papers: Papers, store: Store) -> Iterator[bytes]:
    """Write one document of all their pages, in their order, by way of the disk."""
    with TemporaryDirectory(prefix="trainer-batch-") as folder:
        parts = [
            _joined(_fetched(papers[start : start + AT_ONCE], store, Path(folder)), folder, start)
            for start in range(0, len(papers), AT_ONCE)
        ]
        whole = _joined(parts, folder, len(papers))
        with whole.open("rb") as file:
            while piece := file.read(1 << 20):
                yield piece


def _fetched(papers: Papers, store: Store, folder: Path) -> Iterator[Path]:
    for number, key in papers:
        path = folder / f"{number}.pdf"
        with path.open("wb") as file:
            for piece in store.open(key):
                file.write(piece)
        yield path


def _joined(paths: Iterable[Path], folder: str, name: int) -> Path:
    joined, opened = Path(folder) / f"part-{name}.pdf", []
    with pikepdf.new() as whole:
        for path in paths:
            document = pikepdf.open(path)
            opened.append((document, path))
            _unsigned(document)
            whole.pages.extend(document.pages)
        whole.save(joined)
    for document, path in opened:
        document.close()
        path.unlink()
    return joined


def _unsigned(document: pikepdf.Pdf) -> None:
    """Leave out the fields of signatures: they hold for a document of its own, not for a copy."""
    if "/AcroForm" in document.Root:
        del document.Root["/AcroForm"]
    for page in document.pages:
        if "/Annots" in page:
            kept = [one for one in page.Annots if one.get("/Subtype") != "/Widget"]
            page.Annots = document.make_indirect(pikepdf.Array(kept))
