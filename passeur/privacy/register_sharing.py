"""The register: what people share and try, what is told of it, and what waits to be sent."""

from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register_model import (
    Column,
    Elsewhere,
    Holds,
    Names,
    RowKind,
    long_text,
    place,
    plain,
    words,
)
from passeur.privacy.retention_rules import Kept

_OURS = Basis.LEGITIMATE_INTERESTS
_GAIN = plain("gain_value", "gain_unit", "gain_per")
# The same columns beside shares, beside recaps, in runs and among messages.
_OUTBOX = (
    *place(Names.SUBJECT),
    Column("activity_id", Names.SUBJECT, Holds.PLACE),
    *plain("kind", "locale", "created_at", "state", "attempts", "doubtful", "until", "reason"),
    # `lease_until` is what the first release called `until`: a backup of it may still be restored.
    *plain("unfinished", "failed", "writer", "lease_until"),
    Column("subject", Names.OTHER, Holds.IDS_INSIDE),
    Column("person_id", Names.SUBJECT, Holds.ID),
)
_KEY_NAMES = Column("RowKey", Names.SUBJECT, Holds.IDS_INSIDE)


def _shares(name: str, key: str, columns: tuple[Column, ...], kept: Kept, *seen_by: Reader) -> RowKind:
    return RowKind("shares", name, "{tenant}|{week}", key, columns, Purpose.SHARING, _OURS, kept, seen_by)


def _outbox(table: str, partition: str, key: str, kept: Kept, columns: tuple[Column, ...] = _OUTBOX) -> RowKind:
    return RowKind(table, "message", partition, key, columns, Purpose.DELIVERY, _OURS, kept, (Reader.NOBODY,))


SHARING_KINDS = (
    _shares(
        "share",
        "s|{share}",
        (
            Column("author_id", Names.SUBJECT, Holds.ID),
            Column("author_name", Names.SUBJECT, Holds.NAME),
            *words("tool", "use_case", "limits", "when_not", "link", "prompt", of=Names.SUBJECT),
            *plain("trade", "published_at", "version", "withdrawn", "parent", "completeness"),
            *_GAIN,
        ),
        Kept.SHARES,
        Reader.COLLEAGUES,
        Reader.EVERYBODY,
        Reader.MANAGERS,
    ),
    _shares(
        "try",
        "s|{share}|t|{subject}",
        (*plain("outcome", "at", "person_trade", "obstacle"), *_GAIN),
        Kept.SHARES,
        Reader.AGGREGATES,
    ),
    _shares(
        "variation",
        "s|{share}|v|{child}",
        (Column("author_id", Names.SUBJECT, Holds.ID),),
        Kept.SHARES,
        Reader.COLLEAGUES,
    ),
    _shares(
        "report",
        "s|{share}|r|{report}",
        (
            Column("person_id", Names.SUBJECT, Holds.ID),
            Column("person_name", Names.SUBJECT, Holds.NAME),
            *words("text", of=Names.SUBJECT),
            *plain("at", "needs"),
        ),
        Kept.REPORTS,
        Reader.LEADS,
    ),
    _outbox("shares", "{tenant}|{week}", "o|{share}|{rest}", Kept.SHARES),
    RowKind(
        "claims",
        "form",
        "{tenant}",
        "f|{share}",
        plain("ref", "at", "subjects"),
        Purpose.SHARING,
        _OURS,
        Kept.FORMS,
        (Reader.NOBODY,),
    ),
    RowKind(
        "claims",
        "use_case",
        "{tenant}",
        "k|{use_case}",
        plain("ref", "at"),
        Purpose.SHARING,
        _OURS,
        Kept.FORMS,
        (Reader.NOBODY,),
    ),
    RowKind(
        "kept",
        "share",
        "{tenant}|{subject}",
        "{share}",
        plain("kept_at"),
        Purpose.SHARING,
        _OURS,
        Kept.KEPT_SHARES,
        (Reader.PERSON,),
    ),
    RowKind(
        "recaps",
        "recap",
        "{tenant}|{week}",
        "recap",
        plain("decided_at", "planned", "considered", "picks"),
        Purpose.TELLING,
        _OURS,
        Kept.RECAPS,
        (Reader.EVERYBODY,),
    ),
    _outbox("recaps", "{tenant}|{week}", "o|{rest}", Kept.RECAPS),
    RowKind(
        "summaries",
        "week",
        "{tenant}|{week}",
        "summary",
        (*plain("stamp", "others"), *long_text(Names.SUBJECT, Holds.PSEUDONYM)),
        Purpose.BRIEF,
        _OURS,
        Kept.SUMMARIES,
        (Reader.AGGREGATES,),
    ),
    RowKind(
        "summaries",
        "week_more",
        "{tenant}|{week}",
        "part|{stamp}|{number}",
        long_text(Names.SUBJECT, Holds.PSEUDONYM),
        Purpose.BRIEF,
        _OURS,
        Kept.SUMMARIES,
        (Reader.AGGREGATES,),
    ),
    RowKind(
        "briefs",
        "brief",
        "{tenant}|{month}",
        "brief",
        long_text(),
        Purpose.BRIEF,
        _OURS,
        Kept.BRIEFS,
        (Reader.LEADS, Reader.COMMITTEE),
    ),
    RowKind(
        "briefs",
        "review",
        "{tenant}|{month}",
        "review",
        (*plain("approved"), *long_text(Names.AUTHOR, Holds.IDS_INSIDE)),
        Purpose.BRIEF,
        _OURS,
        Kept.BRIEFS,
        (Reader.LEADS,),
    ),
    RowKind(
        "runs",
        "run",
        "{tenant}|runs",
        "{run}",
        (
            Column("started_by", Names.AUTHOR, Holds.ID),
            Column("watchers", Names.AUTHOR, Holds.PLACE),
            *plain("state", "created_at", "cursor", "is_planned", "closed", "tally", "progressed_at", "ended_at"),
            *plain("resumed_at", "resumed_from", "follow_at", "drawn_at", "walk"),
        ),
        Purpose.DELIVERY,
        _OURS,
        Kept.RUNS,
        (Reader.LEADS,),
    ),
    _outbox("runs", "{tenant}|{run}", "o|{subject}", Kept.RUN_MESSAGES),
    _outbox("messages", "{tenant}|{week}", "o|{rest}", Kept.MESSAGES, (*_OUTBOX, _KEY_NAMES)),
    RowKind(
        "paces",
        "budget",
        "{tenant}",
        "pace",
        plain("next_at", "throttled_until"),
        Purpose.DELIVERY,
        _OURS,
        Kept.UNTIL_REPLACED,
        (Reader.NOBODY,),
    ),
    RowKind(
        "paces",
        "conversation",
        "{tenant}|{hash}",
        "{same_hash}",
        plain("first", "gaps"),
        Purpose.DELIVERY,
        _OURS,
        Kept.PACES,
        (Reader.NOBODY,),
    ),
)


def _queue(name: str, form: str, names: Names) -> Elsewhere:
    return Elsewhere("queue", name, form, names, Purpose.DELIVERY, _OURS, Kept.UNTIL_DONE, (Reader.NOBODY,))


QUEUES = (
    _queue("deliveries", "{home}|{tenant}|{part}|{rest}", Names.SUBJECT),
    _queue("run-deliveries", "{home}|{tenant}|{part}|{rest}", Names.SUBJECT),
    _queue("run-steps", "{rest}", Names.NOBODY),
)
