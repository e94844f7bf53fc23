"""The charter to read and to sign, what was signed, and the way back."""

from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.dates import calendar_day, day_of
from cards.ambassadors.written import in_block
from cards.kit import Container, Part, card, make
from cards.names import name_in_block
from cards.translations import Texts, texts
from cards.typography import typeset
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.charter import Charter, CharterText
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.hand_over import HandOver
from passeur.ambassadors.terms import Signature, Term


def charter_card(
    view: View, cohort: Cohort | None = None, term: Term | None = None, *, problem: str = "", lead: bool = False
) -> dict[str, Any]:
    """The charter as it stands, for everybody to read; whoever was offered a term, or signed an older text, may sign.

    `problem` says why a signature was not taken. The programme lead is led to who signed.
    """
    told = texts(view.locale)
    charter = view.organisation.charter
    actions: list[Part] = []
    state = ""
    if cohort is not None and term is not None:
        state = _state(view, told, charter, cohort, term)
        actions = _actions(view, told, charter, term)
    if lead:
        title = told.gettext("Who has signed")
        actions.append(show(title, Verb.SHOW_TERMS, view.token(Verb.SHOW_TERMS)))
    return _drawn(view, state, actions, problem=problem)


def charter_to_accept_card(view: View, asked: HandOver, from_name: str, *, problem: str = "") -> dict[str, Any]:
    """The charter for somebody who was asked to take over: signing it is saying yes."""
    told = texts(view.locale)
    state = told.gettext("If you sign, you take over from {name} straight away.", name=name_in_block(told, from_name))
    decline = told.gettext("No, thank you")
    actions = [
        sign_button(view, told.gettext("Sign and take over"), asked.cohort_id, parent=str(asked)),
        show(decline, Verb.DECLINE_HAND_OVER, view.token(Verb.DECLINE_HAND_OVER, str(asked))),
    ]
    return _drawn(view, state, actions, problem=problem)


def receipt_card(view: View, cohort: Cohort, signature: Signature) -> dict[str, Any]:
    """What was signed and when, to keep; then where to begin."""
    told = texts(view.locale)
    title = told.gettext("Signed. Welcome among the ambassadors!")
    version = typeset(told.gettext("Version {version} of the charter", version=signature.version), view.locale)
    ends_on = calendar_day(view, cohort.ends_on)
    body = [
        blocks.heading(title),
        blocks.paragraph(told.gettext("Your term runs until {day}. Thank you for passing it on.", day=ends_on)),
        blocks.box(
            [
                blocks.reason(told.gettext("Your receipt")),
                blocks.paragraph(version, spacing="Small"),
                blocks.paragraph(told.gettext("Signed on {day}", day=day_of(view, signature.at)), spacing="None"),
                blocks.note(told.gettext("Fingerprint of the text that you read:"), spacing="Small"),
                *(blocks.note(part, spacing="None") for part in _in_groups(signature.hash)),
            ]
        ),
        blocks.note(
            told.gettext(
                "The fingerprint changes with the smallest word: it proves which text you signed. You can take your "
                "signature back at any time: write “charter”."
            )
        ),
    ]
    camp = told.gettext("Begin the boot camp")
    actions = [
        show(camp, Verb.SHOW_BOOT_CAMP, view.token(Verb.SHOW_BOOT_CAMP)),
        show(told.gettext("My term"), Verb.SHOW_TERM, view.token(Verb.SHOW_TERM)),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def unsign_question_card(view: View, term: Term) -> dict[str, Any]:
    """Asked before an offer is turned down, or a signature taken back."""
    told = texts(view.locale)
    if term.is_in_office:
        title = told.gettext("Take your signature back?")
        what = told.gettext(
            "Your term ends at once, and your place goes back to the programme lead, who is told so. You need not say "
            "why. What you shared stays with your colleagues."
        )
        yes = told.gettext("Yes, take it back")
    else:
        title = told.gettext("Turn this place down?")
        what = told.gettext(
            "It goes to somebody else, and the programme lead is told so. You need not say why, and you may volunteer "
            "again for another call."
        )
        yes = told.gettext("Yes, turn it down")
    actions = [
        execute(yes, Verb.UNSIGN, view.token(Verb.UNSIGN, term.cohort_id), takes_inputs=False),
        show(told.gettext("No, go back"), Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER)),
    ]
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)], actions=actions)


def unsigned_card(view: View) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("It is noted, thank you for saying so")
    what = told.gettext(
        "Nothing more is asked of you. You can share, try and take part as before, and come back for another call."
    )
    return card(lang=view.locale, summary=title, body=[blocks.heading(title), blocks.paragraph(what)])


def sign_again_card(view: View, cohort: Cohort, term: Term) -> dict[str, Any]:
    """Sent to those who signed an older text."""
    told = texts(view.locale)
    title = told.gettext("The charter has a new version")
    body = [
        blocks.heading(title),
        blocks.paragraph(
            told.gettext(
                "You signed version {version}. The new one is a click away: read it, then sign it if it suits you. "
                "Your term goes on in the meantime.",
                version=term.signature.version if term.signature else 0,
            )
        ),
        blocks.note(told.gettext("Your term runs until {day}.", day=calendar_day(view, cohort.ends_on))),
    ]
    read = told.gettext("Read the charter")
    actions = [show(read, Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER))]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def offer_reminder_card(view: View, cohort: Cohort, term: Term) -> dict[str, Any]:
    """Sent once to somebody who has not said yes or no to an offer."""
    told = texts(view.locale)
    title = told.gettext("Your place is still there")
    first, last = calendar_day(view, cohort.starts_on), calendar_day(view, cohort.ends_on)
    offer = told.gettext(
        "A place among the ambassadors waits for you, from {first} to {last}. Read the charter and sign it if it suits "
        "you. If not, say so in one click: somebody on the waiting list will be glad.",
        first=first,
        last=last,
    )
    decline = told.gettext("Turn this place down…")
    actions = [
        show(told.gettext("Read the charter"), Verb.SHOW_CHARTER, view.token(Verb.SHOW_CHARTER)),
        show(decline, Verb.ASK_UNSIGN, view.token(Verb.ASK_UNSIGN, term.cohort_id)),
    ]
    body = [
        blocks.heading(title),
        blocks.paragraph(typeset(offer, view.locale)),
        blocks.note(told.gettext("This is the only reminder.")),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def sign_button(view: View, title: str, cohort_id: str, *, parent: str = "") -> Part:
    """The button says which words were read: they are compared with those that stand when somebody clicks."""
    charter = view.organisation.charter
    subject = f"{cohort_id}|{view.locale}|{charter.text(view.locale).hash}"
    token = view.token(Verb.SIGN_CHARTER, subject, version=charter.version, parent=parent)
    return execute(title, Verb.SIGN_CHARTER, token, takes_inputs=False)


def _drawn(view: View, state: str, actions: list[Part], *, problem: str) -> dict[str, Any]:
    told = texts(view.locale)
    charter = view.organisation.charter
    text = charter.text(view.locale)
    title = typeset(text.title, view.locale)
    body = [
        blocks.heading(in_block(text.title, view.locale)),
        blocks.note(told.gettext("Version {version}", version=charter.version), spacing="None"),
        *([blocks.problem(problem)] if problem else []),
        *([blocks.box([blocks.paragraph(state)])] if state else []),
        *_text(text, view.locale),
    ]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _text(text: CharterText, locale: str) -> list[Part]:
    def section(title: str, points: tuple[str, ...]) -> Part:
        lines = [blocks.paragraph(f"• {in_block(point, locale)}", spacing="Small") for point in points]
        items = [blocks.heading(in_block(title, locale), large=False), *lines]
        return make(Container, items=items, spacing="Medium")

    return [
        blocks.paragraph(in_block(text.intro, locale)),
        *(section(each.title, each.points) for each in text.sections),
        blocks.paragraph(in_block(text.closing, locale), spacing="Medium", separator=True),
    ]


def _state(view: View, told: Texts, charter: Charter, cohort: Cohort, term: Term) -> str:
    if term.signature is None:
        first, last = calendar_day(view, cohort.starts_on), calendar_day(view, cohort.ends_on)
        offer = told.gettext(
            "You were chosen: a place is yours from {first} to {last}. Signing this charter is accepting it.",
            first=first,
            last=last,
        )
        return typeset(offer, view.locale)
    signed_on = day_of(view, term.signature.at)
    if charter.is_signed_by(term.signature):
        return told.gettext("You signed it on {day}. Thank you!", day=signed_on)
    again = told.gettext(
        "You signed version {version} on {day}. The text has changed since: read it, then sign it again.",
        version=term.signature.version,
        day=signed_on,
    )
    return typeset(again, view.locale)


def _actions(view: View, told: Texts, charter: Charter, term: Term) -> list[Part]:
    actions: list[Part] = []
    if not charter.is_signed_by(term.signature):
        actions.append(sign_button(view, told.gettext("I sign"), term.cohort_id))
    back = told.gettext("Take my signature back…") if term.is_in_office else told.gettext("Turn this place down…")
    token = view.token(Verb.ASK_UNSIGN, term.cohort_id)
    # No is as easy to say as yes; later on, it is the exception.
    return [*actions, show(back, Verb.ASK_UNSIGN, token, secondary=term.is_in_office)]


def _in_groups(text_hash: str) -> list[str]:
    """64 digits are one word, which would run out of a narrow card: they are told in four lines."""
    return [text_hash[start : start + 16] for start in range(0, len(text_hash), 16)]
