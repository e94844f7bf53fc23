"""`python -m infra.app_roles`: the app roles of the API as JSON, for `az ad app update --app-roles`."""

import json
import sys
from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from functions.api.access import AppRole

_ABOUT: Mapping[AppRole, str] = {
    AppRole.PROGRAMME_READ: "Read briefs, recaps and figures",
    AppRole.PROGRAMME_MANAGE: "Publish recaps, count figures anew, award badges",
    AppRole.PEOPLE_IMPORT: "Bring the organisation's people, from a file or Microsoft Graph",
    AppRole.ROLES_MANAGE: "Name who leads the programme",
    AppRole.PRIVACY_READ: "Read the proofs of retention and the access log",
    AppRole.OPERATIONS_READ: "Read what was sent, as counts",
    AppRole.OPERATIONS_MANAGE: "Stop, take back and try again what is sent to many",
}


def app_roles() -> list[dict[str, Any]]:
    """Each with an id that is the same every time: Entra knows a role by it."""
    return [
        {
            "allowedMemberTypes": ["User", "Application"],
            "description": f"{_ABOUT[role]}.",
            "displayName": _ABOUT[role],
            "id": str(uuid5(NAMESPACE_URL, f"urn:passeur:app-role:{role}")),
            "isEnabled": True,
            "value": role.value,
        }
        for role in AppRole
    ]


if __name__ == "__main__":
    sys.stdout.write(json.dumps(app_roles(), indent=2) + "\n")
