"""The team of the local Teams client, in which Passeur is installed: its General channel hears the recaps."""

import asyncio

from infra.local.playground import TEAM
from infra.local.ports import LOOPBACK
from infra.local.stack.programs import Stack
from passeur.delivery.addresses import Address, Channel, ConversationKind
from passeur.settings import read_organisation, read_storage
from passeur.storage.open import open_storage
from passeur.storage.outages import FOR_A_JOB


def install_in_team(stack: Stack) -> None:
    """Note the channel as an installation would, at the address that this run's client listens to."""
    asyncio.run(_install(stack))


async def _install(stack: Stack) -> None:
    environment = stack.product_environment()
    service_url = f"http://{LOOPBACK}:{stack.ports.playground}/_connector"
    storage = open_storage(read_storage(environment), patience=FOR_A_JOB)
    try:
        await storage.start()
        tenant_id = read_organisation(environment).tenant_id
        await storage.channels.put(Channel(tenant_id, TEAM, Address(TEAM, service_url, ConversationKind.CHANNEL)))
    finally:
        await storage.close()
