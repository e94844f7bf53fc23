"""Karim Benali, who does not sit at this keyboard: what he does reaches the bot as Teams would send it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp

from cards.signing import TOKEN, CardToken, Signer
from cards.verbs import Verb
from infra.local.cast import CAST
from infra.local.demo.organisation import TENANT_ID
from infra.local.playground import TEAM
from infra.local.stack.programs import Stack
from passeur.sharing.share_form import Field
from tests.fakes.teams import Place, Someone, Teams

_KARIM = CAST[1]
KARIM = Someone(_KARIM.aad_object_id, _KARIM.name)
GENERAL = Place(TEAM, "channel", TEAM)

TOLD: dict[str, str] = {
    Field.TOOL: "Le Chat de Mistral",
    Field.USE_CASE: "Transformer les consignes d’équipe dictées au téléphone en une fiche claire pour la relève.",
    Field.GAIN_VALUE: "20",
    Field.GAIN_UNIT: "minutes",
    Field.GAIN_PER: "day",
    Field.LIMITS: "Il confond les références des machines : les relire une par une.",
    Field.WHEN_NOT: "Jamais pour une consigne de sécurité ni pour un nom de collègue.",
    Field.LINK: "",
    Field.PROMPT: "Mets ces notes en forme de consigne de relève : fait, à faire, à surveiller.",
    Field.TRADE: "production",
}


@asynccontextmanager
async def colleague(stack: Stack) -> AsyncIterator[Teams]:
    async with aiohttp.ClientSession() as session:
        yield Teams(stack.bot_url, f"{stack.playground_url}/_connector", TENANT_ID, lambda _url: "", session)


async def shares_in_general(stack: Stack, form_id: str, who: Someone = KARIM, **changed: str) -> None:
    """Publish a share in the General channel with a form that this stack signed."""
    signer = Signer([stack.state.key("cards")], TENANT_ID)
    token = signer.sign(CardToken(Verb.SUBMIT_SHARE, form_id))
    action = {"type": "Action.Execute", "verb": Verb.SUBMIT_SHARE, "data": {TOKEN: token}}
    async with colleague(stack) as teams:
        answer = await teams.click(who, action, {**TOLD, **changed}, where=GENERAL)
        assert "value" in answer.body
