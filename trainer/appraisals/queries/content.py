"""What is signed: an appraisal as plain data, in one order, and its hash."""

import hashlib
import json
from collections.abc import Collection, Sequence
from typing import Any

from trainer.accounts.models import User
from trainer.appraisals.models import Appraisal
from trainer.appraisals.queries import citing, forms
from trainer.appraisals.queries.forms import Form, form_of
from trainer.appraisals.rules.showing import ShownItem, shown
from trainer.appraisals.rules.stages import Party
from trainer.appraisals.rules.template import Template
from trainer.appraisals.rules.visibility import Sight
from trainer.core.text import ngettext


def content_of(appraisal: Appraisal) -> dict[str, Any]:
    """Say all that both sides wrote, whom it is about and how calibration changed it.

    Second-line words come later, under a signature of their own.
    """
    form = form_of(appraisal)
    both = Sight(frozenset({Party.APPRAISEE, Party.MANAGER}))
    sections = shown(
        form.template, form.items, form.answers, {one.key: both for one in form.template.sections}
    )
    titles = citing.titles_for(appraisal.person, _cited(form))
    cycle = appraisal.cycle
    return {
        "cycle": cycle.name,
        "period": [cycle.period_from.isoformat(), cycle.period_to.isoformat()],
        "person": appraisal.person.name,
        "job_title": appraisal.job_title,
        "site": appraisal.site.name,
        "manager": appraisal.manager.name,
        "met_on": appraisal.met_on.isoformat() if appraisal.met_on else None,
        "scale": list(form.template.scale),
        "sections": [
            {
                "title": one.section.title,
                "weight": one.section.weight,
                "items": [_item(item, form.template, titles) for item in one.items if item.told],
            }
            for one in sections
            if any(item.told for item in one.items)
        ],
        "calibration": [
            {
                "before": form.template.level(one.before),
                "after": form.template.level(one.after),
                "reason": one.reason,
            }
            for one in forms.changes_of(appraisal)
        ],
    }


def hash_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the content written in one way, in hexadecimal digits."""
    written = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def for_reader(content: dict[str, Any], person: User, reader: User) -> dict[str, Any]:
    """Say of a record what this reader may read: not the names of records that aren’t open to them."""
    cited = {
        (kind, number)
        for section in content["sections"]
        for item in section["items"]
        for one in item["told"]
        for kind, number, _title in one["rests_on"]
    }
    is_open = citing.links_for(person, reader, cited) if cited else {}
    return content | {
        "sections": [
            section
            | {
                "items": [
                    item
                    | {
                        "told": [
                            one | {"rests_on": _names(one["rests_on"], is_open)}
                            for one in item["told"]
                        ]
                    }
                    for item in section["items"]
                ]
            }
            for section in content["sections"]
        ]
    }


def _names(rests_on: Sequence[Sequence[Any]], is_open: Collection[citing.Target]) -> list[str]:
    names = [title for kind, number, title in rests_on if (kind, number) in is_open]
    if unseen := len(rests_on) - len(names):
        names.append(
            ngettext(
                "%(num)d record that isn’t open to you",
                "%(num)d records that aren’t open to you",
                unseen,
            )
        )
    return names


def _cited(form: Form) -> set[tuple[str, int]]:
    return {cite for told in form.answers.values() for one in told for cite in one.cites}


def _item(
    item: ShownItem, template: Template, titles: dict[tuple[str, int], str]
) -> dict[str, Any]:
    return {
        "name": item.item.name,
        "told": [
            {
                "by": one.writer,
                "as": one.party.value,
                "level": template.level(one.rating),
                "words": one.words,
                "rests_on": [[*cite, titles[cite]] for cite in one.cites if cite in titles],
            }
            for one in item.told
        ],
    }
