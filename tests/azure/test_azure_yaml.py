"""What azd is told: folders that staging makes, hooks that exist, and the tags by which it finds where to deploy."""

import json
import re
import tomllib
from importlib.util import find_spec
from pathlib import Path

from bot.__main__ import FINISH_WITHIN
from infra.azure.stage import BOT_STAGE, ROOT, STAGE
from passeur.telemetry.names import Attribute, Metric, Outcome
from tests.azure.bicep import AZURE, configuration, read_bicep

YAML = (AZURE / "azure.yaml").read_text(encoding="utf-8")


def text_of(module: str) -> str:
    return (AZURE / "modules" / f"{module}.bicep").read_text(encoding="utf-8")


def test_what_is_deployed_is_what_was_staged() -> None:
    folders = re.findall(r"project: (\S+)", YAML)
    assert [(AZURE / folder).resolve() for folder in folders] == [BOT_STAGE, STAGE]
    assert re.findall(r"host: (\S+)", YAML) == ["appservice", "function"]


def test_azd_finds_each_service_by_its_tag() -> None:
    services = re.findall(r"^  (\w+):\n    project", YAML, re.MULTILINE)
    tags = [re.findall(r"'azd-service-name': '(\w+)'", text_of(service)) for service in services]
    assert services == ["bot", "functions"]
    assert tags == [["bot"], ["functions"]]


def test_every_hook_runs_a_program_of_ours() -> None:
    programs = re.findall(r"\.venv/bin/python -m (\S+)", YAML)
    assert programs == ["infra.azure.prepare", "infra.azure.keys", "infra.azure.stage", "infra.teams"]
    assert [each for each in programs if find_spec(each) is None] == []
    # From the folder of azure.yaml, where azd runs its hooks, this is the repository.
    assert set(re.findall(r"cd (\S+) &&", YAML)) == {"../.."}
    assert (AZURE / "../..").resolve() == ROOT


def test_the_bot_starts_and_is_asked_where_it_listens() -> None:
    bot = text_of("bot")
    port = re.findall(r"(?:PASSEUR_PORT|WEBSITES_PORT): '([0-9]+)'", bot)
    health = re.findall(r"healthCheckPath: '([^']+)'", bot)
    assert "appCommandLine: 'exec python -m bot'" in bot
    assert len(port) == 2
    assert len(set(port)) == 1
    assert f'add_get("{health[0]}"' in (ROOT / "bot" / "web.py").read_text(encoding="utf-8")


def test_azure_waits_longer_than_the_bot_takes_to_finish() -> None:
    (limit,) = re.findall(r"WEBSITES_CONTAINER_STOP_TIME_LIMIT: '([0-9]+)'", text_of("bot"))
    assert float(limit) > FINISH_WITHIN


def test_both_processes_run_a_python_that_passeur_knows() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (allowed,) = read_bicep(AZURE / "main.bicep").names("parameters")["pythonVersion"]["decorators"]
    assert allowed["argument"] == ["3.11", "3.12", "3.13"]
    assert project["requires-python"] == ">=3.11,<3.14"


def test_storage_and_vault_open_to_identities_alone() -> None:
    account = configuration(read_bicep(AZURE / "modules" / "storage.bicep").names("resources")["account"])["properties"]
    closed = {name: account[name] for name in ("allowBlobPublicAccess", "allowSharedKeyAccess")}
    assert closed == {"allowBlobPublicAccess": False, "allowSharedKeyAccess": False}
    assert (account["minimumTlsVersion"], account["supportsHttpsTrafficOnly"]) == ("TLS1_2", True)
    vault = configuration(read_bicep(AZURE / "modules" / "vault.bicep").names("resources")["vault"])["properties"]
    assert (vault["enableRbacAuthorization"], vault["enablePurgeProtection"]) == (True, True)
    monitoring = read_bicep(AZURE / "modules" / "monitoring.bicep").names("resources")
    assert configuration(monitoring["component"])["properties"]["DisableLocalAuth"] is True
    assert configuration(monitoring["workspace"])["properties"]["features"]["disableLocalAuth"] is True
    bot = configuration(read_bicep(AZURE / "modules" / "registration.bicep").names("resources")["bot"])["properties"]
    assert (bot["msaAppType"], bot["disableLocalAuth"]) == ("UserAssignedMSI", True)


def test_a_closed_network_shuts_both_doors_but_for_the_two_processes() -> None:
    for module in ("storage", "vault"):
        text = text_of(module)
        assert "defaultAction: closed ? 'Deny' : 'Allow'" in text
        assert "[for subnet in allowedSubnets:" in text
        assert "[for address in allowedAddresses:" in text
    network = configuration(read_bicep(AZURE / "modules" / "network.bicep").names("resources")["network"])
    subnets = {each["name"]: each["properties"] for each in network["properties"]["subnets"]}
    delegated = {name: each["delegations"][0]["properties"]["serviceName"] for name, each in subnets.items()}
    assert delegated == {"functions": "Microsoft.App/environments", "bot": "Microsoft.Web/serverFarms"}
    assert all(each["serviceEndpoints"] == "endpoints" for each in subnets.values())
    for app in ("bot", "functions"):
        assert "virtualNetworkSubnetId: empty(subnetId) ? null : subnetId" in text_of(app)


def test_nothing_that_azd_would_ask_for_is_left_to_a_hook() -> None:
    """azd asks for what has neither a value nor a default before it runs the first hook, which could have given it."""
    given = json.loads((AZURE / "main.parameters.json").read_text(encoding="utf-8"))["parameters"]
    by_azd = {"environmentName", "location", "principalId"}
    bare = {name for name, each in given.items() if re.fullmatch(r"\$\{\w+\}", str(each["value"]))}
    assert bare == by_azd
    assert read_bicep(AZURE / "main.bicep").required == by_azd


def test_each_table_of_application_insights_is_told_how_long_to_keep() -> None:
    tables = configuration(read_bicep(AZURE / "modules" / "monitoring.bicep").names("resources")["tables"])
    assert tables["properties"] == {"retentionInDays": "retention", "totalRetentionInDays": "retention"}
    assert {"'AppTraces'", "'AppRequests'", "'AppMetrics'"} <= set(re.findall(r"'App\w+'", text_of("monitoring")))


def test_no_password_deploys() -> None:
    # Flex Consumption has no FTP, so that there is one door less to shut.
    for app, doors in (("bot", 2), ("functions", 1)):
        text = text_of(app)
        assert len(re.findall(r"basicPublishingCredentialsPolicies@", text)) == doors
        assert len(re.findall(r"properties: \{ allow: false \}", text)) == doors
        assert "httpsOnly: true" in text


def test_alerts_and_the_page_speak_of_metrics_that_exist() -> None:
    known = {*Metric, *Attribute}
    for path in (AZURE / "modules" / "alerts.bicep", AZURE / "workbook.json"):
        text = path.read_text(encoding="utf-8")
        named = set(re.findall(r"passeur\.[a-z_.]+[a-z]", text))
        assert len(named) > 4, path
        assert named - known == set(), path
        outcomes = re.findall(r"passeur\.outcome\W+(?:==|in) \(?((?:\\?\"\w+\\?\"(?:, )?)+)", text)
        assert outcomes, path
        assert {word for each in outcomes for word in re.findall(r"\w+", each)} - set(Outcome) == set(), path


def test_the_page_is_one_with_a_period_to_choose_and_queries_that_follow_it() -> None:
    items = json.loads((AZURE / "workbook.json").read_text(encoding="utf-8"))["items"]
    (parameter,) = items[0]["content"]["parameters"]
    queries = [each["content"] for each in items[1:]]
    assert len(queries) > 4
    assert {each["timeContextFromParameter"] for each in queries} == {parameter["name"]}
    assert len({each["name"] for each in items}) == len(items)


def test_there_is_an_alert_for_what_nobody_would_see() -> None:
    alerts = text_of("alerts")
    for metric in (Metric.QUEUE_POISONED, Metric.TURN_DURATION, Metric.BACKUP_RESULT, Metric.RETENTION_RESULT):
        assert f'"{metric}"' in alerts
    names = re.findall(r"^    name: '([a-z-]+)'$", alerts, re.MULTILINE)
    assert len(names) == len(set(names)) == 7


def test_the_lock_of_the_checks_names_one_checkov_and_all_hashes() -> None:
    lock = (Path(AZURE) / "checks" / "requirements.txt").read_text(encoding="ascii")
    packages = re.findall(r"^([a-z0-9._-]+(?:\[[a-z]+\])?)==\S+", lock, re.MULTILINE)
    assert "checkov" in packages
    assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", lock)) >= len(packages) > 50
