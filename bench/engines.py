"""Come here for the same page by other engines: `python -m bench.engines --environment DIR`.

typst and reportlab are no part of Trainer: an environment of their own is made in the folder given,
once, and asked there. One A4 page on its side: a frame, headings, two lines, a table of three rows,
in Source Sans; each engine warm, in one process. Our bare page is the floor of the same run.
"""

import argparse
import subprocess
import sys
import venv
from pathlib import Path

from weasyprint import CSS, HTML

from bench.inprocess import heading, timed, yardstick
from trainer.documents.look import HOUSE
from trainer.documents.render import Fetcher, press

ENGINES = ("typst", "reportlab")
ROWS = (("A/506/2130", "Deliver customer service", "2 Nov 2026"),) * 3
BARE = f"""<html lang=en><title>Certificate</title><body><div class=frame></div>
<h1>Siân Whitfield</h1><h2>Level 2 Diploma in Customer Service</h2><p>Certificate BH-2026-0412</p>
<table>{"".join(f"<tr><td>{one}<td>{two}<td>{three}" for one, two, three in ROWS)}</table>"""
SHEET = """@page{size:297mm 210mm;margin:20mm}body{font:12pt "Source Sans"}
.frame{position:absolute;left:-10mm;top:-10mm;width:277mm;height:190mm;border:1mm solid #5b2b5d}
h1{font-size:40pt}h2{font-size:20pt}table{table-layout:fixed;width:200mm}"""

TYPST = r"""
import statistics, sys, time, typst
page = '''#set page(paper: "a4", flipped: true, margin: 20mm)
#place(dx: -10mm, dy: -10mm, rect(width: 277mm, height: 190mm, stroke: 1mm))
#text(40pt)[Siân Whitfield]

#text(20pt)[Level 2 Diploma in Customer Service]

Certificate BH-2026-NUMBER
#table(columns: 3, ..range(3).map(_ => ([A/506/2130], [Deliver customer service], [2 Nov 2026])).flatten())'''
compiler, took, worked = typst.Compiler(), [], []
for number in range(40):
    began, before = time.perf_counter(), time.process_time()
    compiler.compile(input=page.replace("NUMBER", str(number)).encode(), format="pdf")
    took.append((time.perf_counter() - began) * 1000)
    worked.append((time.process_time() - before) * 1000)
print(statistics.median(took[5:]), min(took), statistics.median(worked[5:]))
"""
REPORTLAB = r"""
import statistics, time
from io import BytesIO
from reportlab.lib.pagesizes import A4, landscape
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Table
took, worked = [], []
for number in range(40):
    began, before = time.perf_counter(), time.process_time()
    canvas = Canvas(BytesIO(), pagesize=landscape(A4))
    canvas.rect(28, 28, 785, 539)
    for size, at, words in ((40, 450, "Siân Whitfield"), (20, 400, "Level 2 Diploma in Customer Service"),
                            (12, 370, f"Certificate BH-2026-{number}")):
        canvas.setFont("Helvetica", size)
        canvas.drawString(57, at, words)
    table = Table([["A/506/2130", "Deliver customer service", "2 Nov 2026"]] * 3)
    table.wrapOn(canvas, 567, 200)
    table.drawOn(canvas, 57, 280)
    canvas.save()
    took.append((time.perf_counter() - began) * 1000)
    worked.append((time.process_time() - before) * 1000)
print(statistics.median(took[5:]), min(took), statistics.median(worked[5:]))
"""


def environment(folder: Path) -> Path:
    """Make the environment of the other engines, unless it is there; return its interpreter."""
    python = folder / "bin" / "python"
    if not python.exists():
        venv.create(folder, with_pip=True)
        subprocess.run([python, "-m", "pip", "-q", "install", *ENGINES], check=True)
    return python


def main() -> None:
    """Time each engine's page beside ours."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--environment", type=Path, required=True)
    python = environment(parser.parse_args().environment)
    ready, fetcher = press(), Fetcher(HOUSE.engraved, {})
    sheets = [ready.faces, CSS(string=SHEET, font_config=ready.fonts)]

    def page() -> None:
        HTML(string=BARE, url_fetcher=fetcher).write_pdf(
            stylesheets=sheets, font_config=ready.fonts
        )

    heading()
    timed("floor: WeasyPrint, a bare page", page)
    for name, script in zip(ENGINES, (TYPST, REPORTLAB), strict=True):
        told = subprocess.run([python, "-c", script], capture_output=True, text=True, check=False)
        if told.returncode:
            sys.exit(f"{name}: {told.stderr}")
        median, best, worked = map(float, told.stdout.split())
        print(f"{name + ', the same page':36} {median:8.1f} {best:8.1f} {worked:10.1f}")
    yardstick()


if __name__ == "__main__":
    main()
