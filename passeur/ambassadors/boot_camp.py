"""The boot camp: steps, what each needs before it, and what helps with it; beside it, the toolkit."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from passeur.ambassadors.progress import Progress
from passeur.ambassadors.refusals import Declined, Why


class Kind(StrEnum):
    """What a resource is: a short text to read on the card, a page to open, or a file to fetch."""

    TEXT = "text"
    LINK = "link"
    FILE = "file"


@dataclass(frozen=True, slots=True)
class Words:
    """A title and a text in one language; the text may be empty."""

    title: str
    text: str = ""


# The same words in each language, by its name.
Told = Mapping[str, Words]


@dataclass(frozen=True, slots=True)
class Resource:
    """`id` is empty where nothing names it; `url` is an https address, empty for a text."""

    kind: Kind
    told: Told
    url: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """`needs` are the ids of the steps that come before; `minutes` what it takes, about."""

    id: str
    minutes: int
    told: Told
    needs: tuple[str, ...] = ()
    resources: tuple[Resource, ...] = ()


@dataclass(frozen=True, slots=True)
class BootCamp:
    """Steps in an order in which they can all be done, and the tools to keep at hand."""

    steps: tuple[Step, ...]
    tools: tuple[Resource, ...] = ()

    def step(self, step_id: str) -> Step | None:
        return next((step for step in self.steps if step.id == step_id), None)

    def tool(self, tool_id: str) -> Resource | None:
        return next((tool for tool in self.tools if tool.id == tool_id), None)

    def missing(self, step: Step, progress: Progress) -> tuple[Step, ...]:
        """The steps that are still to be done before this one."""
        return tuple(each for each in self.steps if each.id in step.needs and each.id not in progress.done)

    def next_step(self, progress: Progress) -> Step | None:
        """The first step that can be done now; None when nothing is left."""
        left = (step for step in self.steps if step.id not in progress.done)
        return next((step for step in left if not self.missing(step, progress)), None)

    def number_done(self, progress: Progress) -> int:
        return sum(step.id in progress.done for step in self.steps)

    def with_done(self, progress: Progress, step: Step, now: datetime) -> Progress:
        """Declined while another step comes before. Doing the last one finishes the boot camp, for good."""
        if step.id not in progress.done and self.missing(step, progress):
            raise Declined(Why.STEP_LOCKED)
        after = progress.with_step(step.id, now)
        is_whole = self.number_done(after) == len(self.steps)
        return replace(after, finished_at=now) if is_whole and after.finished_at is None else after
