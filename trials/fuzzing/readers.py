"""What is fuzzed: each reader of files, the refusals it may answer with, and what to begin from."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

from openpyxl import Workbook

from tests.storage import papers
from tests.storage.corpus import REFUSED, TAKEN
from trainer.catalogue.exchange.recognising import read_file
from trainer.core.errors import Unacceptable
from trainer.feeds import reading as feeds
from trainer.figures import reading as figures
from trainer.past import reading as past
from trainer.people.importing import reading as people
from trainer.storage.kinds import ENDINGS, NotAccepted, inspect
from trainer.storage.notes import WAYS, CannotStrip, without_notes
from trainer.web.sheets import decode

NAMES = sorted(ENDINGS)
LARGEST_SEED = 100_000
"""Bytes; small seeds are changed in more ways in the same time."""
LISTS = (people, past, feeds, figures)
ROWS = (
    "staff_number,name,email,site,team,manager,starts_on\n"
    'bh1,"Bowen, Nia",nia@brackenhall.example,HS,Cards,bh2,2026-11-24\n'
    "bh2,Gil Gone,,HS,,,24/11/2026\n"
)


@dataclass(frozen=True)
class Reader:
    """One function that takes any bytes and must refuse in words, never fall over."""

    read: Callable[[bytes], object]
    seeds: Callable[[], Mapping[str, bytes]]


def read_lists(data: bytes) -> None:
    """Read a table as an import of people, of past training, of work products and of figures."""
    with suppress(Unacceptable):
        text = decode(data)
        for one in LISTS:
            one.read(text)


def read_catalogue(data: bytes) -> None:
    """Read it as a catalogue, in whichever of the formats it says it is."""
    with suppress(Unacceptable):
        read_file(data, source="catalogue")


def look_into(data: bytes) -> None:
    """Sniff it as a file somebody sends; the first byte picks the ending of its name.

    What would be kept goes on to have its notes taken out, as recordings have.
    """
    if not data:
        return
    sent = data[1:]
    with suppress(NotAccepted, CannotStrip):
        found = inspect(sent, f"file.{NAMES[data[0] % len(NAMES)]}")
        if found.media_type in WAYS:
            without_notes(bytearray(sent), found.media_type)


def lists() -> dict[str, bytes]:
    """Give a list of people in each of the ways a spreadsheet saves it, one of them a workbook."""
    return {
        "comma": ROWS.encode(),
        "semicolon": ROWS.replace(",", ";").encode("utf-8-sig"),
        "said": f"sep=;\r\n{ROWS.replace(',', ';')}".encode(),
        "wide": ROWS.replace(",", "\t").encode("utf-16"),
        "western": ROWS.replace("Gil", "Gíl").encode("cp1252"),
        "past": b"staff_number,skill,from,until\nbh1,first-aid,2026-01-02,2027-01-02\n",
        "figures": b'staff_number,measure,month,value\nbh1,calls,2026-10,"1,5"\n',
        "workbook": workbook(),
    }


def workbook() -> bytes:
    """Save a list of one person as Excel does, every part stored, so that words can change."""
    book, content = Workbook(), BytesIO()
    book.worksheets[0].append(["staff_number", "name"])
    book.worksheets[0].append(["bh1", "Nia Bowen"])
    book.save(content)
    with ZipFile(content) as saved:
        parts = {name: saved.read(name) for name in saved.namelist() if "theme" not in name}
    return papers.archive(parts, packing=ZIP_STORED)


def catalogues() -> dict[str, bytes]:
    """Give the beginnings of each format."""
    moodle = (
        "Parent ID number,ID number,Short name,Description,Description format,Scale values,"
        "Scale configuration,Rule type (optional),Rule outcome (optional),Rule config (optional),"
        "Cross-referenced competency ID numbers,Exported ID (optional),Is framework,Taxonomy\n"
        ",F,Frame,,1,,,,,,,,1,competency\nF,C1,One,Words,1,,,,,,,,,\n"
    )
    return {
        "moodle": moodle.encode(),
        "yaml": b"framework:\n  code: F\n  title: Frame\nunits:\n- code: U1\n  title: One\n",
        "case": b'{"CFDocument": {"identifier": "a", "title": "F"}, "CFItems": []}',
        "workbook": workbook(),
    }


def files() -> dict[str, bytes]:
    """Every file of the tests' corpus that is small, behind the byte that picks its ending."""
    found = {}
    for number, sample in enumerate((*TAKEN, *REFUSED)):
        ending = sample.name.rpartition(".")[2].lower()
        made = sample.make()
        if len(made) <= LARGEST_SEED:
            place = NAMES.index(ending) if ending in NAMES else 0
            found[str(number)] = bytes([place]) + made
    return found


READERS = {
    "lists": Reader(read_lists, lists),
    "catalogues": Reader(read_catalogue, catalogues),
    "files": Reader(look_into, files),
}
