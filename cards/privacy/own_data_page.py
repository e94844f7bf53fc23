"""Everything that is held about one person, as a page that reads without Passeur and prints."""

import html
import json
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from cards.privacy.noes_words import NOES, noes_in_words
from cards.translations import Texts, texts
from cards.typography import day
from cards.view import View
from passeur.privacy.holdings import Holding
from passeur.privacy.register import REGISTER
from passeur.privacy.words import RegisterWords

_OWN_ID, _PERSON = "key:subject", "people.person"
_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+\+00:00")
_KINDS = {kind.id: kind for kind in REGISTER}
_HEAD = """<!doctype html>
<html lang="{locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title><style>
body{{font:1rem/1.5 system-ui,sans-serif;margin:2rem auto;max-width:48rem;padding:0 1rem;color:#242424;background:#fff}}
h1{{font-size:1.6rem}}h2{{font-size:1.2rem;margin:2.5rem 0 .5rem;border-bottom:1px solid #bbb}}
dl{{display:grid;grid-template-columns:minmax(9rem,15rem) 1fr;gap:.15rem 1rem;margin:.75rem 0;padding:.75rem;
border:1px solid #ddd;border-radius:.3rem;break-inside:avoid}}
dt{{color:#555}}dd{{margin:0;overflow-wrap:anywhere;white-space:pre-wrap}}p.note{{color:#555}}
@media (max-width:34rem){{dl{{display:block}}dt{{margin-top:.4rem}}}}
</style></head><body>
"""


def own_data_page(view: View, name: str, held: Sequence[Holding], made_at: datetime) -> str:
    """The page; every value is escaped, whoever typed it."""
    told = texts(view.locale)
    title = told.gettext("Your data")
    on = day(made_at, view.organisation.sending.zone, view.locale)
    lines = [
        _HEAD.format(locale=view.locale, title=html.escape(title)),
        f"<h1>{html.escape(title)}</h1>",
        _paragraph(told.gettext("{name}, on {day}: everything that Passeur holds about you.", name=name, day=on)),
        _note(
            told.gettext(
                "“…” stands for somebody else. Not in here: what others did, your messages in Teams itself, and "
                "backups, which hold the same and disappear at the end of their time."
            )
        ),
        *_sections(view, told, held),
    ]
    if not held:
        lines.append(_paragraph(told.gettext("Nothing is held about you.")))
    return "\n".join([*lines, "</body></html>", ""])


def own_data_file(view: View, person_id: str, held: Sequence[Holding], made_at: datetime) -> str:
    """The same for another program, as JSON."""
    content = {
        "format": "passeur-own-data/1",
        "made_at": made_at.isoformat(),
        "person": person_id,
        "held": [
            {
                "kind": each.kind,
                "title": _title(view, each.kind),
                "you_are": each.as_what.value,
                "fields": dict(each.fields),
                **_later_in_file(view, each),
            }
            for each in held
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)


def _sections(view: View, told: Texts, held: Sequence[Holding]) -> Iterator[str]:
    by_kind: dict[str, list[Holding]] = defaultdict(list)
    for each in held:
        by_kind[each.kind].append(each)
    for kind, those in by_kind.items():
        yield f"<h2>{html.escape(_title(view, kind))} ({len(those)})</h2>"
        for each in those:
            if each.fields:
                yield _row(view, told, each)
            if each.told_at is not None:
                yield _note(_told_later(view, each.told_at))
        if named := sum(not each.fields for each in those):
            yield _note(
                told.ngettext("{count} row of somebody else’s names you.", "{count} rows of others name you.", named)
            )


def _row(view: View, told: Texts, holding: Holding) -> str:
    """Whose page it is needs no repeating in each row; the file has it."""
    shown = ((name, value) for name, value in holding.fields.items() if name != _OWN_ID or holding.kind == _PERSON)
    lines = (
        f"<dt>{html.escape(_label(view, told, holding.kind, name))}</dt>"
        f"<dd>{html.escape(_shown(view, told, holding.kind, name, value))}</dd>"
        for name, value in shown
    )
    return f"<dl>{''.join(lines)}</dl>"


def _later_in_file(view: View, holding: Holding) -> Mapping[str, Any]:
    """What a row says of what it leaves out; nothing of one that is whole."""
    if holding.told_at is None:
        return {}
    return {"told_later": {"at_the_latest": holding.told_at.isoformat(), "why": _told_later(view, holding.told_at)}}


def _told_later(view: View, latest: datetime) -> str:
    return texts(view.locale).gettext(
        "Opinions on your candidacy are kept here: the selection of this call will rest on them. You can read them "
        "once it is decided, and on {day} at the latest.",
        day=day(latest, view.organisation.sending.zone, view.locale),
    )


def _title(view: View, kind: str) -> str:
    """An older row of no kind is told all the same, under the name of its table."""
    return RegisterWords(view.locale).kind(_KINDS[kind]) if kind in _KINDS else kind


def _label(view: View, told: Texts, kind: str, name: str) -> str:
    field = next((each for each in _KINDS[kind].all_fields() if each.name == name), None) if kind in _KINDS else None
    if field is not None:
        return RegisterWords(view.locale).column(_KINDS[kind], field)
    # What the keys of a row say besides.
    parts: Mapping[str, str] = {
        "week": told.gettext("week"),
        "month": told.gettext("month"),
        "share": told.gettext("share"),
        "cohort": told.gettext("cohort"),
        "role": told.gettext("role"),
        "run": told.gettext("sending"),
        "workshop": told.gettext("workshop"),
        "respondent": told.gettext("pseudonym"),
        "badge": told.gettext("badge"),
        "request": told.gettext("request"),
        "child": told.gettext("variation"),
        "report": told.gettext("report"),
        "decision": told.gettext("decision"),
        "moment": told.gettext("moment"),
        "random": told.gettext("number"),
    }
    return parts.get(name, name)


def _shown(view: View, told: Texts, kind: str, name: str, value: Any) -> str:
    if (kind, name) == NOES and isinstance(value, str):
        return noes_in_words(view, value)
    return _value(view, told, value)


def _value(view: View, told: Texts, value: Any) -> str:
    if isinstance(value, bool):
        return told.gettext("yes") if value else told.gettext("no")
    if isinstance(value, str) and _MOMENT.fullmatch(value):
        zone = view.organisation.sending.zone
        moment = datetime.fromisoformat(value)
        return f"{day(moment, zone, view.locale)}, {moment.astimezone(zone):%H:%M}"
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _paragraph(text: str) -> str:
    return f"<p>{html.escape(text)}</p>"


def _note(text: str) -> str:
    return f'<p class="note">{html.escape(text)}</p>'
