"""What whoever restored is told of people's noes: those that hold again, and those that nobody can know."""

from collections.abc import Iterator
from datetime import datetime

from passeur.storage.restore_backup import Restored

_KINDS = (
    "objections, pauses, topics declined, shares withdrawn, roles taken away, refusals to be named, candidacies and "
    "terms given back"
)


def told_of_noes(done: Restored) -> Iterator[str]:
    kept, began_at = done.kept, done.manifest.began_at
    if kept is None:
        yield (
            f"Noes are UNDONE: beside the backups nothing keeps what people said no to since {_moment(began_at)} "
            f"({_KINDS}). Tell people, see the runbook (After a restore)."
        )
        return
    yield f"{done.noes} noes said since ({_KINDS}) hold again."
    if kept.since > began_at:
        yield (
            f"Noes may be UNDONE: what people said no to between {_moment(began_at)} and {_moment(kept.since)} is not "
            f"all known ({_KINDS}). Tell people, see the runbook (After a restore)."
        )
    yield (
        f"Noes are known until {_moment(max(kept.known_at, began_at))}: of later ones, said before the data was lost, "
        "nothing is left. If there was such a time, tell people, see the runbook (After a restore)."
    )


def _moment(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%d %H:%M:%S UTC")
