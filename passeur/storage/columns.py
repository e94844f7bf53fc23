"""How values become columns: texts, 32-bit numbers and booleans only, which every reader gives back unchanged."""

from datetime import UTC, datetime
from decimal import Decimal

from passeur.delivery.addresses import Address, ConversationKind
from passeur.sharing.shares import GainPer, GainUnit, TimeGain
from passeur.storage.entities import KEY, PARTITION, Row

Column = str | int | bool | None


def row_of(partition: str, key: str, **columns: Column) -> Row:
    """A row without the columns that have nothing in them, which Table Storage does not keep."""
    kept = {name: str(value) if isinstance(value, str) else value for name, value in columns.items()}
    return {PARTITION: partition, KEY: key} | {name: value for name, value in kept.items() if value is not None}


def write_time(moment: datetime) -> str:
    """An aware moment as text that sorts as time does (a date column would cut or pad its microseconds)."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a time zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def read_time(text: str) -> datetime:
    return datetime.fromisoformat(text)


def gain_columns(gain: TimeGain | None) -> dict[str, Column]:
    """A gain's value stays the decimal text that it was, to the last zero."""
    if gain is None:
        return {}
    return {"gain_value": str(gain.value), "gain_unit": gain.unit, "gain_per": gain.per}


def read_gain(row: Row) -> TimeGain | None:
    value = row.get("gain_value")
    if value is None:
        return None
    return TimeGain(Decimal(value), GainUnit(row["gain_unit"]), GainPer(row["gain_per"]))


def address_columns(address: Address | None) -> dict[str, Column]:
    if address is None:
        return {}
    return {
        "conversation_id": address.conversation_id,
        "service_url": address.service_url,
        "conversation_kind": address.kind,
    }


def read_address(row: Row) -> Address | None:
    conversation_id = row.get("conversation_id")
    if conversation_id is None:
        return None
    return Address(conversation_id, row["service_url"], ConversationKind(row["conversation_kind"]))
