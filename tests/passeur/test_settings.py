from datetime import UTC, datetime

import pytest

from bot.settings import read_bot_settings
from passeur.periods import Every
from passeur.setting_values import SettingsError
from passeur.settings import AppType, read_graph, read_identity, read_organisation

REAL = {
    "PASSEUR_TENANT_ID": "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4",
    "PASSEUR_APP_ID": "0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11",
    "PASSEUR_APP_TYPE": "UserAssignedMSI",
    "PASSEUR_STORAGE_ACCOUNT": "passeurdemo",
    "PASSEUR_CARD_KEYS": "0123456789abcdefghijklmnopqrstuv",
}
LOCAL = {
    "PASSEUR_TENANT_ID": "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4",
    "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS": "true",
    "PASSEUR_STORAGE_CONNECTION": "UseDevelopmentStorage=true",
    "PASSEUR_CARD_KEYS": "0123456789abcdefghijklmnopqrstuv",
}


def test_a_complete_environment_is_read() -> None:
    settings = read_bot_settings(REAL)
    assert settings.identity.app_type is AppType.USER_ASSIGNED_MSI
    assert not settings.identity.dangerously_allow_anonymous
    assert settings.organisation.recap.hour == 9
    assert len(settings.organisation.trades) >= 10


@pytest.mark.parametrize(
    ("changed", "named"),
    [
        ({"PASSEUR_APP_ID": None}, "PASSEUR_APP_ID"),
        ({"PASSEUR_APP_ID": ""}, "PASSEUR_APP_ID"),
        ({"PASSEUR_APP_ID": "   "}, "PASSEUR_APP_ID"),
        ({"PASSEUR_APP_TYPE": None}, "PASSEUR_APP_TYPE"),
        ({"PASSEUR_APP_TYPE": "singletenant"}, "PASSEUR_APP_TYPE"),
        ({"PASSEUR_APP_TYPE": "MultiTenant"}, "PASSEUR_APP_TYPE"),
        ({"PASSEUR_APP_TYPE": "SingleTenant"}, "PASSEUR_APP_SECRET"),
        ({"PASSEUR_TENANT_ID": None}, "PASSEUR_TENANT_ID"),
        ({"PASSEUR_TENANT_ID": "a/b"}, "PASSEUR_TENANT_ID"),
        ({"PASSEUR_STORAGE_ACCOUNT": None}, "PASSEUR_STORAGE_ACCOUNT"),
        ({"PASSEUR_STORAGE_CONNECTION": "x"}, "PASSEUR_STORAGE_CONNECTION"),
        ({"PASSEUR_CARD_KEYS": None}, "PASSEUR_CARD_KEYS"),
        ({"PASSEUR_CARD_KEYS": "short"}, "PASSEUR_CARD_KEYS"),
        ({"PASSEUR_TRADES": "a=;b=B"}, "PASSEUR_TRADES"),
        ({"PASSEUR_TRADES": "a=A;a=B"}, "PASSEUR_TRADES"),
        ({"PASSEUR_TIME_ZONE": "Mars/Olympus"}, "PASSEUR_TIME_ZONE"),
        ({"PASSEUR_RECAP_DAY": "8"}, "PASSEUR_RECAP_DAY"),
        ({"PASSEUR_RECAP_HOUR": "nine"}, "PASSEUR_RECAP_HOUR"),
        ({"PASSEUR_LOCALE": "de"}, "PASSEUR_LOCALE"),
        ({"PASSEUR_DIGEST_EVERY": "day"}, "PASSEUR_DIGEST_EVERY"),
        ({"PASSEUR_SENDING_RATE": "46"}, "PASSEUR_SENDING_RATE"),
        ({"PASSEUR_SENDING_RATE": "0"}, "PASSEUR_SENDING_RATE"),
        ({"PASSEUR_SENDING_HOURS": "19-8"}, "PASSEUR_SENDING_HOURS"),
        ({"PASSEUR_SENDING_HOURS": "8-25"}, "PASSEUR_SENDING_HOURS"),
        ({"PASSEUR_SENDING_HOURS": "8-8"}, "PASSEUR_SENDING_HOURS"),
        ({"PASSEUR_SENDING_HOURS": "morning"}, "PASSEUR_SENDING_HOURS"),
        ({"PASSEUR_SENDING_DAYS": "0-5"}, "PASSEUR_SENDING_DAYS"),
        ({"PASSEUR_SENDING_DAYS": "1-8"}, "PASSEUR_SENDING_DAYS"),
        ({"PASSEUR_HOLIDAYS": "Narnia"}, "PASSEUR_HOLIDAYS"),
        ({"PASSEUR_HOLIDAYS": "FR-99"}, "PASSEUR_HOLIDAYS"),
        ({"PASSEUR_PORT": "0"}, "PASSEUR_PORT"),
    ],
)
def test_a_bot_that_could_not_be_trusted_does_not_start(changed: dict[str, str | None], named: str) -> None:
    environment = {name: value for name, value in {**REAL, **changed}.items() if value is not None}
    with pytest.raises(SettingsError, match=named):
        read_bot_settings(environment)


def test_on_this_machine_the_bot_may_be_anonymous() -> None:
    assert read_bot_settings(LOCAL).identity.dangerously_allow_anonymous


@pytest.mark.parametrize(
    "name", ["WEBSITE_INSTANCE_ID", "WEBSITE_SITE_NAME", "IDENTITY_ENDPOINT", "CONTAINER_APP_NAME"]
)
def test_in_azure_the_bot_is_never_anonymous(name: str) -> None:
    with pytest.raises(SettingsError, match="DANGEROUSLY"):
        read_bot_settings({**LOCAL, name: "x"})


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "10.0.0.4", "passeur.example"])  # noqa: S104 - refused here
def test_an_anonymous_bot_listens_to_this_machine_only(host: str) -> None:
    with pytest.raises(SettingsError, match="PASSEUR_HOST"):
        read_bot_settings({**LOCAL, "PASSEUR_HOST": host})


def test_trades_are_named_in_both_languages() -> None:
    settings = read_bot_settings({**REAL, "PASSEUR_TRADES": "rh=Ressources humaines|Human resources; lab=Labo"})
    names = [(trade.id, trade.name("fr"), trade.name("en")) for trade in settings.organisation.trades]
    assert names == [("rh", "Ressources humaines", "Human resources"), ("lab", "Labo", "Labo")]


def test_messages_keep_french_working_hours_and_a_safe_rate_unless_told_otherwise() -> None:
    organisation = read_bot_settings(REAL).organisation
    sending = organisation.sending
    assert (sending.first_hour, sending.end_hour, sending.calendar) == (8, 19, "FR")
    assert (organisation.rate, organisation.digest.every) == (30, Every.MONTH)
    around_the_clock = {
        "PASSEUR_SENDING_HOURS": "0-24",
        "PASSEUR_SENDING_DAYS": "1-7",
        "PASSEUR_HOLIDAYS": "none",
        "PASSEUR_DIGEST_EVERY": "never",
    }
    organisation = read_bot_settings({**REAL, **around_the_clock}).organisation
    christmas_night = datetime(2026, 12, 25, 2, tzinfo=UTC)
    assert organisation.sending.next_moment(christmas_night) == christmas_night
    assert organisation.digest.due(christmas_night) is None


def test_microsoft_graph_is_asked_when_switched_on_and_never_by_a_bot_without_identity() -> None:
    identity = read_identity(REAL)
    assert not read_graph({}, identity)
    assert not read_graph({"PASSEUR_GRAPH": "off"}, identity)
    assert read_graph({"PASSEUR_GRAPH": " on "}, identity)
    with pytest.raises(SettingsError, match="on or off"):
        read_graph({"PASSEUR_GRAPH": "yes"}, identity)
    with pytest.raises(SettingsError, match="no identity"):
        read_graph({"PASSEUR_GRAPH": "on"}, read_identity(LOCAL))


@pytest.mark.parametrize(
    ("url", "read"),
    [
        ("", ""),
        ("https://passeur.azurewebsites.net", "https://passeur.azurewebsites.net"),
        ("https://passeur.example.net/", "https://passeur.example.net"),
        ("http://127.0.0.1:7071", "http://127.0.0.1:7071"),
        ("http://localhost:7071/", "http://localhost:7071"),
    ],
)
def test_the_address_of_the_functions_is_https_or_this_machine(url: str, read: str) -> None:
    assert read_organisation({**REAL, "PASSEUR_FUNCTIONS_URL": url}).functions_url == read


@pytest.mark.parametrize(
    "url",
    [
        "http://passeur.example.net",
        "passeur.example.net",
        "https://",
        "https://a@b.example",
        "https://x.example/?a=1",
        "javascript:alert(1)",
        "https://[x",
    ],
)
def test_an_address_of_the_functions_that_is_neither_is_refused(url: str) -> None:
    with pytest.raises(SettingsError, match="PASSEUR_FUNCTIONS_URL"):
        read_organisation({**REAL, "PASSEUR_FUNCTIONS_URL": url})


def test_the_proportions_of_a_cohort_are_those_that_are_set() -> None:
    told = {
        "PASSEUR_PEOPLE_PER_AMBASSADOR": "120",
        "PASSEUR_MAJOR_TRADE": "60",
        "PASSEUR_MOST_MANAGERS": "0",
        "PASSEUR_TECHNICAL_TRADES": "si; production;",
    }
    found = read_organisation({**REAL, **told}).proportions
    assert (found.people_each, found.major_trade, found.most_managers, found.most_technical) == (120, 60, 0, 30)
    assert found.technical_trades == {"si", "production"}


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PASSEUR_PEOPLE_PER_AMBASSADOR", "9"),
        ("PASSEUR_MOST_MANAGERS", "101"),
        ("PASSEUR_MAJOR_TRADE", "many"),
        ("PASSEUR_TECHNICAL_TRADES", "si;informatique"),
    ],
)
def test_a_proportion_that_cannot_be_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_organisation({**REAL, name: value})
