"""Whether an address answers."""

from http.client import HTTPConnection, HTTPException

from infra.local.ports import LOOPBACK

_OK = 200


def answers(port: int, path: str) -> bool:
    """Whether GET on this machine gives 200 within five seconds."""
    connection = HTTPConnection(LOOPBACK, port, timeout=5)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == _OK
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
