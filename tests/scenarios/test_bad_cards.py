"""What a client may send instead of what its card said: nothing of it is believed, and nobody gets an error 500."""

import asyncio
from typing import Any

import pytest

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.sharing.shares import ShareRef
from tests.fakes.card_reading import button, execute, markdown, titles, values, words
from tests.fakes.teams import CHANNEL, GROUP
from tests.scenarios.house import ENVIRONMENT, KARIM, SOLENE, TENANT, House
from tests.scenarios.telling import FILLED, form_in, publish

KEYS = ENVIRONMENT["PASSEUR_CARD_KEYS"].split(",")


def ours(house: House) -> Signer:
    return Signer(KEYS, house.tenant)


def with_token(action: dict[str, Any], token: object) -> dict[str, Any]:
    return {**action, "data": {**action["data"], "token": token}}


def tampered(token: str) -> str:
    payload, signature = token.rsplit(".", 1)
    return f"{payload[:-1]}{'A' if payload[-1] != 'A' else 'B'}.{signature}"


@pytest.mark.parametrize(
    "bad",
    [
        tampered,
        lambda _: None,
        lambda _: "",
        lambda _: 5,
        lambda _: ["share.submit", "x", 0, ""],
        lambda _: {"verb": "share.submit"},
        lambda _: "x" * 10_000,
        lambda _: "WyJzaGFyZS5zdWJtaXQiLCJ4IiwwLCIiXQ.",
        lambda _: Signer(["another-key-that-is-not-ours-at-all"], TENANT).sign(CardToken(Verb.SUBMIT_SHARE, "x")),
        lambda _: Signer(KEYS, "another-tenant").sign(CardToken(Verb.SUBMIT_SHARE, "x")),
    ],
    ids=["tampered", "none", "empty", "number", "list", "object", "long", "unsigned", "other key", "other tenant"],
)
async def test_a_form_that_we_did_not_sign_publishes_nothing(house: House, bad: Any) -> None:
    submit = button(await form_in(house, KARIM, GROUP), "Publier")
    answer = await house.teams.click(KARIM, with_token(submit, bad(submit["data"]["token"])), FILLED, where=GROUP)
    assert answer.status == 200
    assert answer.words
    await house.deliver()
    assert len(house.cards_in(GROUP.id)) == 1


@pytest.mark.parametrize("bad", [tampered, lambda _: None], ids=["tampered", "none"])
async def test_a_dialog_that_we_did_not_sign_gives_back_what_was_typed_in_a_good_one(house: House, bad: Any) -> None:
    submit = button((await house.teams.compose(KARIM, GROUP)).card, "Publier")
    forged = with_token(submit, bad(submit["data"]["token"]))
    again = (await house.teams.submit_compose(KARIM, forged, FILLED, GROUP)).card
    kept = values(again)
    assert {name: kept[name] for name in FILLED} == FILLED
    assert "ne fonctionne plus" in words(again)
    assert house.owed == []
    await house.teams.submit_compose(KARIM, button(again, "Publier"), FILLED, GROUP)
    await house.deliver()
    assert len(house.cards_in(GROUP.id)) == 1


async def test_the_verb_beside_the_token_must_be_the_one_that_was_signed(house: House) -> None:
    submit = button(await form_in(house, KARIM, GROUP), "Publier")
    answer = await house.teams.click(KARIM, {**submit, "verb": Verb.PUBLISH_RECAP}, FILLED, where=GROUP)
    assert answer.words
    assert house.owed == []


@pytest.mark.parametrize("subject", ["", "x", "2026-W99." + "0" * 32, "2026-W47.zz", "../../people", "2026-W47"])
@pytest.mark.parametrize("verb", [Verb.TRY, Verb.REPORT, Verb.OPEN_EDIT, Verb.OPEN_VARIATION, Verb.OPEN_WITHDRAWAL])
async def test_even_a_signed_reference_that_names_no_share_is_refused(house: House, verb: Verb, subject: str) -> None:
    action = {"type": "Action.Execute", "verb": verb, "data": {"token": ours(house).sign(CardToken(verb, subject))}}
    answer = await house.teams.click(KARIM, action, {"outcome": "worked", "report": "Un problème."}, where=GROUP)
    assert answer.status == 200
    assert answer.words


async def test_a_share_that_never_was_is_gone(house: House) -> None:
    ref = ShareRef.parse("2026-W47." + "0" * 32)
    token = ours(house).sign(CardToken(Verb.TRY, str(ref)))
    action = {"type": "Action.Execute", "verb": Verb.TRY, "data": {"token": token}}
    answer = await house.teams.click(KARIM, action, {"outcome": "worked"}, where=GROUP)
    assert answer.words
    assert await house.storage.shares.thread(house.tenant, ref) is None


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("adaptiveCard/action", None),
        ("adaptiveCard/action", {}),
        ("adaptiveCard/action", "text"),
        ("adaptiveCard/action", {"action": None}),
        ("adaptiveCard/action", {"action": {"type": "Action.Submit", "verb": "x", "data": {}}}),
        ("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": "x", "data": "text"}}),
        ("adaptiveCard/action", {"action": {"type": "Action.Execute", "verb": ["x"], "data": {}}}),
        ("task/fetch", {"data": {}}),
        ("composeExtension/fetchTask", None),
        ("composeExtension/submitAction", {"data": []}),
        ("composeExtension/fetchTask", {"commandId": "other"}),
        ("composeExtension/submitAction", {"commandId": "share"}),
        ("unknown/invoke", {}),
        ("", {}),
        ("x" * 10_000, {}),
    ],
)
async def test_a_malformed_invoke_is_the_client_s_fault(house: House, name: str, value: object) -> None:
    answer = await house.teams.invoke(KARIM, GROUP, name, value)
    assert answer.status in (200, 400, 501)
    if answer.status == 200:
        assert answer.words


async def test_an_unknown_verb_is_refused(house: House) -> None:
    action = {"type": "Action.Execute", "verb": "share.delete_all", "data": {"token": "x.y"}}
    answer = await house.teams.click(KARIM, action, where=GROUP)
    assert answer.words


@pytest.mark.parametrize(
    "odd",
    [{"tool": ["list"]}, {"use_case": {"a": 1}}, {"gain_value": None}, {"trade": True}, {"limits": 12.5}],
)
async def test_inputs_of_another_type_are_refused_as_if_empty(house: House, odd: dict[str, object]) -> None:
    submit = button(await form_in(house, KARIM, GROUP), "Publier")
    answer = await house.teams.click(KARIM, submit, {**FILLED, **odd}, where=GROUP)
    assert "Publier" in titles(answer.card)


async def test_identity_and_roles_in_the_data_are_ignored(house: House) -> None:
    submit = button(await form_in(house, KARIM, GROUP), "Publier")
    forged = {**FILLED, "author_id": SOLENE.id, "person_id": SOLENE.id, "role": "programme_lead", "tenant": "x"}
    await house.teams.click(KARIM, submit, forged, where=GROUP)
    await house.deliver()
    assert "Karim Benali" in words(house.cards_in(GROUP.id)[-1])


async def test_a_card_that_is_replayed_for_ever_changes_nothing(house: House) -> None:
    card = await publish(house)
    action = execute(card, Verb.TRY)
    await asyncio.gather(*(house.teams.click(SOLENE, action, {"outcome": "worked"}, where=CHANNEL) for _ in range(20)))
    thread = await house.storage.shares.thread(
        house.tenant, ShareRef.parse(ours(house).read(action["data"]["token"]).subject)
    )
    assert thread is not None
    assert thread.tally().confirmed == 1


NASTY = [
    "[Mon RH](https://evil.example) " * 3,
    "<at>Tout le monde</at> **gras** _italique_ ~~barré~~",
    "${secret} {{mustache}} `code` # titre",
    "\u202etxet desrever\u202c et \u200bespaces\u200b cachés",
    "- liste\n1. liste\n> citation\n# titre",
    "العربية و עברית 👩‍💻🧑‍🚀🇫🇷",
    "<script>alert(1)</script> <b>gras</b>",
]


@pytest.mark.parametrize("text", NASTY)
async def test_texts_are_shown_as_they_were_typed_and_never_act(house: House, text: str) -> None:
    card = await publish(house, KARIM, GROUP, tool=text[:79], use_case=text, limits=text, when_not=text, prompt=text)
    for forbidden in ("](https://evil.example)", "<at>", "<script>"):
        assert forbidden not in markdown(card)
    for hidden in ("\u202e", "\u200b"):
        assert hidden not in words(card)
