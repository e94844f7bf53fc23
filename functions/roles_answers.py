"""Grants a role or takes it back."""

import re

import azure.functions as func

from functions.answers import json_answer, problem, storage_problem
from functions.wiring import Wiring
from passeur.errors import StorageUnavailable
from passeur.people import Role

_PERSON_ID = re.compile(r"[0-9A-Za-z-]{1,64}")


async def answer_role(req: func.HttpRequest, wiring: Wiring) -> func.HttpResponse:
    person_id, role = req.route_params.get("person_id", "").casefold(), req.route_params.get("role", "")
    if not _PERSON_ID.fullmatch(person_id):
        return problem(400, "not-a-person", "Give the person's Microsoft Entra object id.")
    if role not in set(Role):
        return problem(400, "not-a-role", f"Give one of: {', '.join(Role)}.")
    try:
        backend = await wiring.backend()
        change = backend.roles.grant if req.method == "PUT" else backend.roles.revoke
        await change(backend.organisation.tenant_id, person_id, Role(role))
    except StorageUnavailable:
        return storage_problem()
    return json_answer({"person": person_id, "role": role, "granted": req.method == "PUT"})
