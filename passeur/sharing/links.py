"""Links that people give: which ones are kept, where they lead, and when two are the same page."""

import re
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

_HTTPS = 443
_HOST = re.compile(r"[0-9a-z_][0-9a-z._-]*")


def is_safe_link(link: str) -> bool:
    """Whether a link is https, names a host that can be shown and hides nobody's name before it."""
    return host_of(link) != ""


def host_of(link: str) -> str:
    """The host of a safe link as browsers compare it: letters that only look Latin show their ASCII form.

    Empty when the link is not safe. Names and IPv4 addresses only: `[::1]` tells a reader nothing.
    """
    parts = _parts(link)
    return "" if parts is None else _ascii(parts.hostname or "")


def same_page(link: str) -> str:
    """A text that is equal for links to the same page, however they were copied."""
    parts = _parts(link)
    if parts is None:
        return link
    host = _ascii(parts.hostname or "").removeprefix("www.").removesuffix(".")
    port = "" if parts.port in (None, _HTTPS) else f":{parts.port}"
    pairs = parse_qsl(parts.query, keep_blank_values=True)
    query = urlencode(sorted((name, value) for name, value in pairs if not name.lower().startswith("utm_")))
    # What applications put after the sign is a page of theirs; a plain anchor is a place on the same page.
    route = f"#{parts.fragment}" if "/" in parts.fragment else ""
    return f"{host}{port}{parts.path.rstrip('/')}?{query}{route}"


def _parts(link: str) -> SplitResult | None:
    if any(character.isspace() for character in link) or "\\" in link:
        return None
    try:
        parts = urlsplit(link)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.scheme == "https" and "@" not in parts.netloc else None


def _ascii(host: str) -> str:
    try:
        name = host.encode("idna").decode()
    except UnicodeError:
        return ""
    return name if _HOST.fullmatch(name) else ""
