"""The ports of the local stack: named by the environment, or any free ones for tests."""

import socket
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass

from infra.local.trouble import Trouble

LOOPBACK = "127.0.0.1"


@dataclass(frozen=True, slots=True)
class Ports:
    bot: int = 3978
    functions: int = 7071
    playground: int = 56150
    blob: int = 10000
    queue: int = 10001
    table: int = 10002
    chats: int = 3979


_VARIABLES = {
    "bot": "PASSEUR_PORT",
    "functions": "PASSEUR_FUNCTIONS_PORT",
    "playground": "PASSEUR_PLAYGROUND_PORT",
    "blob": "PASSEUR_BLOB_PORT",
    "queue": "PASSEUR_QUEUE_PORT",
    "table": "PASSEUR_TABLE_PORT",
    "chats": "PASSEUR_CHATS_PORT",
}


def ports_from(environment: Mapping[str, str]) -> Ports:
    """The defaults, each replaced by its variable; Trouble when one is no port, or two are the same."""
    chosen = asdict(Ports())
    for name, variable in _VARIABLES.items():
        text = environment.get(variable, "").strip()
        if text:
            chosen[name] = _port(variable, text)
    taken: dict[int, str] = {}
    for name, port in chosen.items():
        other = taken.setdefault(port, name)
        if other != name:
            raise Trouble(f"{_VARIABLES[other]} and {_VARIABLES[name]} are both {port}: give each its own port.")
    return Ports(**chosen)


def free_ports() -> Ports:
    """Ports that nobody uses at this moment."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.socket()) for _ in _VARIABLES]
        for each in sockets:
            each.bind((LOOPBACK, 0))
        return Ports(*(each.getsockname()[1] for each in sockets))


def check_free(ports: Ports) -> None:
    """Trouble, in one sentence with every busy port and the variable that changes it."""
    busy = [(name, port) for name, port in asdict(ports).items() if not _is_free(port)]
    if busy:
        told = " and ".join(f"{port} ({name}, {_VARIABLES[name]})" for name, port in busy)
        word = "Port" if len(busy) == 1 else "Ports"
        raise Trouble(
            f"{word} {told} already in use on this machine: stop what uses it (another `make run`?), or give another "
            f"port, for example {_VARIABLES[busy[0][0]]}={_suggestion(busy[0][1])} make run."
        )


def _port(variable: str, text: str) -> int:
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):  # noqa: PLR2004 - the highest port there is
        raise Trouble(f"{variable} is {text!r}: give a port, a whole number from 1 to 65535.")
    return int(text)


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        # A port that a stopped server left in TIME_WAIT is free: servers bind it with the same option.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
        return True


def _suggestion(port: int) -> int:
    return next((other for other in range(port + 10, 65536, 10) if _is_free(other)), port)
