"""A signed badge as a file, and what was given when every badge was looked at anew."""

from typing import TYPE_CHECKING

import azure.functions as func

from cards.ambassadors.badge_image import badge_image
from cards.ambassadors.badge_words import words_to_sign
from cards.ambassadors.badges import ABOUT, BadgeFile, badge_refused, badge_unsigned
from cards.downloads import FileGrant, TooOld
from cards.view import View
from functions.answers import json_answer, storage_problem
from functions.badge_checks_answers import CREDENTIAL
from functions.brief_files import SAFE, sentence_page
from functions.wiring import Wiring
from passeur.ambassadors.award_badges import award_badges
from passeur.ambassadors.badges import BadgeId
from passeur.ambassadors.open_badge import credential
from passeur.backend import Backend
from passeur.errors import BadToken, StorageUnavailable

if TYPE_CHECKING:
    from functions.badge_office import BadgeOffice


async def answer_download(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    locale = wiring.settings().organisation.locale
    try:
        backend = await wiring.backend()
        grant = wiring.signer().downloads.read_file(req.params.get("t", ""), backend.clock())
        office = wiring.badge_office()
        if office is None:
            return sentence_page(grant.locale, badge_unsigned(grant.locale), 404)
        answer = await _file(grant, office, View(grant.locale, backend.organisation, wiring.signer()), backend)
    except BadToken as refused:
        return sentence_page(locale, badge_refused(locale, too_old=isinstance(refused, TooOld)), 403)
    except StorageUnavailable:
        return storage_problem()
    if answer is None:
        return sentence_page(grant.locale, badge_refused(grant.locale, too_old=False), 403)
    return answer


async def answer_award(wiring: Wiring) -> func.HttpResponse:
    try:
        backend = await wiring.backend()
        awarded = await award_badges(backend, now=backend.clock(), everything=True)
    except StorageUnavailable:
        return storage_problem()
    return json_answer({"given": awarded.given, "taken_back": awarded.taken_back})


async def _file(grant: FileGrant, office: "BadgeOffice", view: View, backend: Backend) -> func.HttpResponse | None:
    """The file, as the badge is now; None when it is this person's no more."""
    tenant_id = backend.organisation.tenant_id
    badge_id, how = _asked(grant)
    badges = await backend.badges.of_person(tenant_id, grant.person_id)
    badge = next((each for each in badges if each.id == badge_id and each.is_held), None)
    person = await backend.people.get(tenant_id, grant.person_id)
    if badge is None or person is None:
        return None
    words = words_to_sign(view, badge)
    signed = office.sign(credential(badge, person, words, office.issuer, with_name=how.with_name))
    ending = "jwt" if how is BadgeFile.WALLET else "svg"
    name = f"passeur-{badge_id.kind.replace('_', '-')}.{ending}"
    headers = {**SAFE, "Content-Disposition": f'attachment; filename="{name}"'}
    if how is BadgeFile.WALLET:
        return func.HttpResponse(signed, headers=headers, mimetype=CREDENTIAL)
    picture = badge_image(words, office.issuer.name, signed, grant.locale)
    return func.HttpResponse(picture, headers=headers, mimetype="image/svg+xml", charset="utf-8")


def _asked(grant: FileGrant) -> tuple[BadgeId, BadgeFile]:
    """BadToken for leave to download something else."""
    try:
        kind, badge_id, how = grant.about.split("|")
        asked = BadgeId.parse(badge_id), BadgeFile(how)
    except ValueError as error:
        raise BadToken from error
    if kind != ABOUT:
        raise BadToken
    return asked
