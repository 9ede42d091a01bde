"""Come here for what a person is told when a file is of a sort that can't be taken."""

from trainer.storage.kinds.table import TYPES, WHAT_TO_SEND, NotAccepted

MACROS = "macros"
OLD_OFFICE = "old or locked office file"
WEB_PAGE = "text/html"
DRAWING = "image/svg+xml"
SCRIPT = "script"
HEIC = "image/heic"
UNKNOWN = "unknown"
ZIP = "application/zip"

_PICTURE = "Save it as JPEG or PNG and send that."
_SOUND = "Save it as MP3, M4A, WAV or OGG and send that."
_FILM = "Save it as MP4 and send that."
_PROGRAM = ("a program", WHAT_TO_SEND)
_ARCHIVE = ("an archive", f"Unpack it first. {WHAT_TO_SEND}")

# What the bytes may turn out to be: what a person calls it, and what to do about it.
_NEVER_TAKEN = {
    ZIP: ("a ZIP file", WHAT_TO_SEND),
    "application/x-rar-compressed": _ARCHIVE,
    "application/x-7z-compressed": _ARCHIVE,
    "application/gzip": _ARCHIVE,
    "application/x-bzip2": _ARCHIVE,
    "application/x-xz": _ARCHIVE,
    "application/x-tar": _ARCHIVE,
    "application/zstd": _ARCHIVE,
    "application/vnd.ms-cab-compressed": _ARCHIVE,
    "application/x-msdownload": _PROGRAM,
    "application/x-executable": _PROGRAM,
    "application/x-mach-binary": _PROGRAM,
    "application/wasm": _PROGRAM,
    "application/x-deb": _PROGRAM,
    "application/x-rpm": _PROGRAM,
    "application/x-google-chrome-extension": _PROGRAM,
    "application/x-shockwave-flash": _PROGRAM,
    SCRIPT: ("a script, a kind of program", WHAT_TO_SEND),
    WEB_PAGE: ("a web page", "Save it as a PDF, or take a picture of the screen."),
    DRAWING: ("an SVG drawing", _PICTURE),
    HEIC: ("a HEIC photo, which not every browser can show", _PICTURE),
    "image/tiff": ("a TIFF picture", _PICTURE),
    "image/bmp": ("a BMP picture", _PICTURE),
    "image/x-icon": ("an icon", _PICTURE),
    "image/vnd.adobe.photoshop": ("a Photoshop file", _PICTURE),
    "audio/x-flac": ("a FLAC recording", _SOUND),
    "audio/aac": ("an AAC recording", _SOUND),
    "audio/amr": ("an AMR recording", _SOUND),
    "audio/x-aiff": ("an AIFF recording", _SOUND),
    "audio/midi": ("a MIDI file", _SOUND),
    "video/x-msvideo": ("an AVI video", _FILM),
    "video/x-ms-wmv": ("a WMV video", _FILM),
    "video/x-matroska": ("an MKV video", _FILM),
    "video/x-flv": ("a Flash video", _FILM),
    "video/mpeg": ("an MPEG video", _FILM),
    "application/rtf": ("an RTF document", "Save it as DOCX, ODT or PDF and send that."),
    "application/postscript": ("a PostScript file", "Save it as a PDF and send that."),
    MACROS: (
        "an office file with macros, small programs that run when it is opened",
        "Save it as DOCX, XLSX or PPTX, or as a PDF, and send that.",
    ),
    OLD_OFFICE: (
        "an office file that is locked with a password or of an old type",
        "Save it without a password as DOCX, XLSX or PPTX and send that.",
    ),
}
_CALLED = {
    "image/jpeg": "a JPEG photo",
    "image/png": "a PNG picture",
    "image/webp": "a WebP picture",
    "image/gif": "a GIF picture",
    "audio/mpeg": "an MP3 recording",
    "audio/wav": "a WAV recording",
    "audio/ogg": "an OGG recording",
    "audio/mp4": "an M4A recording",
    "video/mp4": "an MP4 video",
    "video/webm": "a WebM video",
    "video/quicktime": "a MOV video",
    "application/pdf": "a PDF",
    "text/plain": "plain text",
    TYPES["docx"].media_type: "a Word document",
    TYPES["xlsx"].media_type: "an Excel workbook",
    TYPES["pptx"].media_type: "a PowerPoint presentation",
    TYPES["odt"].media_type: "an OpenDocument text",
    TYPES["ods"].media_type: "an OpenDocument spreadsheet",
    TYPES["odp"].media_type: "an OpenDocument presentation",
}


def refuse_if_never_taken(found: str) -> None:
    """Refuse bytes that are of no use, or of no good, whatever the file is called."""
    if found in _NEVER_TAKEN:
        called, instead = _NEVER_TAKEN[found]
        raise NotAccepted(f"This is {called}. {instead}")


def unknown_ending(last: str) -> NotAccepted:
    """Say that files with this ending are not taken."""
    if not last:
        return NotAccepted(f"This file's name has no ending such as .jpg or .pdf. {WHAT_TO_SEND}")
    return NotAccepted(f"Files ending in .{last} can't be sent here. {WHAT_TO_SEND}")


def mismatch(last: str, found: str) -> NotAccepted:
    """Say that a file is not what its name promises."""
    if found not in _CALLED:
        return NotAccepted(
            f"This file ends in .{last}, but what is inside can't be read as that. "
            "Open it on your own device, save it again and send the new copy."
        )
    return NotAccepted(
        f"This file ends in .{last}, but inside it is {_CALLED[found]}. "
        "Save it again under the right ending and send that."
    )
