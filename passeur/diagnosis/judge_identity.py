"""What Microsoft Entra's answer says of the bot's registration, of its secret, and of what its token is good for."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from passeur.diagnosis.findings import Check, Finding, Lack, fine, noted, wrong

# The application permission with which people and their managers are read, and no other is used.
GRAPH_ROLE = "User.Read.All"

# Entra's numbers, from its reference of AADSTS error codes.
_LACKS: Mapping[int, Lack] = {
    90002: Lack.TENANT_UNKNOWN,
    900023: Lack.TENANT_UNKNOWN,
    700016: Lack.APP_UNKNOWN,
    7000215: Lack.SECRET_WRONG,
    7000222: Lack.SECRET_ENDED,
}


@dataclass(frozen=True, slots=True)
class TokenAnswer:
    """What was answered to one question for a token: its claims, or why there is none. The token is not kept."""

    claims: Mapping[str, Any] = field(default_factory=dict)
    refused_with: Sequence[int] = ()
    is_reached: bool = True
    by_managed_identity: bool = False


def judge_identity(answer: TokenAnswer, *, tenant_id: str, app_id: str, host: str) -> list[Finding]:
    """Whether the bot can sign in, as whom it says that it is."""
    if failed := _without_token(Check.IDENTITY, answer, tenant_id=tenant_id, app_id=app_id, host=host):
        return failed
    named_tenant, named_app = _text(answer.claims, "tid"), _text(answer.claims, "appid") or _text(answer.claims, "azp")
    if (named_tenant or tenant_id).casefold() != tenant_id.casefold():
        return [wrong(Check.IDENTITY, Lack.TOKEN_OF_ANOTHER, named=named_tenant, setting="PASSEUR_TENANT_ID")]
    if (named_app or app_id).casefold() != app_id.casefold():
        return [wrong(Check.IDENTITY, Lack.TOKEN_OF_ANOTHER, named=named_app, setting="PASSEUR_APP_ID")]
    return [fine(Check.IDENTITY, app=app_id)]


def judge_graph(answer: TokenAnswer, *, tenant_id: str, app_id: str, host: str) -> list[Finding]:
    """Whether Graph's token holds the one permission that is used, and no other."""
    if failed := _without_token(Check.DIRECTORY, answer, tenant_id=tenant_id, app_id=app_id, host=host):
        return failed
    roles = _roles(answer.claims)
    if GRAPH_ROLE not in roles:
        return [wrong(Check.DIRECTORY, Lack.GRAPH_ROLE, role=GRAPH_ROLE, held=" ".join(sorted(roles)))]
    if spare := sorted(set(roles) - {GRAPH_ROLE}):
        return [noted(Check.DIRECTORY, Lack.GRAPH_ROLES_TOO_MANY, role=GRAPH_ROLE, held=" ".join(spare))]
    return [fine(Check.DIRECTORY, role=GRAPH_ROLE)]


def _without_token(check: Check, answer: TokenAnswer, *, tenant_id: str, app_id: str, host: str) -> list[Finding]:
    if answer.claims:
        return []
    if answer.by_managed_identity:
        return [wrong(check, Lack.NO_MANAGED_IDENTITY, app=app_id)]
    if not answer.is_reached:
        return [wrong(check, Lack.LOGIN_UNREACHABLE, host=host)]
    lack = next((_LACKS[code] for code in answer.refused_with if code in _LACKS), Lack.TOKEN_REFUSED)
    codes = " ".join(f"AADSTS{code}" for code in answer.refused_with)
    return [wrong(check, lack, app=app_id, tenant=tenant_id, codes=codes)]


def _roles(claims: Mapping[str, Any]) -> Collection[str]:
    roles = claims.get("roles", ())
    return [each for each in roles if isinstance(each, str)] if isinstance(roles, list) else []


def _text(claims: Mapping[str, Any], name: str) -> str:
    value = claims.get(name)
    return value if isinstance(value, str) else ""
