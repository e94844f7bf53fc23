"""What is noted in the access log when somebody opens it in a chat: whatever tells of others to who leads or steers.

Each is noted before it is shown. What people read of themselves, and what everybody reads, is not.
"""

from collections.abc import Mapping

from bot.turn import Turn
from cards.verbs import Verb
from passeur.backend import Backend
from passeur.privacy.accesses import Access, Door

NOTED_VERBS: Mapping[Verb, Door] = {
    Verb.SHOW_BRIEF: Door.BRIEF,
    Verb.BRIEF_FILES: Door.BRIEF,
    Verb.SHOW_BOARD: Door.BOARD,
    Verb.SHOW_COVERAGE: Door.COVERAGE,
    Verb.SHOW_LITERACY: Door.LITERACY,
    Verb.LITERACY_FILES: Door.LITERACY,
    Verb.LIST_CANDIDATES: Door.CANDIDATES,
    Verb.REVIEW_FORM: Door.CANDIDATES,
    Verb.SHOW_SELECTION: Door.SELECTION,
    Verb.SHOW_TERMS: Door.TERMS,
    Verb.SHOW_DECISIONS: Door.DECISIONS,
    Verb.SHOW_DECISION: Door.DECISIONS,
    Verb.LIST_RUNS: Door.RUNS,
    Verb.SHOW_RUN: Door.RUNS,
    Verb.EXAMPLE_DIGEST: Door.RUNS,
    Verb.SHOW_RECOGNITION: Door.RECOGNITION,
    Verb.PRIVACY_PAPERS: Door.PRIVACY,
    Verb.SHOW_RETENTION: Door.RETENTION,
    Verb.SHOW_ACCESSES: Door.ACCESSES,
}

# By the name of the function in `bot/handlers/answers_to_words.py`.
NOTED_COMMANDS: Mapping[str, Door] = {
    "brief": Door.BRIEF,
    "coverage": Door.COVERAGE,
    "decision_log": Door.DECISIONS,
    "deliveries": Door.RUNS,
    "directory": Door.DIRECTORY,
    "literacy_record": Door.LITERACY,
    "recognise": Door.RECOGNITION,
}


async def note_read(door: Door | None, turn: Turn, backend: Backend) -> None:
    if door is not None:
        await backend.accesses.note(Access(turn.tenant_id, turn.received_at, turn.person_id, door))
