"""Come here to have a document made: who makes one at a time keeps one `Renderer` and asks it.

This side knows nothing of PDF. It waits no longer than a document of that length may take, and
replaces a child that overran or died.
"""

from queue import LifoQueue
from typing import Protocol, Self

from trainer.confined.parent import ChildFailed, ChildTimedOut, ConfinedChild
from trainer.documents.request import RenderFailed, RenderRequest, RenderTimedOut

LASTS = 300
"""So many documents one child makes: the engine keeps some 40 KB of each, outside of Python."""


class Renderer(ConfinedChild):
    """One warm render child. Its methods may be called from any thread; documents queue up."""

    def __init__(self, module: str = "trainer.documents.child", *, lasts: int = LASTS) -> None:
        super().__init__(module, called="renderer", lasts=lasts)

    def render(self, request: RenderRequest) -> bytes:
        """Make the document, or raise `RenderFailed` or `RenderTimedOut`."""
        try:
            return self.ask(request.to_bytes(), request.seconds)
        except ChildTimedOut as late:
            raise RenderTimedOut(str(late)) from late
        except ChildFailed as failure:
            raise RenderFailed(str(failure)) from failure


class Renders(Protocol):
    """Whatever makes documents: one child, or several."""

    def render(self, request: RenderRequest) -> bytes:
        """Make the document, or raise `RenderFailed` or `RenderTimedOut`."""


class Renderers:
    """Several render children; each starts when so many documents are asked for at once."""

    def __init__(self, count: int, module: str = "trainer.documents.child") -> None:
        self._all = [Renderer(module) for _ in range(count)]
        self._free: LifoQueue[Renderer] = LifoQueue()
        for renderer in self._all:
            self._free.put(renderer)

    def __enter__(self) -> Self:
        """Let the first warm up at once."""
        self._all[-1].warm()
        return self

    def __exit__(self, *_: object) -> None:
        """End them all."""
        for renderer in self._all:
            renderer.close()

    def render(self, request: RenderRequest) -> bytes:
        """Make the document in a child that is free, or raise as that does."""
        renderer = self._free.get()
        try:
            return renderer.render(request)
        finally:
            self._free.put(renderer)
