"""Links that people gave, shown with the host that they lead to."""

from urllib.parse import quote, urlsplit, urlunsplit

from cards.text import escaped
from passeur.sharing.links import host_of

# What an address may hold that markdown does not read; what is already an escape is not escaped again.
_KEPT = "%/:?#@!$&+,=-._~"


def markdown_link(link: str) -> str:
    """A link of ours to an https address, named by its host; nothing when the address is not safe to follow."""
    host = host_of(link)
    if not host:
        return ""
    parts = urlsplit(link)
    port = f":{parts.port}" if parts.port else ""
    rest = (quote(part, safe=_KEPT) for part in (parts.path, parts.query, parts.fragment))
    return f"[{escaped(host.removeprefix('www.'))}]({urlunsplit(('https', f'{host}{port}', *rest))})"
