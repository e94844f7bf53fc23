"""Every setting of both processes, with what each must refuse. A setting that is missing here fails the tests."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from infra.azure.keys import new_badge_key

PLANTED = "planted/Secret+0123456789abcdefghij=="
GOOD_KEY = "0123456789-abcdefghijklmnopqrstuvwxyz"
EMULATOR = "UseDevelopmentStorage=true"
ACCOUNT = f"DefaultEndpointsProtocol=https;AccountName=passeur;AccountKey={PLANTED};EndpointSuffix=core.windows.net"
REAL: Mapping[str, str] = {
    "PASSEUR_TENANT_ID": "6f1b2c3d-0a4e-4b5c-9d6e-7f8091a2b3c4",
    "PASSEUR_APP_ID": "0c2f6a52-6a0f-4a3e-8a51-0f1f7b0c9a11",
    "PASSEUR_APP_TYPE": "UserAssignedMSI",
    "PASSEUR_STORAGE_ACCOUNT": "passeurdemo",
    "PASSEUR_CARD_KEYS": GOOD_KEY,
    "PASSEUR_BADGE_KEY": new_badge_key(),
    "PASSEUR_FUNCTIONS_URL": "https://passeur.azurewebsites.net",
}
SECRET: Mapping[str, str] = {**REAL, "PASSEUR_APP_TYPE": "SingleTenant", "PASSEUR_APP_SECRET": PLANTED}
LOCAL: Mapping[str, str] = {
    "PASSEUR_TENANT_ID": REAL["PASSEUR_TENANT_ID"],
    "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS": "true",
    "PASSEUR_STORAGE_CONNECTION": EMULATOR,
    "PASSEUR_CARD_KEYS": GOOD_KEY,
}
AZURE = {"WEBSITE_INSTANCE_ID": "4f1d"}
NO_BADGES = {"PASSEUR_BADGE_KEY": ""}
WHOLE = ["x", "-1", "1.5", "１", PLANTED]


@dataclass(frozen=True, slots=True)
class Setting:
    """`bad` are values that are refused beside `base`; `required` is refused when it is missing. For which process?"""

    bad: Sequence[str] = ()
    base: Mapping[str, str] = field(default_factory=lambda: REAL)
    required: bool = False
    bot: bool = True
    functions: bool = True


def _number(*too: str) -> Setting:
    return Setting([*WHOLE, *too])


SETTINGS: Mapping[str, Setting] = {
    "PASSEUR_TENANT_ID": Setting(["two words", PLANTED, "x" * 65], required=True),
    "PASSEUR_APP_ID": Setting(["two words", PLANTED, "x" * 65], required=True),
    "PASSEUR_APP_TYPE": Setting(["MultiTenant", PLANTED], required=True),
    "PASSEUR_APP_SECRET": Setting([f"@Microsoft.KeyVault({PLANTED})"], base=SECRET, required=True),
    "PASSEUR_STORAGE_ACCOUNT": Setting([ACCOUNT, "Passeur", "ab", "https://passeur.table.core.windows.net"]),
    "PASSEUR_STORAGE_CONNECTION": Setting(
        [PLANTED, "AccountKey=x", ACCOUNT, f"AccountName=a;TableEndpoint=http://127.0.0.1.nip.io;AccountKey={PLANTED}"],
        base=LOCAL,
        required=True,
    ),
    "PASSEUR_CARD_KEYS": Setting(
        [
            "short",
            f"{GOOD_KEY},",
            "k" * 40,
            "password-password-password-password-pass",
            f"{GOOD_KEY},{GOOD_KEY}",
            f"@Microsoft.KeyVault({PLANTED})",
        ],
        required=True,
    ),
    "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS": Setting(["yes", "1", PLANTED], base=LOCAL),
    "PASSEUR_TRADES": Setting(["=no id", "a=", "a=A;a=B", f"{PLANTED}=x"]),
    "PASSEUR_SITES": Setting(["=no id", "a=", "a=A;a=B", f"{PLANTED}=x"]),
    "PASSEUR_TECHNICAL_TRADES": Setting(["no-such-trade", PLANTED]),
    "PASSEUR_TIME_ZONE": Setting(["Paris", "../etc/passwd", PLANTED]),
    "PASSEUR_LOCALE": Setting(["de", "FR", PLANTED]),
    "PASSEUR_RECAP_DAY": _number("0", "8"),
    "PASSEUR_RECAP_HOUR": _number("24"),
    "PASSEUR_DIGEST_EVERY": Setting(["day", PLANTED]),
    "PASSEUR_SENDING_HOURS": Setting(["8", "19-8", "8-25", "8-8", PLANTED]),
    "PASSEUR_SENDING_DAYS": Setting(["0-5", "5-1", "1-8", PLANTED]),
    "PASSEUR_HOLIDAYS": Setting(["XX", "FR-XX", PLANTED]),
    "PASSEUR_SENDING_RATE": _number("0", "46"),
    "PASSEUR_PEOPLE_PER_AMBASSADOR": _number("9", "10001"),
    "PASSEUR_MAJOR_TRADE": _number("0", "100001"),
    "PASSEUR_MOST_MANAGERS": _number("101"),
    "PASSEUR_MOST_TECHNICAL": _number("101"),
    "PASSEUR_FUNCTIONS_URL": Setting(
        [
            "http://passeur.example.com",
            "passeur.example.com",
            f"https://a.example/?code={PLANTED}",
            "https://[",
            "https://",
            f"https://someone:{PLANTED}@a.example",
        ]
    ),
    "PASSEUR_CHARTER_FILE": Setting(["no/such/file.toml", "pyproject.toml", PLANTED]),
    "PASSEUR_BOOT_CAMP_FILE": Setting(["no/such/file.toml", "pyproject.toml", PLANTED]),
    "PASSEUR_CONTROLLER": Setting(["two\nlines", "x" * 301]),
    "PASSEUR_DPO_CONTACT": Setting(["two\nlines", "x" * 301]),
    "PASSEUR_TELEMETRY": Setting(["on", PLANTED]),
    "PASSEUR_TRACES_PERCENT": _number("101"),
    "PASSEUR_HOST": Setting(["0.0.0.0", "::", "passeur.example.com"], base=LOCAL, functions=False),  # noqa: S104  # refused
    "PASSEUR_PORT": Setting([*WHOLE, "0", "65536"], functions=False),
    "PASSEUR_GRAPH": Setting(["yes", PLANTED], bot=False),
    "PASSEUR_API_AUTH": Setting(["none", PLANTED], bot=False),
    "PASSEUR_API_APP_ID": Setting(base={**REAL, "PASSEUR_API_AUTH": "entra"}, required=True, bot=False),
    "PASSEUR_BADGE_KEY": Setting(
        [PLANTED, f"-----BEGIN PRIVATE KEY-----\n{PLANTED}\n-----END PRIVATE KEY-----"], bot=False
    ),
    "PASSEUR_BACKUP_DAYS": Setting([*WHOLE, "0", "366"], bot=False),
}
# Read as they are: any text is a name, and is told where it is used.
FREE = {"PASSEUR_BADGE_ISSUER"}


@dataclass(frozen=True, slots=True)
class Unsafe:
    """Settings that are each well written, and unsafe together. `named` is what the sentence names."""

    settings: Mapping[str, str]
    named: str


UNSAFE: Mapping[str, Unsafe] = {
    **{
        f"anonymous where {name} says Azure": Unsafe({**LOCAL, name: value}, "PASSEUR_DANGEROUSLY_ALLOW_ANONYMOUS")
        for name, value in {
            "WEBSITE_INSTANCE_ID": "4f1d",
            "WEBSITE_SITE_NAME": "passeur",
            "IDENTITY_ENDPOINT": "http://169.254.129.2",
            "MSI_ENDPOINT": "http://127.0.0.1:41741",
            "CONTAINER_APP_NAME": "passeur",
            "AZURE_FUNCTIONS_ENVIRONMENT": "Production",
        }.items()
    },
    "anonymous with a real bot's secret": Unsafe({**LOCAL, "PASSEUR_APP_SECRET": PLANTED}, "PASSEUR_APP_SECRET"),
    "anonymous over real storage": Unsafe(
        {**LOCAL, "PASSEUR_STORAGE_CONNECTION": "", "PASSEUR_STORAGE_ACCOUNT": "passeur"}, "PASSEUR_STORAGE_ACCOUNT"
    ),
    "anonymous over an account's key": Unsafe(
        {**LOCAL, "PASSEUR_STORAGE_CONNECTION": ACCOUNT}, "PASSEUR_STORAGE_CONNECTION"
    ),
    "an account's key in Azure": Unsafe(
        {**REAL, **AZURE, "PASSEUR_STORAGE_ACCOUNT": "", "PASSEUR_STORAGE_CONNECTION": ACCOUNT},
        "PASSEUR_STORAGE_CONNECTION",
    ),
    "an account's key in clear": Unsafe(
        {**REAL, "PASSEUR_STORAGE_ACCOUNT": "", "PASSEUR_STORAGE_CONNECTION": ACCOUNT.replace("https", "http", 1)},
        "PASSEUR_STORAGE_CONNECTION",
    ),
    "both ways to storage": Unsafe({**REAL, "PASSEUR_STORAGE_CONNECTION": ACCOUNT}, "PASSEUR_STORAGE_CONNECTION"),
    "no way to storage": Unsafe({**REAL, "PASSEUR_STORAGE_ACCOUNT": ""}, "PASSEUR_STORAGE_ACCOUNT"),
    "a secret that a managed identity does not need": Unsafe(
        {**REAL, "PASSEUR_APP_SECRET": PLANTED}, "PASSEUR_APP_SECRET"
    ),
    "one secret for two purposes": Unsafe({**SECRET, "PASSEUR_CARD_KEYS": PLANTED}, "PASSEUR_CARD_KEYS"),
    "the account's key signs cards": Unsafe(
        {**REAL, "PASSEUR_STORAGE_ACCOUNT": "", "PASSEUR_STORAGE_CONNECTION": ACCOUNT, "PASSEUR_CARD_KEYS": PLANTED},
        "PASSEUR_CARD_KEYS",
    ),
    "functions on this machine, in Azure": Unsafe(
        {**REAL, **AZURE, "PASSEUR_FUNCTIONS_URL": "http://127.0.0.1:7071"}, "PASSEUR_FUNCTIONS_URL"
    ),
}
