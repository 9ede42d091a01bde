"""Come here to have a document made: a worker keeps one `Renderer` and asks it.

This side knows nothing of PDF. It waits no longer than a document of that length may take, and
replaces a child that overran or died.
"""

from trainer.confined.parent import ChildFailed, ChildTimedOut, ConfinedChild
from trainer.documents.request import RenderFailed, RenderRequest, RenderTimedOut


class Renderer(ConfinedChild):
    """One warm render child. Its methods may be called from any thread; documents queue up."""

    def __init__(self, module: str = "trainer.documents.child") -> None:
        super().__init__(module, called="renderer")

    def render(self, request: RenderRequest) -> bytes:
        """Make the document, or raise `RenderFailed` or `RenderTimedOut`."""
        try:
            return self.ask(request.to_bytes(), request.seconds)
        except ChildTimedOut as late:
            raise RenderTimedOut(str(late)) from late
        except ChildFailed as failure:
            raise RenderFailed(str(failure)) from failure
