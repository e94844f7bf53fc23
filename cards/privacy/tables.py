"""The tables of the privacy documents, made from the register and from the settings."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from cards.privacy.periods import period_words
from cards.privacy.running import running_settings
from cards.translations import Texts, texts
from passeur.organisation import Organisation
from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register import EVERYTHING, REGISTER
from passeur.privacy.register_model import RowKind
from passeur.privacy.retention_rules import PERIODS, Kept
from passeur.privacy.words import RegisterWords, Table, measures, risks


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows under heads; a sheet without heads is a list."""

    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]


def sheet_of(table: Table, organisation: Organisation, locale: str) -> Sheet:
    told, words = texts(locale), RegisterWords(locale)
    if table is Table.SECURITY:
        return Sheet((), [(each,) for each in measures(locale)])
    if table is Table.SETTINGS:
        return Sheet((told.gettext("Setting"), told.gettext("Value")), running_settings(organisation, told))
    if table is Table.RISKS:
        return _risks(told, locale)
    return _MADE[table](told, words)


def _purposes(told: Texts, words: RegisterWords) -> Sheet:
    grounds: dict[Purpose, list[Basis]] = defaultdict(list)
    for each in EVERYTHING:
        if each.basis not in grounds[each.purpose]:
            grounds[each.purpose].append(each.basis)
    heads = told.gettext("Purpose"), told.gettext("What for"), told.gettext("Ground (GDPR)")
    return Sheet(
        heads,
        [
            (*words.purpose(purpose), "; ".join(map(words.basis, grounds[purpose])))
            for purpose in Purpose
            if purpose in grounds
        ],
    )


def _readers(told: Texts, words: RegisterWords) -> Sheet:
    seen: dict[Reader, list[str]] = defaultdict(list)
    for kind in REGISTER:
        for reader in kind.seen_by:
            if kind.is_personal or reader is not Reader.NOBODY:
                seen[reader].append(words.kind(kind))
    heads = told.gettext("Who"), told.gettext("What they see in Passeur")
    return Sheet(heads, [(words.reader(each), "; ".join(seen[each])) for each in Reader if each in seen])


def _kept(told: Texts, words: RegisterWords) -> Sheet:
    kinds: dict[Kept, list[str]] = defaultdict(list)
    for each in EVERYTHING:
        kinds[each.kept].append(words.kind(each))
    # The words of a check-in go before the rest of it.
    kinds[Kept.HELP_WORDS].append(told.gettext("Words of an ambassador’s check-in"))
    heads = told.gettext("What"), told.gettext("How long"), told.gettext("From when"), told.gettext("Why")
    rows = []
    for kept in Kept:
        if kept in kinds:
            since, why = words.kept(kept)
            long = period_words(told, PERIODS[kept]) if kept in PERIODS else "—"
            rows.append(("; ".join(kinds[kept]), long, since, why))
    return Sheet(heads, rows)


def _categories(told: Texts, words: RegisterWords) -> Sheet:
    fields: dict[Purpose, list[str]] = defaultdict(list)
    for kind in REGISTER:
        if kind.is_personal:
            fields[kind.purpose].append(f"{words.kind(kind)} ({', '.join(_fields(kind, words))})")
    heads = told.gettext("Purpose"), told.gettext("Data")
    return Sheet(heads, [(words.purpose(each)[0], "; ".join(fields[each])) for each in Purpose if each in fields])


def _register(told: Texts, words: RegisterWords) -> Sheet:
    heads = (
        told.gettext("Kind of row"),
        told.gettext("Fields"),
        told.gettext("Purpose"),
        told.gettext("Kept"),
        told.gettext("Who sees it"),
    )
    return Sheet(
        heads,
        [
            (
                words.kind(kind),
                ", ".join(_fields(kind, words)) or "—",
                words.purpose(kind.purpose)[0],
                kept_words(told, words, kind.kept),
                ", ".join(map(words.reader, kind.seen_by)),
            )
            for kind in REGISTER
        ],
    )


def kept_words(told: Texts, words: RegisterWords, kept: Kept) -> str:
    """`3 years after the week`, or until when something without a day is kept."""
    since, _ = words.kept(kept)
    return f"{period_words(told, PERIODS[kept])} {since}" if kept in PERIODS else since


def _fields(kind: RowKind, words: RegisterWords) -> list[str]:
    return list(dict.fromkeys(words.column(kind, column) for column in kind.all_fields()))


def _risks(told: Texts, locale: str) -> Sheet:
    weighed = told.gettext("to be weighed")
    blank = f"[[{weighed}]]"
    heads = (
        told.gettext("Risk"),
        told.gettext("What the product does"),
        told.gettext("Likelihood"),
        told.gettext("Severity"),
    )
    return Sheet(heads, [(*each, blank, blank) for each in risks(locale)])


_MADE: Mapping[Table, Callable[[Texts, RegisterWords], Sheet]] = {
    Table.PURPOSES: _purposes,
    Table.READERS: _readers,
    Table.KEPT: _kept,
    Table.CATEGORIES: _categories,
    Table.REGISTER: _register,
}
