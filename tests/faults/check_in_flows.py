"""Check-ins asked for, asked for again and passed on, as flows whose every call can meet an accident."""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import timedelta

from passeur.ambassadors.check_ins import Blocker, CheckIn, CheckInState
from passeur.ambassadors.help_requests import HelpRef
from passeur.backend import Backend
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.owe_message import message_id
from passeur.people import Role
from passeur.periods import Week
from tests.faults.enumerated import When
from tests.passeur.ambassadors.check_ins import PARIS, REF, THURSDAY, a_check_in
from tests.simulation.check_ins import settle_cohort
from tests.simulation.company import chat_of, person_id
from tests.simulation.truth import Truth, truth_of
from tests.simulation.world import World

# Half a minute before ten o'clock in Paris, on the day on which everybody is asked.
START = THURSDAY - timedelta(minutes=5, seconds=30)
WHEN = When(START, frozenset({"ask_check_ins", "pass_on_help", "sweep_deliveries", "sweep_old_deliveries"}))
AMBASSADORS = 6
CHATS = {who: chat_of(who) for who in map(person_id, range(AMBASSADORS))}
LEAD, ASKER, *PEERS = CHATS
ACCESS = frozenset({Blocker.ACCESS})

Truthful = Callable[[], Awaitable[Truth]]


async def asked_check_ins(world: World) -> Truthful:
    """The timer starts the run; everybody is asked."""
    backend = world.backend()
    await settle_cohort(backend, AMBASSADORS)
    return lambda: truth_of(backend, REF.run, CHATS, world.sender.posted, CHATS)


async def snoozed_check_in(world: World) -> Truthful:
    """Everybody was asked; one of them put it off until now, and is asked once more."""
    backend = world.backend()
    await settle_cohort(backend, AMBASSADORS)
    until = START + timedelta(seconds=10)
    for who in CHATS:
        state = CheckInState.SNOOZED if who == ASKER else CheckInState.SKIPPED
        await _say(backend, a_check_in(who, state=state, until=until if who == ASKER else None))
    about = f"{REF}.1"

    async def truth() -> Truth:
        truth = await _messages(world, [(DeliveryKind.CHECK_IN, ASKER, about, Week.of(until, PARIS))])
        stored = await backend.check_ins.get(backend.organisation.tenant_id, REF.cohort_id, REF.period, ASKER)
        if stored is None or stored.wakes:
            truth.unfinished.append("it is still to be asked again")
        return truth

    return truth


async def passed_on_help(world: World) -> Truthful:
    """Somebody asks for help: the lead is told, and three peers are asked."""
    backend = world.backend()
    await settle_cohort(backend, AMBASSADORS)
    await backend.roles.grant(backend.organisation.tenant_id, LEAD, Role.PROGRAMME_LEAD)
    for who in CHATS:
        await _say(backend, a_check_in(who, state=CheckInState.SKIPPED))
    for peer in PEERS[:3]:
        await _say(backend, a_check_in(peer, REF.period.plus(-4), blockers=ACCESS))
        await _say(backend, a_check_in(peer, REF.period.plus(-2)))
    asking = a_check_in(ASKER, blockers=ACCESS, blocker_text="Les licences manquent.", may_ask_peers=True)
    await _say(backend, asking)
    about = str(HelpRef.of(asking))
    owed = [
        (DeliveryKind.HELP_REQUEST, LEAD, about, REF.period),
        *((DeliveryKind.PEER_HELP, peer, about, REF.period) for peer in PEERS[:3]),
    ]

    async def truth() -> Truth:
        truth = await _messages(world, owed)
        stored = await backend.check_ins.get(backend.organisation.tenant_id, REF.cohort_id, REF.period, ASKER)
        if stored is None or stored.asks:
            truth.unfinished.append("it is still to be passed on")
        return truth

    return truth


async def _say(backend: Backend, check_in: CheckIn) -> None:
    tenant = backend.organisation.tenant_id
    said = replace(check_in, tenant_id=tenant)
    await backend.check_ins.change(tenant, said.cohort_id, said.period, said.person_id, lambda _: said)


async def _messages(world: World, owed: list[tuple[DeliveryKind, str, str, Week]]) -> Truth:
    """What the outbox says of each message, against what their chats received; nobody else received anything."""
    backend, truth = world.backend(), Truth()
    tenant = backend.organisation.tenant_id
    for kind, who, about, week in owed:
        row = await backend.deliveries.get(message_id(kind, who, about, tenant, week))
        truth.note(who, row, world.sender.posted[chat_of(who)])
    strangers = {chat for chat, number in world.sender.posted.items() if number} - {chat_of(who) for _, who, *_ in owed}
    truth.uncounted += [f"{chat} was written to" for chat in strangers]
    return truth
