"""Come here for the files a document may use: our own fonts and art, by name, and nothing else."""

from pathlib import Path

HERE = Path(__file__).parent
TEMPLATES = HERE.parent / "templates" / "pdf"
SCHEME = "shipped"
DRAWING = "image/svg+xml"

_TYPES = {".woff2": "font/woff2", ".svg": DRAWING}
_FILES = {
    f"{SCHEME}:{folder}/{path.name}": path
    for folder in ("fonts", "art")
    for path in sorted((HERE / folder).iterdir())
    if path.suffix in _TYPES
}


def find(address: str) -> tuple[bytes, str]:
    """Return the bytes and the media type of a shipped file, or refuse any other address."""
    path = _FILES.get(address)
    if path is None:
        raise PermissionError(f"A document may not fetch {address[:200]!r}.")
    return path.read_bytes(), _TYPES[path.suffix]
