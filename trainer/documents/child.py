"""The process that renders; `trainer.documents.pool` starts it as a program of its own."""

from collections.abc import Callable

from trainer.confined.child import serve
from trainer.documents.render import press, render
from trainer.documents.request import RenderRequest


def main(setter: Callable[[RenderRequest], bytes] = render) -> None:
    """Render what is asked for until the worker goes away."""
    serve(lambda payload: setter(RenderRequest.from_bytes(payload)), warm=press)


if __name__ == "__main__":
    main()
