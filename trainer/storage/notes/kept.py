"""What all ways of taking notes out of a recording share."""


class CannotStrip(Exception):
    """This recording keeps notes in a way we can't take out; it is not played to others."""


def blank(data: bytearray, start: int, end: int) -> bool:
    """Overwrite with nothing what lies here; say whether there was anything."""
    there = any(data[start:end])
    if there:
        data[start:end] = bytes(end - start)
    return there
