"""What retention erased, night by night, for the programme lead and the DPO."""

from collections.abc import Sequence
from typing import Any

from cards import blocks
from cards.kit import Part, card
from cards.privacy.papers_card import papers_button
from cards.translations import Texts, texts
from cards.typography import day, number
from cards.view import View
from passeur.privacy.register import REGISTER
from passeur.privacy.retention_ports import Proof
from passeur.privacy.words import RegisterWords

MOST_SHOWN = 7
_KINDS = {kind.id: kind for kind in REGISTER}


def proofs_card(view: View, proofs: Sequence[Proof]) -> dict[str, Any]:
    """How many rows of each kind; nobody is named, for the proof does not know whose they were."""
    told = texts(view.locale)
    title = told.gettext("Proofs of erasure")
    body: list[Part] = [blocks.heading(title)]
    body.append(
        blocks.paragraph(
            told.gettext("Every night Passeur erases what was kept long enough, and counts what it erased.")
        )
    )
    for proof in proofs[:MOST_SHOWN]:
        body += _night(view, told, proof)
    if not proofs:
        body.append(blocks.paragraph(told.gettext("No night has passed yet.")))
    body.append(blocks.note(told.gettext("How long each thing is kept, and why, is in the documents."), separator=True))
    return card(lang=view.locale, summary=title, body=body, actions=[papers_button(view)])


def _night(view: View, told: Texts, proof: Proof) -> list[Part]:
    erased = told.ngettext("{count} row erased or emptied.", "{count} rows erased or emptied.", proof.total)
    parts = [
        blocks.label(day(proof.began_at, view.organisation.sending.zone, view.locale)),
        blocks.paragraph(erased if proof.total else told.gettext("Nothing had reached its end."), spacing="None"),
    ]
    if proof.rows:
        lines = [
            told.gettext("{kind}: {number}", kind=_kind(rule, told), number=number(rows, view.locale))
            for rule, rows in proof.rows.items()
        ]
        parts.append(blocks.paragraph("\n".join(f"- {each}" for each in lines), spacing="None"))
    if proof.ended_at is None:
        parts.append(blocks.note(told.gettext("The night was cut; the next one went on."), spacing="None"))
    elif proof.unfinished:
        parts.append(blocks.note(told.gettext("More was left for the next night."), spacing="None"))
    return parts


def _kind(rule: str, told: Texts) -> str:
    """What a rule is about, as the register says it; a rule of an older version is named as it was."""
    kind_id = ".".join(rule.split(".")[:2])
    kind = RegisterWords(told.locale).kind(_KINDS[kind_id]) if kind_id in _KINDS else kind_id
    return kind if rule == kind_id else told.gettext("{kind} (emptied)", kind=kind)
