"""Turns with people: what a message, a click and a share cost the bot's process, and how long somebody waits."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import aiohttp

from tests.benchmarks.activities import REFUSED_FORM, SHOW_HELP, SUBMIT, Activities
from tests.benchmarks.counts import Counts
from tests.benchmarks.drawing import drawing_of_form, drawing_of_help
from tests.benchmarks.figures import Aim, Comparison, Figure
from tests.benchmarks.load import Load, Make, Measured
from tests.benchmarks.program import Program
from tests.benchmarks.stage import Stage

_MESSAGE_AIM = 2.0
_INVOKE_AIM = 1.5
FLOOR = "floor: bare aiohttp, the same bytes"
STOCK = "stock: CloudAdapter of botbuilder 4.17.1"


@dataclass(frozen=True, slots=True)
class Bots:
    """The same bot three times: ours, the least that any does, and one on the packages as they come."""

    ours: Program
    floor: Program
    stock: Program


async def measure_turns(stage: Stage, counts: Counts) -> list[Comparison]:
    async with aiohttp.ClientSession() as session:
        load, people = Load.on(stage, session), Activities.on(stage, session)
        with Program.start("tests.benchmarks.ours", stage.config | {"storage": None}) as ours:
            config = stage.config | {"answers": await _answers(ours, load, people, stage)}
            with _others(config) as (floor, stock):
                bots = Bots(ours, floor, stock)
                return [
                    await _message(bots, load, people, counts),
                    await _help(bots, load, people, counts),
                    await _form(bots, load, people, counts),
                    await _submit(bots, load, people, counts),
                ]


async def _answers(ours: Program, load: Load, people: Activities, stage: Stage) -> Mapping[str, Any]:
    """What ours answers, for the others to answer byte for byte."""
    # The first message is answered by a greeting too.
    await load.ask(ours, people.help())
    await load.ask(ours, people.help())
    answers: dict[str, Any] = {
        "message": stage.last_message(),
        SHOW_HELP: await load.ask(ours, people.show_help()),
        REFUSED_FORM: await load.ask(ours, people.refused_form()),
        SUBMIT: await load.ask(ours, people.submit()),
    }
    invokes = (SHOW_HELP, REFUSED_FORM, SUBMIT)
    without_card = [name for name in invokes if not isinstance(answers[name]["value"], dict)]
    if without_card:
        raise RuntimeError(f"{without_card} are no longer answered with a card: measure another click")
    return answers


@contextmanager
def _others(config: Mapping[str, Any]) -> Iterator[tuple[Program, Program]]:
    with (
        Program.start("tests.benchmarks.floor", config) as floor,
        Program.start("tests.benchmarks.stock", config) as stock,
    ):
        yield floor, stock


async def _message(bots: Bots, load: Load, people: Activities, counts: Counts) -> Comparison:
    measured = await _measured(bots, load, people.help, counts)
    drawing = drawing_of_help(counts)
    framework = measured[0].cpu - (drawing.cpu or 0)
    aim = Aim(f"aim <= {_MESSAGE_AIM} ms without the drawing ({framework:.2f})", framework <= _MESSAGE_AIM)
    return _compared("Message: « aide » in, help card out through the connector", measured, aim, drawing)


async def _help(bots: Bots, load: Load, people: Activities, counts: Counts) -> Comparison:
    measured = await _measured(bots, load, people.show_help, counts)
    aim = Aim(f"aim <= {_INVOKE_AIM} ms", measured[0].cpu <= _INVOKE_AIM)
    return _compared("Action.Execute: help asked, small card in the answer", measured, aim)


async def _form(bots: Bots, load: Load, people: Activities, counts: Counts) -> Comparison:
    measured = await _measured(bots, load, people.refused_form, counts)
    drawing = drawing_of_form(counts)
    framework = measured[0].cpu - (drawing.cpu or 0)
    aim = Aim(f"aim <= {_INVOKE_AIM} ms without the drawing ({framework:.2f})", framework <= _INVOKE_AIM)
    return _compared("Action.Execute: a form that is refused, shown again in the answer", measured, aim, drawing)


async def _submit(bots: Bots, load: Load, people: Activities, counts: Counts) -> Comparison:
    measured = await _measured(bots, load, people.submit, counts)
    return _compared("Action.Execute: share submitted, receipt in the answer, storage in memory", measured, None)


async def _measured(bots: Bots, load: Load, make: Make, counts: Counts) -> list[Measured]:
    return await load.measure([bots.ours, bots.floor, bots.stock], make, counts=counts, each=counts.turns)


def _compared(title: str, measured: list[Measured], aim: Aim | None, *parts: Figure) -> Comparison:
    ours, floor, stock = measured
    return Comparison(
        f"{title} ({len(ours.walls)} each)",
        Figure("ours, authentication on", ours.cpu, ours.walls, aim),
        floor=Figure(FLOOR, floor.cpu, floor.walls),
        stock=Figure(STOCK, stock.cpu, stock.walls),
        others=parts,
    )
