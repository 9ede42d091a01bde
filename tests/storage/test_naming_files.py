import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trainer.storage.names import MAX_BYTES, NAMELESS, ending, safe_name


@pytest.mark.parametrize(
    ("raw", "safe"),
    [
        ("card.jpg", "card.jpg"),
        ("Llun o'r cwsmer – Siân ŵyŷ.jpg", "Llun o'r cwsmer – Siân ŵyŷ.jpg"),
        ("شكر.pdf", "شكر.pdf"),
        ("👩‍💻 desk.png", "👩‍💻 desk.png"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\system.ini", "system.ini"),
        ("/var/www/card.jpg", "card.jpg"),
        ("C:\\photos\\card.jpg", "card.jpg"),
        ("file:card.jpg", "file_card.jpg"),
        ("card\u202egpj.exe", "cardgpj.exe"),
        ("card\u2066\u200b.jpg", "card.jpg"),
        ("card\r\nSet-Cookie: a=b.jpg", "card Set-Cookie_ a=b.jpg"),
        ("card\x00.exe\x00.jpg", "card.exe.jpg"),
        ('"><img src=x>.jpg', "___img src=x_.jpg"),
        ("card.jpg...  ", "card.jpg"),
        (" .hidden", "hidden"),
        ("a\tb   c.txt", "a b c.txt"),
        ("con.txt", "_con.txt"),
        ("LPT1", "_LPT1"),
        ("console.txt", "console.txt"),
        ("cafe\u0301.txt", "café.txt"),
        ("bad\ud800.txt", "bad.txt"),
        ("", NAMELESS),
        ("...", NAMELESS),
        ("/", NAMELESS),
        ("\u202e\u200d", NAMELESS),
    ],
)
def test_a_name_is_made_safe(raw: str, safe: str) -> None:
    assert safe_name(raw) == safe


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("ŵ" * 400 + ".jpg")
    assert name.endswith("ŵ.jpg")
    assert MAX_BYTES - 2 <= len(name.encode()) <= MAX_BYTES


def test_a_long_ending_is_no_ending() -> None:
    assert safe_name("a." + "b" * 400) == "a." + "b" * (MAX_BYTES - 2)


@pytest.mark.parametrize(
    ("name", "last"),
    [("a.JPG", "jpg"), ("a.tar.gz", "gz"), ("a", ""), (".jpg", ""), ("a.", ""), ("a.jpg. ", "jpg")],
)
def test_the_ending_is_what_follows_the_last_dot(name: str, last: str) -> None:
    assert ending(name) == last


@given(st.text(max_size=300) | st.text("./\\ :\u202e\u200dCONcon1é", max_size=12))
def test_whatever_is_sent_the_name_is_safe(raw: str) -> None:
    name = safe_name(raw)

    assert name
    assert name == safe_name(name)
    assert len(name.encode()) <= MAX_BYTES
    assert not set('/\\<>:"|?*') & set(name)
    assert not name.startswith((".", " "))
    assert not name.endswith((".", " "))
    assert {unicodedata.category(c) for c in name if c not in "\u200c\u200d"}.isdisjoint(
        {"Cc", "Cf", "Cs", "Zl", "Zp"}
    )
