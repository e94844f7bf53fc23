from collections.abc import AsyncIterator, Mapping
from dataclasses import replace

from passeur.backend import Backend
from passeur.briefs.brief import Brief
from passeur.briefs.read_brief import read_shares
from passeur.briefs.redaction import REDACTED, FullNames, full_names, may_name, names_somebody
from passeur.briefs.told_brief import quoted_refs
from passeur.sharing.shares import Share, ShareRef
from passeur.texts import folded


async def leave_names_out(brief: Brief, backend: Backend) -> Brief:
    """A brief that quotes nothing in which anybody of the organisation is named in full, nor as the name of a tool.

    Everybody whom Passeur knows is read, a page at a time, once for each brief.
    """
    shares = await read_shares(quoted_refs(brief), backend)
    texts = [*(tool.name for tool in brief.tools), *map(_words, shares.values())]
    words = frozenset(folded(" ".join(texts)).split())
    names = full_names([name async for name in _names(backend) if may_name(name, words)])
    return without_named(brief, shares, names)


def without_named(brief: Brief, shares: Mapping[ShareRef, Share], names: FullNames) -> Brief:
    """`shares` are those that the brief quotes; of one that is not there, nothing is."""
    naming = {ref for ref, share in shares.items() if names_somebody(_words(share), names)}
    return replace(
        brief,
        tools=tuple(replace(tool, name=_unnamed(tool.name, names)) for tool in brief.tools),
        gains=tuple(
            replace(gain, tool=_unnamed(gain.tool, names), quotable=gain.quotable and gain.ref not in naming)
            for gain in brief.gains
        ),
        quotes=tuple(quote for quote in brief.quotes if quote.ref not in naming),
    )


def _words(share: Share) -> str:
    return f"{share.content.tool} {share.content.use_case}"


def _unnamed(tool: str, names: FullNames) -> str:
    return REDACTED if names_somebody(tool, names) else tool


async def _names(backend: Backend) -> AsyncIterator[str]:
    async for page in backend.people.pages(backend.organisation.tenant_id):
        for person in page:
            yield person.name
