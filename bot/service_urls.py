"""Which connectors Passeur answers to: its replies carry a token, and must not go elsewhere."""

import re
from dataclasses import dataclass

# The public cloud and the US government clouds, as the Microsoft 365 Agents SDK lists them (TeamsServiceEndpoints).
# The whole name is compared: anybody in Azure can register a name under trafficmanager.net.
TEAMS_HOSTS = frozenset(
    {
        "smba.trafficmanager.net",
        "smba.infra.gcc.teams.microsoft.com",
        "smba.infra.gov.teams.microsoft.us",
        "smba.infra.dod.teams.microsoft.us",
    }
)

BIGGEST_PORT = 65535

# Narrower than a URL may be: no port, user, query, escape or dot segment, so there is nothing left to read in two ways.
_PATH = r"(?:/(?!\.)[A-Za-z0-9._~-]*)*"
_TEAMS = re.compile(rf"https://([A-Za-z0-9.-]+){_PATH}")
_LOOPBACK = re.compile(rf"http://(?:localhost|127\.0\.0\.1|\[::1\])(?::([0-9]{{1,5}}))?{_PATH}")


@dataclass(frozen=True, slots=True)
class ServiceUrls:
    """The service URLs that may be spoken to. Loopback is for the local stack and tests, and is off by default."""

    hosts: frozenset[str] = TEAMS_HOSTS
    dangerously_allow_loopback: bool = False

    def allows(self, url: str) -> bool:
        teams = _TEAMS.fullmatch(url)
        if teams:
            return teams[1].lower() in self.hosts
        loopback = _LOOPBACK.fullmatch(url)
        return self.dangerously_allow_loopback and loopback is not None and int(loopback[1] or 0) <= BIGGEST_PORT


LOOPBACK_ONLY = ServiceUrls(hosts=frozenset(), dangerously_allow_loopback=True)
