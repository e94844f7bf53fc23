from contextlib import suppress
from dataclasses import replace

from passeur.delivery.addresses import ConversationKind
from passeur.delivery.outbox import Delivery
from passeur.people import Person
from passeur.ports import PeopleRepository


class _Nobody(Exception):
    """The person is not known any more: there is nothing to forget, and nobody is made up for it."""


async def forget_address(delivery: Delivery, *, people: PeopleRepository) -> None:
    """Write no more to a personal chat that is gone or closed to us, until the person speaks or installs again.

    An address that they have given since stays.
    """
    if delivery.person_id is None or delivery.address is None or delivery.address.kind is not ConversationKind.PERSONAL:
        return

    def without(person: Person | None) -> Person:
        if person is None:
            raise _Nobody
        if person.address != delivery.address:
            return person
        return replace(person, address=None, chat_closed=True)

    with suppress(_Nobody):
        await people.change(delivery.id.tenant_id, delivery.person_id, without)
