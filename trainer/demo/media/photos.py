"""Come here for photos of things on a counter: a card, a receipt, a label, a board, a note."""

import hashlib
from collections.abc import Sequence
from io import BytesIO

from PIL import ExifTags, Image, ImageDraw, ImageFilter

from trainer.demo.media.lettering import hand, print_, typed

SIZE = (1280, 960)
WOOD, WALL, STEEL = (150, 112, 78), (204, 210, 208), (122, 128, 132)
INK = (38, 44, 52)
OUT_AT_SEA: dict[int, object] = {
    ExifTags.GPS.GPSLatitudeRef: "N",
    ExifTags.GPS.GPSLatitude: (53.0, 30.0, 0.0),
    ExifTags.GPS.GPSLongitudeRef: "W",
    ExifTags.GPS.GPSLongitude: (4.0, 54.0, 0.0),
}
"""Where the delivery note claims to have been taken, so that taking the place out shows."""


def thank_you_card(says: Sequence[str]) -> bytes:
    """Photograph a card someone sent, standing on the counter."""
    card, draw = _sheet((760, 560), (252, 249, 240))
    draw.rectangle((24, 24, 736, 536), outline=(176, 92, 88), width=6)
    for x, y in ((70, 70), (690, 70), (70, 490), (690, 490)):
        for dx, dy in ((-14, 0), (14, 0), (0, -14), (0, 14)):
            draw.ellipse((x + dx - 12, y + dy - 12, x + dx + 12, y + dy + 12), fill=(214, 140, 130))
        draw.ellipse((x - 9, y - 9, x + 9, y + 9), fill=(240, 200, 90))
    hand(draw, (380, 170), "Thank you", 84, (120, 52, 60), middle=True)
    _centred(draw, says, 300, 40)
    return _photograph(card, WOOD, tilt=-4)


def receipt(says: Sequence[str]) -> bytes:
    """Photograph a till receipt."""
    slip, draw = _sheet((440, 700), (250, 250, 248))
    typed(draw, (220, 60), "BRACKENHALL HOME", 30, INK, middle=True)
    draw.line((40, 110, 400, 110), fill=INK, width=2)
    for place, line in enumerate(says):
        typed(draw, (40, 150 + 62 * place), line, 25, INK)
    draw.line((40, 560, 400, 560), fill=INK, width=2)
    typed(draw, (220, 600), "Thank you for calling", 24, INK, middle=True)
    return _photograph(slip, WOOD, tilt=3)


def shelf_label(says: Sequence[str]) -> bytes:
    """Photograph a label on the edge of a shelf."""
    label, draw = _sheet((860, 420), (250, 214, 92))
    title, *rest = says
    print_(draw, (50, 46), title, 58, INK)
    for place, line in enumerate(rest):
        print_(draw, (50, 150 + 78 * place), line, 50, (150, 40, 34) if place == 1 else INK)
    return _photograph(label, STEEL, tilt=1)


def whiteboard(says: Sequence[str]) -> bytes:
    """Photograph the board in the staff room."""
    board, draw = _sheet((1080, 760), (246, 248, 250))
    draw.rectangle((0, 0, 1079, 759), outline=(160, 166, 172), width=14)
    title, *rest = says
    print_(draw, (70, 60), title, 56, (28, 76, 140))
    draw.line((70, 140, 700, 146), fill=(28, 76, 140), width=5)
    for place, line in enumerate(rest):
        hand(draw, (90, 190 + 110 * place), line, 56, (34, 110, 70) if place % 2 else INK)
    return _photograph(board, WALL, tilt=-1)


def delivery_note(says: Sequence[str]) -> bytes:
    """Photograph a delivery note, by a telephone that writes down where it is."""
    note, draw = _sheet((640, 840), (250, 249, 244))
    print_(draw, (50, 50), "DELIVERY NOTE", 44, INK)
    print_(draw, (50, 112), "Brackenhall Home", 28, INK)
    for place, line in enumerate(says):
        y = 200 + 100 * place
        draw.rectangle((50, y, 590, y + 84), outline=(120, 124, 128), width=2)
        print_(draw, (68, y + 22), line, 34, INK)
    hand(draw, (70, 720), "checked, with thanks", 44, (30, 60, 130))
    return _photograph(note, WOOD, tilt=2, where=True)


def _centred(draw: ImageDraw.ImageDraw, says: Sequence[str], top: int, size: int) -> None:
    words = " ".join(says).split()
    lines = [""]
    for word in words:
        if len(lines[-1]) + len(word) > 26:  # noqa: PLR2004 - what fits on the card
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    for place, line in enumerate(lines):
        hand(draw, (380, top + 60 * place), line, size, INK, middle=True)


def _sheet(
    size: tuple[int, int], colour: tuple[int, int, int]
) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    sheet = Image.new("RGB", size, colour)
    return sheet, ImageDraw.Draw(sheet)


def _photograph(
    sheet: Image.Image, behind: tuple[int, int, int], *, tilt: int, where: bool = False
) -> bytes:
    grain = hashlib.shake_256(sheet.tobytes()[::997]).digest(80 * 60)
    noise = Image.frombytes("L", (80, 60), grain).resize(SIZE, Image.Resampling.BICUBIC)
    ground = Image.new("RGB", SIZE, behind)
    ground = Image.blend(ground, Image.merge("RGB", (noise,) * 3), 0.08)
    turned = sheet.convert("RGBA").rotate(tilt, Image.Resampling.BICUBIC, expand=True)
    corner = ((SIZE[0] - turned.width) // 2, (SIZE[1] - turned.height) // 2)
    shade = Image.new("RGBA", turned.size, (0, 0, 0, 110))
    shade.putalpha(turned.getchannel("A").point(lambda value: value * 110 // 255))
    veil = Image.new("RGBA", SIZE, (0, 0, 0, 0))
    veil.paste(shade, (corner[0] + 14, corner[1] + 18))
    ground.paste(
        Image.new("RGB", SIZE), mask=veil.filter(ImageFilter.GaussianBlur(12)).getchannel("A")
    )
    ground.paste(turned, corner, turned)
    return _jpeg(ground, where=where)


def _jpeg(picture: Image.Image, *, where: bool) -> bytes:
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = "Demonstration"
    exif[ExifTags.Base.Model] = "Telephone"
    exif[ExifTags.Base.Orientation] = 1
    if where:
        exif.get_ifd(ExifTags.IFD.GPSInfo).update(OUT_AT_SEA)
    file = BytesIO()
    picture.save(file, "JPEG", quality=82, exif=exif)
    return file.getvalue()
