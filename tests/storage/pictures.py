"""Photos for the tests, made on the spot: with a place in them, turned, huge or cut off."""

import struct
import zlib
from io import BytesIO

from PIL import Image, ImageCms, PngImagePlugin
from PIL.ExifTags import GPS, IFD, Base

SECRET_PLACE = "Caernarfon"


def photo(size: tuple[int, int] = (640, 480), form: str = "JPEG", mode: str = "RGB") -> bytes:
    """Save a plain picture, red above and blue below."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, size[1] // 2, *size))
    file = BytesIO()
    picture.convert(mode).save(file, form)
    return file.getvalue()


def finely_kept(size: tuple[int, int]) -> bytes:
    """Save a photo that comes into view by and by, with its colours as fine as its light."""
    file = BytesIO()
    Image.new("RGB", size, "red").save(file, "JPEG", progressive=True, subsampling=0)
    return file.getvalue()


def phone_photo(orientation: int = 6, size: tuple[int, int] = (640, 480)) -> bytes:
    """Save a photo as a phone does: lying on its side, with the place where it was taken."""
    picture = Image.new("RGB", size, "red")
    picture.paste("blue", (0, size[1] // 2, *size))
    exif = Image.Exif()
    exif[Base.Orientation] = orientation
    exif[Base.ImageDescription] = SECRET_PLACE
    exif.get_ifd(IFD.GPSInfo).update(
        {GPS.GPSLatitudeRef: "N", GPS.GPSLatitude: (53.0, 8.0, 24.0), GPS.GPSAreaInformation: b""}
    )
    file = BytesIO()
    picture.save(file, "JPEG", exif=exif, comment=SECRET_PLACE.encode())
    return file.getvalue()


def see_through(secret: str = SECRET_PLACE) -> bytes:
    """Save a picture with a hole in it, and a remark."""
    picture = Image.new("RGBA", (400, 300), (0, 128, 0, 255))
    picture.paste((0, 0, 0, 0), (100, 100, 200, 200))
    remarks = PngImagePlugin.PngInfo()
    remarks.add_text("Comment", secret)
    file = BytesIO()
    picture.save(file, "PNG", pnginfo=remarks)
    return file.getvalue()


def with_profile(profile: bytes | None = None) -> bytes:
    """Save a photo that says which colours it means, rightly or wrongly."""
    file = BytesIO()
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    Image.new("RGB", (64, 64), (200, 60, 20)).save(file, "PNG", icc_profile=profile or own)
    return file.getvalue()


def animation() -> bytes:
    """Save two pictures that take turns, the first one green."""
    first, second = Image.new("RGB", (90, 60), "green"), Image.new("RGB", (90, 60), "red")
    file = BytesIO()
    first.save(file, "GIF", save_all=True, append_images=[second])
    return file.getvalue()


def claims_to_be(width: int, height: int) -> bytes:
    """Write the head of a PNG of any size, with next to nothing behind it."""
    head = struct.pack(">2I5B", width, height, 8, 2, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + _part(b"IHDR", head)
        + _part(b"IDAT", zlib.compress(b"\0"))
        + _part(b"IEND", b"")
    )


def _part(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
