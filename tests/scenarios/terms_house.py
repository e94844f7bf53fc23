"""A cohort in office, and what its people do through cards."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.ambassadors.candidates import Way
from passeur.ambassadors.charter import Charter
from passeur.ambassadors.cohorts import Call, Cohort, CohortState
from passeur.ambassadors.terms import Signature, Term, TermState
from passeur.organisation import Organisation
from passeur.people import Role
from tests.fakes.teams import Someone, personal
from tests.scenarios.house import CLAIRE, ENVIRONMENT, FRIDAY, KARIM, SOLENE, House, open_house

COHORT = "2026-1"
KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")


def a_cohort(house: House, cohort_id: str = COHORT, **changes: Any) -> Cohort:
    """In office from September to February."""
    cohort = Cohort(
        house.tenant,
        cohort_id,
        Call(14, datetime(2026, 8, 20, 16, tzinfo=UTC)),
        CohortState.RUNNING,
        datetime(2026, 7, 1, 8, tzinfo=UTC),
        CLAIRE.id,
        date(2026, 9, 1),
        date(2027, 2, 28),
    )
    return replace(cohort, **changes)


async def programme(house: House, *members: Someone, cohort_id: str = COHORT) -> None:
    """Claire leads; the members signed the charter of today; everybody has spoken to Passeur."""
    for who in {CLAIRE, KARIM, SOLENE, *members}:
        await house.teams.say(who, "bonjour")
        await known_by_email(house, who)
    await house.storage.roles.grant(house.tenant, CLAIRE.id, Role.PROGRAMME_LEAD)
    await house.storage.cohorts.create(a_cohort(house, cohort_id))
    for who in members:
        await offer(house, who, cohort_id=cohort_id)
        await change(house, who, cohort_id=cohort_id, signature=signature(house.backend.organisation))
    house.connector.messages.clear()


async def known_by_email(house: House, who: Someone) -> None:
    person = await house.storage.people.get(house.tenant, who.id)
    assert person is not None
    await house.storage.people.put(replace(person, email=email(who)))


def email(who: Someone) -> str:
    return f"{who.name.split()[0].lower().replace('è', 'e')}@exemple.fr"


async def offer(house: House, who: Someone, *, cohort_id: str = COHORT, trade: str = "achats") -> None:
    """A place is offered, as a selection does."""
    offered = Term(house.tenant, cohort_id, who.id, trade, "lyon", Way.VOLUNTEERED, TermState.OFFERED, FRIDAY)
    await house.storage.terms.change(house.tenant, cohort_id, who.id, lambda _: offered)


async def change(
    house: House, who: Someone, *, cohort_id: str = COHORT, signature: Signature | None = None, **changes: Any
) -> None:
    """Put a term where a test wants it."""

    def changed(term: Term | None) -> Term:
        assert term is not None
        return replace(term.signed(signature) if signature else term, **changes)

    await house.storage.terms.change(house.tenant, cohort_id, who.id, changed)


def signature(organisation: Organisation, at: datetime = FRIDAY) -> Signature:
    charter: Charter = organisation.charter
    return Signature(charter.version, charter.text("fr").hash, "fr", at)


async def term_of(house: House, who: Someone, cohort_id: str = COHORT) -> Term:
    term = await house.storage.terms.get(house.tenant, cohort_id, who.id)
    assert term is not None
    return term


async def finish(house: House) -> None:
    """Send everything that is owed, by runs and by itself."""
    while house.work or house.owed:
        if house.work:
            await house.work_on()
        else:
            await house.deliver()


def received(house: House, who: Someone) -> list[Any]:
    return house.cards_in(personal(who).id)


async def asks(house: House, who: Someone, word: str) -> Any:
    """The card with which Passeur answers a word."""
    await house.teams.say(who, word)
    return received(house, who)[-1]


def signed(house: House, verb: Verb, subject: str = "", *, version: int = 0, parent: str = "") -> dict[str, Any]:
    """A button that carries what we sign, wherever it came from."""
    token = Signer(KEYS, house.tenant).sign(CardToken(verb, subject, version, parent))
    return {"type": "Action.Execute", "verb": verb, "data": {"token": token}}


A_CHARTER = """
version = 7
[fr]
title = "Notre charte"
intro = "Quelques mots."
closing = "Merci."
[[fr.sections]]
title = "Ce qui change"
points = ["Un point nouveau.", "*Sans* [balises](https://evil.example)."]
[en]
title = "Our charter"
intro = "A few words."
closing = "Thank you."
[[en.sections]]
title = "What changes"
points = ["A new point."]
"""


@asynccontextmanager
async def redeployed(house: House, written: str, folder: Path, *members: Someone) -> AsyncIterator[House]:
    """The same people and storage, in an installation whose settings name a charter of the organisation's own."""
    path = folder / "charte.toml"
    path.write_text(written, encoding="utf-8")
    files = {"PASSEUR_CHARTER_FILE": str(path)}
    async with open_house(house.storage, now=house.clock.now, tenant=house.tenant, settings_too=files) as opened:
        for who in members:
            await opened.teams.say(who, "bonjour")
        opened.connector.messages.clear()
        yield opened
