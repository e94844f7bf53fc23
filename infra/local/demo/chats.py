"""The personal chats that most of the demonstration company have with Passeur: `infra.local.company_chats`."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from infra.local.cast import CAST
from infra.local.demo.chance import dice
from infra.local.demo.people_file import language_of
from infra.local.ports import LOOPBACK, ports_from
from passeur.delivery.addresses import Address, ConversationKind
from passeur.people import Person

# The others have not installed Passeur yet.
_HAVE_ONE = 0.85
# The local Teams client has the chats of these, from the first time that they write.
_CAST = frozenset(each.aad_object_id for each in CAST)


def chats_url(environment: Mapping[str, str]) -> str:
    """Where this run's chats are."""
    return f"http://{LOOPBACK}:{ports_from(environment).chats}"


def with_chats(company: Sequence[Person], url: str) -> tuple[Person, ...]:
    """The company as Passeur knows it: who has a chat with it, and the language of their Teams."""
    return tuple(_met(person, url) if _has_chat(person) else person for person in company)


def _has_chat(person: Person) -> bool:
    return person.id not in _CAST and dice("chat", person.id).random() < _HAVE_ONE


def _met(person: Person, url: str) -> Person:
    chat = Address(f"a:demo-{person.id}", url, ConversationKind.PERSONAL)
    return replace(person, address=chat, locale=language_of(person), introduced=True)
