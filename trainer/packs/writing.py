"""Write a pack: the files as they stream by, then what is said of them, then the signature."""

import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from trainer.accounts.models import User
from trainer.audit.chain import canonical
from trainer.config import Config
from trainer.core import clock
from trainer.documents.pool import Renders
from trainer.packs.copies import Copy, travelling_copy
from trainer.packs.document import Installation, PackDocument, PackedEvidence, PackedFile
from trainer.packs.gathering import Gatherer, Sent, evidence_of, registrations_of
from trainer.packs.names import (
    DOCUMENT,
    INDEX,
    MANIFEST,
    PAPER,
    PUBLIC_KEY,
    README,
    SIGNATURE,
)
from trainer.packs.page import index_page, readme
from trainer.packs.paper import paper_of
from trainer.packs.signing import fingerprint, public_key, signing_key
from trainer.packs.zipping import Zipper
from trainer.storage.names import safe_name
from trainer.storage.store import Store

Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Writer:
    """What a pack is written with: the settings, where files lie, who sets type, who is told."""

    config: Config
    store: Store
    renderer: Renders
    tell: Tell

    def write(self, learner: User) -> Iterator[bytes]:
        """Write somebody's pack piece by piece."""
        zipper, gatherer = Zipper(), Gatherer(self.config)
        registrations = registrations_of(learner)
        sent, evidence = evidence_of(learner), []
        for done, one in enumerate(sent):
            self.tell(done, len(sent))
            files, left_out = [], []
            for place, attached in enumerate(one.revision.files, 1):
                copy = travelling_copy(attached.file)
                if isinstance(copy, str):
                    left_out.append(copy)
                    continue
                path = _path(one, place, copy)
                yield from zipper.add(path, self.store.open(copy.key))
                files.append(_packed(path, copy, zipper))
            evidence.append(_with_files(gatherer.evidence(one), files, left_out))
        document = PackDocument(
            identifier=str(uuid.uuid4()),
            made_at=clock.now(),
            installation=Installation(
                organisation=self.config.organisation,
                centre=self.config.centre,
                fingerprint=fingerprint(public_key(self.config.data_dir)),
            ),
            learner=learner.name,
            registrations=[gatherer.registration(one) for one in registrations],
            evidence=evidence,
        )
        yield from self._said(zipper, document)
        self.tell(len(sent), len(sent))

    def _said(self, zipper: Zipper, document: PackDocument) -> Iterator[bytes]:
        said = document.model_dump_json(indent=1).encode()
        yield from zipper.add(DOCUMENT, [said])
        yield from zipper.add(INDEX, [index_page(document).encode()])
        yield from zipper.add(PAPER, [self.renderer.render(paper_of(document).request())])
        yield from zipper.add(README, [readme(document).encode()])
        key = signing_key(self.config.data_dir)
        manifest = canonical({"form": document.form, "files": zipper.written}).encode()
        shown = public_key(self.config.data_dir)
        yield from zipper.add(MANIFEST, [manifest])
        yield from zipper.add(SIGNATURE, [key.sign(manifest).hex().encode()])
        yield from zipper.add(PUBLIC_KEY, [shown.hex().encode()])
        yield from zipper.close()


def _path(one: Sent, place: int, copy: Copy) -> str:
    """Name a file so that it is safe and told apart on every computer."""
    return f"files/{one.revision.item.label}-{place:02d}-{safe_name(copy.name)}"


def _packed(path: str, copy: Copy, zipper: Zipper) -> PackedFile:
    return PackedFile(
        path=path, name=safe_name(copy.name), media_type=copy.media_type, **zipper.written[path]
    )


def _with_files(
    evidence: PackedEvidence, files: list[PackedFile], left_out: list[str]
) -> PackedEvidence:
    return evidence.model_copy(update={"files": files, "left_out": left_out})
