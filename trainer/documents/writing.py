"""Come here for how a finished PDF is written down faster than the library does it alone."""

from typing import Any

import pydyf


class Written(pydyf.Object):
    """An object as the bytes it will be: the library asks for them twice, and makes them each time."""

    data = b""

    def __init__(self, of: Any) -> None:
        super().__init__()
        self.number, self.generation, self.data = of.number, of.generation, of.data
        self._compressible = of.compressible

    @property
    def compressible(self) -> bool:
        """Whether it may be written together with others; a stream stands alone."""
        return bool(self._compressible)


def write_once(pdf: pydyf.PDF) -> None:
    """Turn all that is finished into bytes; nothing may be changed in it afterwards."""
    free, *rest = pdf.objects
    pdf.objects = [free, *map(Written, rest)]
