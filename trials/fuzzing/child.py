"""One reader under libFuzzer, which stops at the first thing that is not a refusal."""

import sys

import atheris

with atheris.instrument_imports(include=["trainer", "csv", "zipfile", "openpyxl"]):
    from trials.fuzzing.readers import READERS


def main() -> None:
    """Fuzz the reader named first; the other arguments are libFuzzer's."""
    name = sys.argv.pop(1)
    atheris.Setup(sys.argv, READERS[name].read)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
