"""What it costs to draw a card, apart from everything around it."""

import time
from collections.abc import Callable
from statistics import median
from typing import Any

from cards.help import Reader, help_card
from cards.sharing.share_form import ShareForm, share_form
from cards.signing import Signer
from cards.view import View
from passeur.errors import Problem
from passeur.settings import read_organisation
from passeur.sharing.share_form import Field
from tests.benchmarks.counts import Counts
from tests.benchmarks.figures import Figure
from tests.benchmarks.stage import CARD_KEY, ENVIRONMENT, TENANT
from tests.scenarios.telling import FILLED

_VIEW = View("fr", read_organisation(ENVIRONMENT), Signer([CARD_KEY], TENANT))


def drawing_of_help(counts: Counts) -> Figure:
    return _figure(lambda: help_card(_VIEW, Reader()), counts)


def drawing_of_form(counts: Counts) -> Figure:
    typed = {**FILLED, Field.WHEN_NOT: ""}
    form = ShareForm(form_id="f" * 32, typed=typed, problems={Field.WHEN_NOT: Problem.MISSING})
    return _figure(lambda: share_form(_VIEW, form, in_dialog=False), counts)


def _figure(draw: Callable[[], object], counts: Counts) -> Figure:
    draw()
    rounds = []
    for _ in range(counts.rounds):
        began = time.process_time()
        for _ in range(counts.turns):
            draw()
        rounds.append((time.process_time() - began) * 1000 / counts.turns)
    return Figure("of ours, drawing the card", median(rounds))


def a_card() -> dict[str, Any]:
    return help_card(_VIEW, Reader())
