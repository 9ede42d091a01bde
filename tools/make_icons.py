"""Draw the icons of the home screen anew, after a change to `trainer/static/src/app-icon.svg`.

    python tools/make_icons.py

The drawing fills its square. A phone that cuts its own shape out of an icon gets it smaller within
that square; everywhere else the corners are rounded as they are on the mark in the page.
"""

import io
from pathlib import Path

import pypdfium2
from PIL import Image, ImageDraw
from weasyprint import HTML

STATIC = Path(__file__).parent.parent / "trainer" / "static"
DRAWING = STATIC / "src" / "app-icon.svg"
ICONS = {
    "icon-192.png": (192, True),
    "icon-512.png": (512, True),
    "icon-maskable-512.png": (512, False),
    "apple-touch-icon.png": (180, False),
}
"""Each icon: how many pixels it is wide, and whether its corners are rounded."""
ROUND = 0.25
SAFE = 0.8
FINER = 4


def draw(size: int, *, rounded: bool) -> Image.Image:
    """Return the drawing as a picture of that size."""
    picture = _rendered(size)
    if rounded:
        picture.putalpha(_corners(size))
        return picture
    ground = Image.new("RGB", (size, size), picture.getpixel((0, 0)))
    inner = round(size * SAFE)
    at = (size - inner) // 2
    ground.paste(picture.resize((inner, inner), Image.Resampling.LANCZOS), (at, at))
    return ground


def _rendered(size: int) -> Image.Image:
    page = "<style>@page{size:512px 512px;margin:0}body{margin:0}svg{display:block;width:512px}</style>"
    pdf = HTML(string=page + DRAWING.read_text()).write_pdf()
    document = pypdfium2.PdfDocument(pdf)
    scale = FINER * size / document[0].get_width()
    picture = document[0].render(scale=scale).to_pil().convert("RGB")
    document.close()
    return picture.resize((size, size), Image.Resampling.LANCZOS)


def _corners(size: int) -> Image.Image:
    large = FINER * size
    mask = Image.new("L", (large, large), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, large - 1, large - 1), ROUND * large, 255)
    return mask.resize((size, size), Image.Resampling.LANCZOS)


def build(name: str) -> bytes:
    """Return one icon as it is kept in the repository."""
    size, rounded = ICONS[name]
    kept = io.BytesIO()
    draw(size, rounded=rounded).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def main() -> None:
    """Write every icon and say what each weighs."""
    for name in ICONS:
        data = build(name)
        (STATIC / "icons" / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
