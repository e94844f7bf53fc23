"""A bot on the packages as they come: the SDK's CloudAdapter, its authentication and its own connector client.

Two things are not as they come. An invoke is answered around `CloudAdapter.process`, which answers 500 to every
Action.Execute. And the app's token is given instead of asked from Entra, which spares the SDK one request each turn.
"""

import logging
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from aiohttp import web
from botbuilder.core import ActivityHandler, TurnContext
from botbuilder.integration.aiohttp import CloudAdapter, ConfigurationBotFrameworkAuthentication
from botbuilder.schema import Activity, AdaptiveCardInvokeResponse, Attachment
from botframework.connector.auth import ChannelValidation, microsoft_app_credentials

from tests.benchmarks.program import Config, serve


class GivenToken:
    """Stands for MSAL's application, and counts how often it is asked for a token."""

    asked = 0

    def __init__(self, **_settings: object) -> None: ...

    def acquire_token_silent(self, *_scopes: object, **_more: object) -> None: ...

    def acquire_token_for_client(self, **_scopes: object) -> dict[str, str]:
        GivenToken.asked += 1
        return {"access_token": "given"}


@contextmanager
def local_login(metadata_url: str) -> Iterator[None]:
    """Let the SDK ask our own login for keys, and nobody for tokens: it has no setting for that."""
    before = ChannelValidation.open_id_metadata_endpoint, microsoft_app_credentials.ConfidentialClientApplication
    ChannelValidation.open_id_metadata_endpoint = metadata_url
    microsoft_app_credentials.ConfidentialClientApplication = GivenToken
    try:
        yield
    finally:
        ChannelValidation.open_id_metadata_endpoint = before[0]
        microsoft_app_credentials.ConfidentialClientApplication = before[1]


def stock_adapter(config: Config) -> CloudAdapter:
    settings = type(
        "Settings",
        (),
        {
            "APP_ID": config["app_id"],
            "APP_PASSWORD": config["secret"],
            "APP_TYPE": "SingleTenant",
            "APP_TENANTID": config["tenant_id"],
        },
    )
    return CloudAdapter(ConfigurationBotFrameworkAuthentication(settings))


def card_message(message: dict[str, Any]) -> Activity:
    """A message as a bot on the SDK would build it."""
    attachment = message["attachments"][0]
    attached = Attachment(content_type=attachment["contentType"], content=attachment["content"])
    return Activity(type="message", attachments=[attached])


class Answering(ActivityHandler):  # type: ignore[misc]  # the SDK ships no types
    """Answers with what is ready: nothing is drawn here."""

    def __init__(self, answers: dict[str, Any]) -> None:
        self._answers = answers

    async def on_message_activity(self, turn_context: TurnContext) -> None:
        await turn_context.send_activity(card_message(self._answers["message"]))

    async def on_adaptive_card_invoke(self, turn_context: TurnContext, invoke_value: Any) -> Any:
        answer = self._answers[turn_context.activity.reply_to_id]
        return AdaptiveCardInvokeResponse(status_code=200, type=answer["type"], value=answer["value"])


@asynccontextmanager
async def opened(config: Config) -> AsyncIterator[web.Application]:
    # A line for each invoke: `trigger` is unknown to the SDK.
    logging.getLogger("msrest").setLevel(logging.ERROR)
    adapter = stock_adapter(config)
    bot = Answering(config["answers"])

    async def messages(request: web.Request) -> web.Response:
        if b'"invoke"' not in await request.read():
            answer: web.Response = await adapter.process(request, bot)
            return answer
        activity = Activity().deserialize(await request.json())
        response = await adapter.process_activity(request.headers["Authorization"], activity, bot.on_turn)
        return web.json_response(response.body, status=response.status)

    app = web.Application()
    app.router.add_post("/api/messages", messages)
    with local_login(config["metadata_url"]):
        yield app


if __name__ == "__main__":
    serve(opened)
