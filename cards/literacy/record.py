"""The literacy record: what Passeur knows by itself, and what the programme lead recorded beside it."""

from collections.abc import Sequence
from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.fitting import fitting
from cards.kit import ActionSet, Container, Part, card, make
from cards.links import markdown_link
from cards.literacy import words
from cards.text import plain
from cards.translations import Texts, texts
from cards.typography import typeset
from cards.verbs import Verb
from cards.view import View
from passeur.literacy.known_measures import KnownMeasure
from passeur.literacy.measures import Measure
from passeur.literacy.read_record import LiteracyRecord

PAGE = 5
_LENGTHS = (500, 200, 80)
_MOST_KNOWN = 12
_SHOWN_OF_A_FINGERPRINT = 12


def record_card(
    view: View, record: LiteracyRecord, *, may_write: bool, page: int = 0, done: str = ""
) -> dict[str, Any]:
    """One page of what was recorded, below what is known; `done` says what a click has just changed."""
    told = texts(view.locale)
    title = words.title_of(told)

    def drawn(longest: int) -> dict[str, Any]:
        body = [
            blocks.heading(title),
            *([blocks.reason(done)] if done else []),
            blocks.paragraph(words.what_this_is(told)),
            *([] if page else _known(view, told, record.known)),
            *_recorded(view, told, record, page, longest, may_write=may_write),
            blocks.note(words.what_the_law_says(told, view.organisation.sending.zone), separator=True),
        ]
        actions = _actions(view, told, record, page, may_write=may_write)
        return card(lang=view.locale, summary=title, body=body, actions=actions)

    return fitting(drawn, _LENGTHS)


def withdrawal_card(view: View, measure: Measure) -> dict[str, Any]:
    """Asked before a measure is taken out of the record."""
    told = texts(view.locale)
    title = told.gettext("Withdraw this measure?")
    body = [
        blocks.heading(title, large=False),
        *_measure(view, told, measure, _LENGTHS[0]),
        blocks.note(told.gettext("It leaves the record. The files keep its line, marked as withdrawn, with the day.")),
    ]
    token = view.token(Verb.WITHDRAW_MEASURE, measure.id)
    actions = [
        execute(told.gettext("Withdraw it"), Verb.WITHDRAW_MEASURE, token, takes_inputs=False),
        show(told.gettext("Back to the record"), Verb.SHOW_LITERACY, view.token(Verb.SHOW_LITERACY)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def recorded_sentence(view: View) -> str:
    return texts(view.locale).gettext("The measure is in the record.")


def corrected_sentence(view: View) -> str:
    return texts(view.locale).gettext("The measure is corrected.")


def withdrawn_sentence(view: View) -> str:
    return texts(view.locale).gettext("The measure is withdrawn.")


def _known(view: View, told: Texts, measures: Sequence[KnownMeasure]) -> list[Part]:
    zone = view.organisation.sending.zone
    parts: list[Part] = [blocks.heading(told.gettext("What Passeur knows"), large=False)]
    for measure in measures[:_MOST_KNOWN]:
        facts = [words.span(told, zone, measure.starts_on, measure.ends_on), *words.known_figures(told, measure)]
        parts += [
            blocks.reason(words.known_title(told, measure)),
            blocks.note(_joined(view, facts), spacing="None"),
        ]
    left = len(measures) - _MOST_KNOWN
    if left > 0:
        parts.append(
            blocks.note(told.ngettext("And {count} other, in the file.", "And {count} others, in the file.", left))
        )
    return parts


def _recorded(
    view: View, told: Texts, record: LiteracyRecord, page: int, longest: int, *, may_write: bool
) -> list[Part]:
    parts: list[Part] = [blocks.heading(told.gettext("What was recorded"), large=False)]
    if not record.recorded:
        parts.append(blocks.paragraph(told.gettext("No other measure is recorded yet.")))
    for measure in record.recorded[page * PAGE : (page + 1) * PAGE]:
        items = _measure(view, told, measure, longest)
        if may_write:
            items.append(make(ActionSet, actions=_buttons(view, told, measure)))
        parts.append(make(Container, items=items, spacing="Medium"))
    if record.withdrawn:
        parts.append(
            blocks.note(
                told.ngettext(
                    "{count} measure was withdrawn: it is in the files.",
                    "{count} measures were withdrawn: they are in the files.",
                    len(record.withdrawn),
                )
            )
        )
    return parts


def _measure(view: View, told: Texts, measure: Measure, longest: int) -> list[Part]:
    content, zone = measure.content, view.organisation.sending.zone
    facts = [words.span(told, zone, content.starts_on, content.ends_on)]
    if content.participants is not None:
        facts.append(words.participants(told, content.participants))
    parts = [
        blocks.prose(plain(content.title, longest), bold=True),
        blocks.prose(plain(content.audience, longest)),
        blocks.note(_joined(view, facts), spacing="None"),
    ]
    if content.about:
        parts.append(blocks.prose(plain(content.about, longest), spacing="Small"))
    material = [markdown_link(content.link)] if content.link else []
    if content.sha256:
        material.append(told.gettext("fingerprint {start}…", start=content.sha256[:_SHOWN_OF_A_FINGERPRINT]))
    if material:
        parts.append(blocks.note(told.gettext("Material: {material}", material=", ".join(material)), spacing="None"))
    return parts


def _joined(view: View, facts: Sequence[str]) -> str:
    line = " · ".join(fact for fact in facts if fact)
    return typeset(line[:1].upper() + line[1:], view.locale)


def _buttons(view: View, told: Texts, measure: Measure) -> list[Part]:
    change = view.token(Verb.MEASURE_FORM, measure.id)
    ask = view.token(Verb.ASK_WITHDRAW_MEASURE, measure.id)
    return [
        show(told.gettext("Correct"), Verb.MEASURE_FORM, change),
        show(told.gettext("Withdraw"), Verb.ASK_WITHDRAW_MEASURE, ask),
    ]


def _actions(view: View, told: Texts, record: LiteracyRecord, page: int, *, may_write: bool) -> list[Part]:
    actions = []
    if may_write:
        token = view.token(Verb.MEASURE_FORM)
        actions.append(show(told.gettext("Record a measure"), Verb.MEASURE_FORM, token))
    actions.append(show(told.gettext("Download"), Verb.LITERACY_FILES, view.token(Verb.LITERACY_FILES)))
    if page:
        token = view.token(Verb.SHOW_LITERACY, version=page - 1)
        actions.append(show(told.gettext("Newer"), Verb.SHOW_LITERACY, token))
    if len(record.recorded) > (page + 1) * PAGE:
        token = view.token(Verb.SHOW_LITERACY, version=page + 1)
        actions.append(show(told.gettext("Older"), Verb.SHOW_LITERACY, token))
    return actions
