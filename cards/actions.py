"""Buttons: each carries one signed string and nothing about who clicks."""

from collections.abc import Sequence

from cards.kit import ActionExecute, ActionShowCard, ActionSubmit, ActionToggleVisibility, Part, inner_card, make
from cards.signing import TOKEN
from cards.verbs import Verb

_WITHOUT_INPUTS = "none"


def execute(title: str, verb: Verb, token: str, *, takes_inputs: bool = True, secondary: bool = False) -> Part:
    """A button of a message. Clients that know no Action.Execute send the same data as a message."""
    data = {TOKEN: token}
    inputs = None if takes_inputs else _WITHOUT_INPUTS
    mode = "secondary" if secondary else None
    return make(
        ActionExecute,
        title=title,
        verb=verb.value,
        data=data,
        associatedInputs=inputs,
        mode=mode,
        fallback=make(ActionSubmit, title=title, data=data, associatedInputs=inputs, mode=mode),
    )


def show(title: str, verb: Verb, token: str, *, secondary: bool = False) -> Part:
    """A button that leads to another card, whatever is typed in this one."""
    return execute(title, verb, token, takes_inputs=False, secondary=secondary)


def send(title: str, verb: Verb, token: str, *, in_dialog: bool) -> Part:
    """A button that sends what was typed. A dialog knows no Action.Execute."""
    return make(ActionSubmit, title=title, data={TOKEN: token}) if in_dialog else execute(title, verb, token)


def unfold(title: str, body: Sequence[Part], actions: Sequence[Part]) -> Part:
    return make(ActionShowCard, title=title, card=inner_card(body, actions))


def show_or_hide(title: str, part_id: str) -> Part:
    return make(ActionToggleVisibility, title=title, targetElements=[part_id])
