"""A signed badge as a file, and what was given when every badge was looked at anew."""

from typing import TYPE_CHECKING

import azure.functions as func

from cards.ambassadors.badge_image import badge_image
from cards.ambassadors.badge_words import words_to_sign
from cards.ambassadors.badges import BadgeFile, badge_unsigned
from cards.downloads import FileKind
from cards.view import View
from functions.answers import json_answer, storage_problem
from functions.badge_checks_answers import CREDENTIAL
from functions.downloads import Asked, NotGiven, follow, saved_file, sentence_page
from functions.wiring import Wiring
from passeur.ambassadors.award_badges import award_badges
from passeur.ambassadors.badges import BadgeId
from passeur.ambassadors.open_badge import credential
from passeur.errors import StorageUnavailable

if TYPE_CHECKING:
    from functions.badge_office import BadgeOffice


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    return await follow(req, wiring, kind=FileKind.BADGE, named=_named, give=_give)


async def answer_award(wiring: Wiring) -> func.HttpResponse:
    try:
        backend = await wiring.backend()
        awarded = await award_badges(backend, now=backend.clock(), everything=True)
    except StorageUnavailable:
        return storage_problem()
    return json_answer({"given": awarded.given, "taken_back": awarded.taken_back})


async def _give(asked: Asked[tuple[BadgeId, BadgeFile]]) -> func.HttpResponse:
    office = asked.wiring.badge_office()
    if office is None:
        return sentence_page(asked.locale, badge_unsigned(asked.locale), 404)
    return await _file(asked, office)


async def _file(asked: Asked[tuple[BadgeId, BadgeFile]], office: "BadgeOffice") -> func.HttpResponse:
    """The file, as the badge is now. Raises NotGiven when it is this person's no more."""
    backend, (badge_id, how) = asked.backend, asked.what
    tenant_id = backend.organisation.tenant_id
    badges = await backend.badges.of_person(tenant_id, asked.person_id)
    badge = next((each for each in badges if each.id == badge_id and each.is_held), None)
    person = await backend.people.get(tenant_id, asked.person_id)
    if badge is None or person is None:
        raise NotGiven(asked.locale)
    words = words_to_sign(View(asked.locale, backend.organisation, asked.wiring.signer()), badge)
    signed = office.sign(credential(badge, person, words, office.issuer, with_name=how.with_name))
    ending = "jwt" if how is BadgeFile.WALLET else "svg"
    name = f"passeur-{badge_id.kind.replace('_', '-')}.{ending}"
    if how is BadgeFile.WALLET:
        return saved_file(signed, name, CREDENTIAL, charset=None)
    return saved_file(badge_image(words, office.issuer.name, signed, asked.locale), name, "image/svg+xml")


def _named(rest: str) -> tuple[BadgeId, BadgeFile]:
    badge_id, how = rest.split("|")
    return BadgeId.parse(badge_id), BadgeFile(how)
