"""Files keep their names when they are saved, in whatever letters somebody's name is written."""

import pytest
from werkzeug.http import parse_options_header

from trainer.web.uploads import to_save

NAMES = [
    "Letter of award, Siân Llŷr Whitfield.pdf",
    "Łukasz Dąbrowski.pdf",
    "صورة.jpg",
    "order “7”; 100 %.txt",
    "plain words.pdf",
]


@pytest.mark.parametrize("name", NAMES)
def test_a_header_that_servers_can_send_bears_the_name(name: str) -> None:
    answer = to_save([b""], name=name, media_type="text/plain", size=0)
    header = answer.headers["Content-Disposition"]
    header.encode("latin-1")  # WSGI servers send no others, and answer 500 instead.
    how, said = parse_options_header(header)
    assert (how, said["filename"]) == ("attachment", name)


def test_programs_that_read_only_the_plain_name_find_one() -> None:
    answer = to_save([b""], name="Łukasz Dąbrowski.pdf", media_type="text/plain", size=0)
    assert "filename=" in answer.headers["Content-Disposition"]
