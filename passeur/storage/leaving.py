"""What becomes of each row that says something of somebody who is erased: it goes, or tells the same of nobody."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from passeur.briefs.needs import needs_in
from passeur.delivery.outbox import DeliveryState, Reason
from passeur.delivery.shards import prefix_of
from passeur.directory.identities import id_of_email
from passeur.privacy.erasures import Erasure
from passeur.storage.candidate_rows import REVIEW, marks_without_words
from passeur.storage.check_in_rows import ASKS, SNOOZED
from passeur.storage.delivery_rows import OUTBOX
from passeur.storage.entities import KEY, PARTITION, Row
from passeur.storage.long_texts import text_columns
from passeur.storage.looked_for import Mark, is_part, long_text_of, texts_of

# Where somebody was written to.
_PLACE = frozenset({"conversation_id", "service_url", "conversation_kind", "activity_id"})
# Where a name or an e-mail alone stands: that of somebody else stays, even when theirs is a part of it.
_NAMES = frozenset({"name", "author_name", "person_name", "email"})
# What stands for one person, and tells nothing to anybody else once they are gone.
_THEIRS_ALONE = ("people", "teams", "roles", "kept")
# Beside these, a message always has an address.
_ADDRESSED = ("shares", "recaps")
# What they wrote of themselves where their own row stays counted: sent in after they left the programme.
_THEIR_WORDS = {"candidates": ("statement", "override_reason"), "checkins": ("blocker_text", "help_text")}
_STILL_TO_DO = {("checkins", ASKS), ("checkins", SNOOZED)}
_LEFT_OUT = "[...]"
_WRITTEN_AT, _AZURES = "Timestamp", "odata."
# A word ends where no letter goes on; in a long text a line, or an apostrophe, may be written as `\n` or `\u2019`.
_BEGINS = r"(?:(?<=\\[nrt])|(?<=\\u[0-9a-f]{4})|(?<![^\W_])(?<![^\W_]-))"
_ENDS = r"(?![^\W_]|-[^\W_])"


@dataclass(frozen=True, slots=True)
class Leaver:
    """From the rows that say something of one person to what stays of them."""

    erasure: Erasure
    ids: tuple[str, ...]
    replaced: tuple[tuple[str, str], ...]
    words: tuple["_Word", ...]

    @classmethod
    def of(cls, erasure: Erasure) -> "Leaver":
        ids = (erasure.person_id, *([id_of_email(erasure.email)] if erasure.email else []))
        replaced = [pair for person_id in ids for pair in _pairs(person_id, erasure.stand_in)]
        return cls(erasure, ids, tuple(replaced), tuple(map(_Word.of, _words(erasure))))

    @property
    def chat(self) -> str | None:
        return self.erasure.address.conversation_id if self.erasure.address else None

    def marks(self) -> Iterator[Mark]:
        """By what a row may lead to the person."""
        whose = self.erasure.person_id
        for mark in (*self.ids, *map(hashed, self.ids), *([self.chat] if self.chat else [])):
            yield Mark(whose, mark)
        for word in self.words:
            yield Mark(whose, word.written, alone=True)

    def concerns(self, row: Row) -> bool:
        """Whether anything in a row, its keys included, leads to the person."""
        marks = [told for told, _ in self.replaced] + ([self.chat] if self.chat else [])
        if any(mark in text for text in texts_of(row) for mark in marks):
            return True
        free = texts_of({name: value for name, value in row.items() if name not in _NAMES}) if self.words else []
        return any(word.is_in(text) for text in free for word in self.words)

    def without(self, table: str, row: Row) -> Row | None:
        """What stays of a row that concerns the person; None when nothing does."""
        if self._is_theirs_alone(table, row):
            return None
        columns: dict[str, Any] = own_columns(row)
        if table == "people":
            return {name: value for name, value in columns.items() if value not in self.ids}
        if table == "shares":
            columns |= self._unnamed(row)
        if row[KEY].split("|")[-1] in self.ids:
            columns |= {name: "" for name in _THEIR_WORDS.get(table, ()) if name in columns}
            columns = {name: value for name, value in columns.items() if (table, name) not in _STILL_TO_DO}
        if "watchers" in columns:
            columns["watchers"] = self._without_watcher(columns["watchers"])
        if row[KEY].startswith(OUTBOX) and self._is_addressed(row):
            columns = _owed_to_nobody(columns)
        left = {name: self._in(name, value) if isinstance(value, str) else value for name, value in columns.items()}
        if long := long_text_of(row):
            if _review(table, row)[1] in self.ids:
                long = marks_without_words(long)
            left = {name: value for name, value in left.items() if not is_part(name)}
            left |= text_columns(self._in("text00", long))
        return left

    def _is_theirs_alone(self, table: str, row: Row) -> bool:
        keys = (row[PARTITION].split("|")[-1], row[KEY])
        if table in _THEIRS_ALONE and any(key in self.ids for key in keys):
            return True
        # What others found of them.
        if _review(table, row)[0] in self.ids:
            return True
        # A card in their own chat, beside a share or a recap.
        return table in _ADDRESSED and self.chat is not None and row.get("conversation_id") == self.chat

    def _is_addressed(self, row: Row) -> bool:
        return row.get("person_id") in self.ids or (self.chat is not None and row.get("conversation_id") == self.chat)

    def _unnamed(self, row: Row) -> Mapping[str, Any]:
        if row.get("author_id") in self.ids and "author_name" in row:
            return {"author_name": ""}
        if row.get("person_id") in self.ids and "person_name" in row:
            # What they wrote to the programme leads goes; that somebody needs to learn something stays counted.
            needs = sorted({*needs_in(row["text"]), *filter(None, row.get("needs", "").split("|"))})
            return {"person_name": "", "text": "", **({"needs": "|".join(needs)} if needs else {})}
        return {}

    def _without_watcher(self, watchers: str) -> str:
        kept = [watcher for watcher in json.loads(watchers) if watcher[0] != self.chat]
        return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))

    def _in(self, name: str, text: str) -> str:
        for told, stands in self.replaced:
            text = text.replace(told, stands)
        if name not in _NAMES:
            for word in self.words:
                text = word.left_out_of(text)
        return text


@dataclass(frozen=True, slots=True)
class _Word:
    """A name or an e-mail as people write it, in capitals or not, and as no part of somebody else's."""

    written: str
    folded: str
    pattern: re.Pattern[str]

    @classmethod
    def of(cls, word: str) -> "_Word":
        return cls(word, word.lower(), re.compile(f"{_BEGINS}{re.escape(word)}{_ENDS}", re.IGNORECASE))

    def is_in(self, text: str) -> bool:
        # Most texts have nothing of it, which is seen much sooner without the pattern.
        return self.folded in text.lower() and self.pattern.search(text) is not None

    def left_out_of(self, text: str) -> str:
        return self.pattern.sub(_LEFT_OUT, text) if self.folded in text.lower() else text


def _review(table: str, row: Row) -> tuple[str, str]:
    """Whom a review is about, and who wrote it; nobody when a row is none."""
    kind, *people = row[KEY].split("|")
    return (people[0], people[1]) if (table, kind) == ("candidates", REVIEW) else ("", "")


def own_columns(row: Row) -> dict[str, Any]:
    """A row as we wrote it: Azure adds when, and which version, to what it gives back."""
    return {name: value for name, value in row.items() if name != _WRITTEN_AT and _AZURES not in name}


def hashed(identity: str) -> str:
    """As the keys of what is owed to somebody beside a share are written."""
    return hashlib.sha256(identity.encode()).hexdigest()[:32]


def _pairs(person_id: str, stand_in: str) -> Iterator[tuple[str, str]]:
    # Where keys are in the order of people's prefixes, the pseudonym stands where its own prefix has it.
    yield f"{prefix_of(person_id)}|{person_id}", f"{prefix_of(stand_in)}|{stand_in}"
    yield person_id, stand_in
    yield hashed(person_id), hashed(stand_in)


def _words(erasure: Erasure) -> Iterator[str]:
    """A name in other people's words, as it is and as JSON has it. One word alone may be anybody's."""
    if erasure.email:
        yield erasure.email
    if len(erasure.name.split()) > 1:
        yield from dict.fromkeys((erasure.name, json.dumps(erasure.name)[1:-1]))


def _owed_to_nobody(columns: Mapping[str, Any]) -> dict[str, Any]:
    left = {name: value for name, value in columns.items() if name not in _PLACE}
    if left["unfinished"]:
        left |= {"state": DeliveryState.SKIPPED.value, "reason": Reason.LEFT.value, "unfinished": False}
    return left
