"""Commands about learning logs: which criteria somebody's words may show."""

import click

from trainer.cli.context import application, as_json, tell
from trainer.cli.people import person_called
from trainer.extensions import db
from trainer.logs import queries
from trainer.logs.suggesting import TOP, suggest


@click.group()
def logs() -> None:
    """Look into learning logs."""


@logs.command("suggest")
@click.option(
    "--learner", required=True, metavar="WHO", help="Their staff number or e-mail address."
)
@click.option("--top", type=click.IntRange(min=1), default=TOP, show_default=True)
@click.argument("text")
@as_json
def logs_suggest(learner: str, top: int, text: str, *, in_json: bool) -> None:
    """Rank the criteria that a learner works towards by how well TEXT fits them.

    Those that nothing has been sent for come first, as on the page where an entry is written.
    """
    with application():
        rows = db.session.execute(queries.candidates(person_called(learner))).all()
        known = [queries.as_candidate(row) for row in rows]
        sent = {row[0]: row[-1] for row in rows if row[-1] is not None}
        fitting = suggest([text], known, after=sent, top=top)
    found = [
        {
            "rank": rank,
            "criterion": f"{one.candidate.unit_code} {one.candidate.number}",
            "unit": one.candidate.unit,
            "text": one.candidate.text,
            "phrase": one.phrase,
            "score": round(one.score, 3),
            "sent_with": sent.get(one.candidate.id),
        }
        for rank, one in enumerate(fitting, 1)
    ]
    lines = [
        f"{one['score']:7.3f}  {one['criterion']:16}  {one['text']}  “{one['phrase']}”"
        for one in found
    ]
    facts = {"learner": learner, "worked_towards": len(rows), "suggestions": found}
    tell(facts, "\n".join(lines) or _nothing(len(rows)), in_json=in_json)


def _nothing(worked_towards: int) -> str:
    if not worked_towards:
        return "This person works towards no unit yet, so there is nothing to suggest."
    return "No criterion this person works towards fits these words."
