"""Come here for taking files into storage, and having what is shown of them made at once."""

from flask import current_app

from trainer.demo import media
from trainer.demo.stories import Medium
from trainer.logs.tasks import prepare_file
from trainer.storage.store import Store
from trainer.storage.uploads import Upload, take_in
from trainer.viewing.tasks import prepare_pages


class Pictures:
    """The store, and the files whose pictures are still to be made."""

    def __init__(self) -> None:
        self._store: Store = current_app.extensions["store"]
        self._waiting: list[int] = []

    @property
    def are_waiting(self) -> bool:
        """Whether a file has come in whose pictures are not made yet."""
        return bool(self._waiting)

    def take_in(self, medium: Medium) -> Upload:
        """Draw a file and keep it as if somebody had sent it."""
        return take_in(self._store, iter([media.make(medium.draw, medium.says)]), medium.name)

    def expect(self, file_id: int) -> None:
        """Remember a file that was attached."""
        self._waiting.append(file_id)

    def make(self) -> None:
        """Make what is shown of the files that have come in; each in transactions of its own."""
        while self._waiting:
            file_id = self._waiting.pop(0)
            prepare_file(file_id, self._store)
            prepare_pages(file_id, self._store)
