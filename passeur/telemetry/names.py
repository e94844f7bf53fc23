"""The names of all that Passeur tells whoever watches over it: alerts, dashboards, the runbook and tests use these."""

from enum import StrEnum


class Span(StrEnum):
    """Pieces of work. `TURN` and `JOB` begin a trace; the others are parts of one."""

    TURN = "passeur.turn"
    HANDLER = "passeur.handler"
    JOB = "passeur.job"
    DELIVERY = "passeur.delivery"
    STORAGE = "passeur.storage"
    CONNECTOR = "passeur.connector"
    BACKUP = "passeur.backup"


class Metric(StrEnum):
    """Durations and ages are in seconds, the others are counts. Behind each, the attributes that it comes with."""

    TURN_DURATION = "passeur.turn.duration"  # door, outcome
    REQUEST_REFUSED = "passeur.request.refused"  # reason
    JOB_DURATION = "passeur.job.duration"  # job, outcome
    STORAGE_DURATION = "passeur.storage.duration"  # table, operation, outcome
    CONNECTOR_DURATION = "passeur.connector.duration"  # operation, outcome
    CONNECTOR_THROTTLED = "passeur.connector.throttled"  # none: answers of 429
    DELIVERY_ENDED = "passeur.delivery.ended"  # kind, state, reason
    DELIVERY_AGE = "passeur.delivery.age"  # kind: from when it was owed to when it was sent
    DELIVERY_SWEPT = "passeur.delivery.swept"  # none: owed, left alone, asked for again
    QUEUE_AGE = "passeur.queue.age"  # queue: how late a message is looked at, after what it was to wait for
    QUEUE_LENGTH = "passeur.queue.length"  # queue: about how many wait, poisoned ones included
    QUEUE_POISONED = "passeur.queue.poisoned"  # queue: failed every time
    RETENTION_REMOVED = "passeur.retention.removed"  # rule
    RETENTION_RESULT = "passeur.retention.result"  # outcome
    BACKUP_RESULT = "passeur.backup.result"  # outcome
    BACKUP_ROWS = "passeur.backup.rows"  # table
    BACKUP_DURATION = "passeur.backup.duration"  # outcome


# The counters; the others are distributions, of which Azure keeps the count, the sum, the least and the most.
COUNTED = frozenset(
    {
        Metric.REQUEST_REFUSED,
        Metric.CONNECTOR_THROTTLED,
        Metric.DELIVERY_ENDED,
        Metric.DELIVERY_SWEPT,
        Metric.QUEUE_POISONED,
        Metric.RETENTION_REMOVED,
        Metric.RETENTION_RESULT,
        Metric.BACKUP_RESULT,
    }
)


class Attribute(StrEnum):
    """What spans and metrics say besides. Every value is one of a short, closed list, but those of `ROWS` and `LINK`.

    None is a text that somebody wrote, a name, an id of a person, a conversation or a share, an address or a token.
    """

    DOOR = "passeur.door"
    VERB = "passeur.verb"
    OUTCOME = "passeur.outcome"
    REASON = "passeur.reason"
    JOB = "passeur.job.name"
    TABLE = "passeur.table"
    OPERATION = "passeur.operation"
    ROWS = "passeur.rows"
    KIND = "passeur.delivery.kind"
    STATE = "passeur.delivery.state"
    QUEUE = "passeur.queue.name"
    RULE = "passeur.retention.rule"
    LINK = "passeur.delivery.link"  # a keyed hash of the delivery's id: ties the turn that owed it to its sending


class Outcome(StrEnum):
    """How a piece of work ended. `REFUSED` is an answer; `UNAVAILABLE`, `LOST` and `FAILED` want somebody's eyes."""

    OK = "ok"
    REFUSED = "refused"
    CONFLICT = "conflict"
    THROTTLED = "throttled"
    UNAVAILABLE = "unavailable"
    LOST = "lost"
    FAILED = "failed"


# Settings. Nothing is imported or measured unless one of them is given.
CONSOLE_SETTING = "PASSEUR_TELEMETRY"
AZURE_SETTING = "APPLICATIONINSIGHTS_CONNECTION_STRING"
TRACES_SETTING = "PASSEUR_TRACES_PERCENT"

# The role under which each process appears in Application Insights.
BOT_ROLE = "passeur-bot"
FUNCTIONS_ROLE = "passeur-functions"
