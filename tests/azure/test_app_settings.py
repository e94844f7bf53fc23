"""The settings that the deployment gives each process are exactly those that its code reads."""

import json
import re
from typing import Any

import pytest

from passeur.setting_values import SettingsError
from passeur.settings import read_card_keys
from tests.azure.bicep import AZURE, read_bicep
from tests.azure.settings_read import bot_settings, functions_settings

PARAMETERS = json.loads((AZURE / "main.parameters.json").read_text(encoding="utf-8"))["parameters"]
# In Azure there is an identity in their place, nobody is anonymous, and telemetry goes to Application Insights.
NOT_IN_AZURE = {
    "PASSEUR_APP_SECRET",
    "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS",
    "PASSEUR_STORAGE_CONNECTION",
    "PASSEUR_TELEMETRY",
}
# What our code says to the exporter of telemetry, and does not read.
TELLS = "passeur/telemetry/azure_monitor.py"
# Read by Azure, its host of functions or its exporter of telemetry, not by our code.
AZURES_OWN = {
    "APPLICATIONINSIGHTS_AUTHENTICATION_STRING",
    "AzureWebJobsStorage__blobServiceUri",
    "AzureWebJobsStorage__clientId",
    "AzureWebJobsStorage__credential",
    "AzureWebJobsStorage__queueServiceUri",
    "AzureWebJobsStorage__tableServiceUri",
    "SCM_DO_BUILD_DURING_DEPLOYMENT",
    "WEBSITES_CONTAINER_STOP_TIME_LIMIT",
    "WEBSITES_PORT",
}


def written(module: str, variable: str) -> dict[str, Any]:
    """The settings that a module writes itself, in a variable or beside others in a `union`."""
    value = read_bicep(AZURE / "modules" / f"{module}.bicep").names("variables")[variable]["value"]
    if "function" in value:
        value = value["function"]["parameters"]["arg_2"]
    return {name.strip("'"): text for name, text in value.items()}


def given(parameter: str) -> set[str]:
    return set(PARAMETERS[parameter]["value"]) if parameter in PARAMETERS else set()


def deployed_to(module: str, own: str) -> set[str]:
    return set(written("settings", "known")) | given("settings") | set(written(module, "appSettings")) | given(own)


def test_the_bot_is_given_what_it_reads() -> None:
    assert deployed_to("bot", "botSettings") - AZURES_OWN == bot_settings() - NOT_IN_AZURE


def test_the_functions_are_given_what_they_read() -> None:
    assert deployed_to("functions", "functionsSettings") - AZURES_OWN == functions_settings() - NOT_IN_AZURE


def test_what_is_azure_s_own_is_given_and_is_none_of_ours() -> None:
    everything = deployed_to("bot", "botSettings") | deployed_to("functions", "functionsSettings")
    assert everything >= AZURES_OWN
    assert AZURES_OWN & (bot_settings() | functions_settings()) == set()


def test_no_setting_of_the_product_escapes_the_two_lists() -> None:
    """What the code names somewhere, one of the processes reads: the lists above are whole."""
    root = AZURE.parents[1]
    named = {
        name
        for package in ("passeur", "cards", "bot", "functions")
        for path in (root / package).rglob("*.py")
        if path != root / TELLS
        for name in re.findall(r"\"((?:PASSEUR|APPLICATIONINSIGHTS)_[A-Z_]+)\"", path.read_text(encoding="utf-8"))
    }
    assert len(named) > 25
    assert named == bot_settings() | functions_settings()


def test_every_given_setting_comes_from_the_variable_of_its_own_name() -> None:
    for parameter in ("settings", "functionsSettings"):
        values = PARAMETERS[parameter]["value"]
        assert values == {name: f"${{{name}=}}" for name in values}


def test_no_secret_is_in_a_setting() -> None:
    """Both secrets are references that the identity follows; nothing else that is written looks like one."""
    texts = {**written("settings", "known"), **written("bot", "appSettings"), **written("functions", "appSettings")}
    references = {name: text for name, text in texts.items() if str(text).startswith("@Microsoft.KeyVault(")}
    assert set(references) == {"PASSEUR_CARD_KEYS", "PASSEUR_BADGE_KEY"}
    everything = "".join(path.read_text(encoding="utf-8") for path in AZURE.rglob("*.bicep"))
    assert re.findall(r"listKeys|listSecrets|AccountKey|SharedAccessSignature|@secure|getSecret", everything) == []


@pytest.mark.parametrize("reader", [read_card_keys])
def test_a_reference_that_azure_could_not_follow_is_never_taken_for_a_key(reader: Any) -> None:
    """Azure gives the reference itself when the secret is not there: it is long enough for a key, and public."""
    reference = written("settings", "known")["PASSEUR_CARD_KEYS"].replace("${vaultName}", "kv-passeur-12345")
    assert len(reference) > 32
    with pytest.raises(SettingsError, match="PASSEUR_CARD_KEYS is a reference to Key Vault"):
        reader({"PASSEUR_CARD_KEYS": reference})
