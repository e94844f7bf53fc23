"""The checks that stand before the bot, in the order in which each costs less than the next may hurt."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from botbuilder.schema import Activity, ChannelAccount, ConversationAccount

from bot.activity_json import MalformedActivity, activity_from_json
from bot.channel_tokens import CHANNEL, ChannelTokens, InvalidToken
from bot.json_body import MalformedBody, parse_object
from bot.rejection import Reason, Rejected
from bot.service_urls import LOOPBACK_ONLY, ServiceUrls
from bot.signing_keys import KeysUnavailable
from passeur.logs.safe import Safe

JSON = "application/json"
UTF_8 = frozenset({None, "utf-8", "utf8"})

# Entra's object ids are UUIDs; what is written like one can be a storage key.
_OBJECT_ID = re.compile(r"[0-9A-Za-z-]{1,64}")
# Bytes of an id. Two of them stand in the address of an answer, which HTTP servers take up to some 8,000.
_LONGEST_ID = 1000
# What the protocol calls its fields: the name of any other is a text of the sender's.
_FIELDS = frozenset(
    field["key"]
    for model in (Activity, ChannelAccount, ConversationAccount)
    for field in model._attribute_map.values()  # noqa: SLF001  # msrest's only description of a model
)


@dataclass(frozen=True, slots=True)
class Admitted:
    """An activity from Teams, for us, from a tenant that we serve.

    That tenant is in `activity.conversation.tenant_id`, wherever the request named it. `claims` are those of its token.
    """

    activity: Activity
    claims: Mapping[str, Any]


class Admission:
    """Admits a request or raises Rejected. `tokens` is None in the local anonymous stack alone."""

    def __init__(self, *, tokens: ChannelTokens | None, tenants: frozenset[str], service_urls: ServiceUrls) -> None:
        if tokens is None and service_urls != LOOPBACK_ONLY:
            raise ValueError("without tokens, only loopback may be spoken to")
        self._tokens = tokens
        self._tenants = {tenant.casefold(): tenant for tenant in tenants}
        self._service_urls = service_urls

    async def admit(
        self, *, content_type: str, charset: str | None, authorization: Sequence[str], body: bytes
    ) -> Admitted:
        """`authorization` holds every header of that name: more than one is as bad as none."""
        if content_type != JSON or (charset.lower() if charset else None) not in UTF_8:
            raise Rejected(Reason.NOT_JSON)
        try:
            activity = parse_object(body)
        except MalformedBody as error:
            raise Rejected(Reason.MALFORMED_BODY, Safe(error)) from error
        claims = await self._authenticate(authorization, activity.get("serviceUrl"))
        if activity.get("channelId") != CHANNEL:
            raise Rejected(Reason.WRONG_CHANNEL)
        service_url = activity.get("serviceUrl")
        if not isinstance(service_url, str) or not self._service_urls.allows(service_url):
            raise Rejected(Reason.WRONG_SERVICE_URL)
        tenant_id = self._tenant_of(activity)
        admitted = Admitted(_checked(activity), claims)
        # Written in one way, whichever of the two places named it and however: it becomes part of storage keys.
        admitted.activity.conversation.tenant_id = tenant_id
        return admitted

    async def _authenticate(self, authorization: Sequence[str], service_url: object) -> Mapping[str, Any]:
        if self._tokens is None:
            return {}
        if len(authorization) != 1:
            raise Rejected(Reason.UNAUTHENTICATED, Safe(f"{len(authorization)} headers"))
        try:
            return await self._tokens.verify(authorization[0], service_url)
        except InvalidToken as error:
            raise Rejected(Reason.UNAUTHENTICATED, Safe(error)) from error
        except KeysUnavailable as error:
            raise Rejected(Reason.KEYS_UNAVAILABLE) from error

    def _tenant_of(self, activity: Mapping[str, Any]) -> str:
        """An app package can be copied to another tenant, and its token is as good as ours."""
        named = {
            _text_in(_object_in(_object_in(activity, "channelData"), "tenant"), "id"),
            _text_in(_object_in(activity, "conversation"), "tenantId"),
        } - {None}
        tenant_id = self._tenants.get(named.pop() or "") if len(named) == 1 else None
        if tenant_id is None:
            raise Rejected(Reason.WRONG_TENANT)
        return tenant_id


def _checked(body: Mapping[str, Any]) -> Activity:
    """The SDK's activity, with everything that the bot relies on in place."""
    for name in ("team", "channel"):
        _text_in(_object_in(_object_in(body, "channelData"), name), "id")
    _text_in(_object_in(body, "conversation"), "id")
    for name in ("id", "replyToId"):
        _text_in(body, name)
    object_id = _text_in(_object_in(body, "from"), "aadObjectId")
    if object_id is not None and not _OBJECT_ID.fullmatch(object_id):
        raise Rejected(Reason.MALFORMED_ACTIVITY, Safe("from.aadObjectId"))
    try:
        activity = activity_from_json(body)
    except MalformedActivity as error:
        # A key of theirs may name the field: only one of ours is written down.
        raise Rejected(Reason.MALFORMED_ACTIVITY, Safe(error) if str(error) in _FIELDS else None) from error
    for name, value in (
        ("type", activity.type),
        ("from.id", activity.from_property and activity.from_property.id),
        ("recipient.id", activity.recipient and activity.recipient.id),
        ("conversation.id", activity.conversation and activity.conversation.id),
    ):
        if not value:
            raise Rejected(Reason.MALFORMED_ACTIVITY, Safe(name))
    return activity


def _object_in(parent: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """A part that may be absent, but not be something else."""
    part = parent.get(name)
    if part is None:
        return {}
    if not isinstance(part, dict):
        raise Rejected(Reason.MALFORMED_ACTIVITY, Safe(name))
    return part


def _text_in(parent: Mapping[str, Any], name: str) -> str | None:
    """An id of any kind, folded for comparison; None when absent."""
    text = parent.get(name)
    if text is not None and (not isinstance(text, str) or len(text.encode(errors="surrogatepass")) > _LONGEST_ID):
        raise Rejected(Reason.MALFORMED_ACTIVITY, Safe(name))
    return text.casefold() if text is not None else None
