"""Buttons: each carries one signed string and nothing about who clicks."""

from collections.abc import Sequence
from typing import Any

from cards.kit import ActionExecute, ActionShowCard, ActionSubmit, ActionToggleVisibility, Part, inner_card, make
from cards.signing import TOKEN
from cards.verbs import Verb

_WITHOUT_INPUTS = "none"


def execute(title: str, verb: Verb, token: str, *, takes_inputs: bool = True) -> Part:
    """A button of a message. Clients that know no Action.Execute send the same data as a message."""
    data = {TOKEN: token}
    inputs = None if takes_inputs else _WITHOUT_INPUTS
    return make(
        ActionExecute,
        title=title,
        verb=verb.value,
        data=data,
        associatedInputs=inputs,
        fallback=make(ActionSubmit, title=title, data=data, associatedInputs=inputs),
    )


def submit(title: str, token: str) -> Part:
    """A button of a dialog, where Action.Execute is not known."""
    return make(ActionSubmit, title=title, data={TOKEN: token})


def send(title: str, verb: Verb, token: str, *, in_dialog: bool) -> Part:
    return submit(title, token) if in_dialog else execute(title, verb, token)


def open_dialog(title: str, token: str, *, secondary: bool = False) -> Part:
    data: dict[str, Any] = {"msteams": {"type": "task/fetch"}, TOKEN: token}
    mode = "secondary" if secondary else None
    return make(ActionSubmit, title=title, data=data, associatedInputs=_WITHOUT_INPUTS, mode=mode)


def say(title: str, words: str) -> Part:
    """A button that writes `words` in the chat, in the person's name."""
    data = {"msteams": {"type": "imBack", "value": words}}
    return make(ActionSubmit, title=title, data=data, associatedInputs=_WITHOUT_INPUTS)


def unfold(title: str, body: Sequence[Part], actions: Sequence[Part]) -> Part:
    return make(ActionShowCard, title=title, card=inner_card(body, actions))


def show_or_hide(title: str, part_id: str) -> Part:
    return make(ActionToggleVisibility, title=title, targetElements=[part_id])
