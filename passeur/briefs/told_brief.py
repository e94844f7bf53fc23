"""A brief with the words that it quotes: what cards, slides and files are drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass

from passeur.briefs.brief import MOST_GAINS, MOST_QUOTES, Brief, Gain, Quote
from passeur.briefs.redaction import redacted, redacted_tool
from passeur.briefs.review import Review
from passeur.sharing.shares import Share, ShareRef
from passeur.texts import folded


@dataclass(frozen=True, slots=True)
class ToldGain:
    """A gain with what it is about, in the author's words without a name; empty when they changed since."""

    gain: Gain
    text: str
    reviewed: bool


@dataclass(frozen=True, slots=True)
class ToldQuote:
    quote: Quote
    tool: str
    text: str


@dataclass(frozen=True, slots=True)
class ToldBrief:
    brief: Brief
    review: Review
    gains: tuple[ToldGain, ...]
    quotes: tuple[ToldQuote, ...]


def quoted_refs(brief: Brief) -> frozenset[ShareRef]:
    """The shares whose words a brief may need."""
    return frozenset({each.ref for each in brief.gains} | {each.ref for each in brief.quotes})


def tell(brief: Brief, review: Review, shares: Mapping[ShareRef, Share]) -> ToldBrief:
    """The best three gains and quotes that still stand.

    A share that was withdrawn is gone here too, and the next one takes its place. Words that were changed after the
    brief was made are not quoted: nobody reviewed them.
    """
    living = {ref: share for ref, share in shares.items() if not share.withdrawn}
    names = frozenset(share.author_name for share in living.values())
    gains = [each for each in brief.gains if each.ref in living][:MOST_GAINS]
    quotes = [
        each
        for each in brief.quotes
        if each.ref in living
        and living[each.ref].version == each.version
        and each.ref not in review.dropped
        and each.ref not in {gain.ref for gain in gains}
    ][:MOST_QUOTES]
    return ToldBrief(
        brief,
        review,
        tuple(
            ToldGain(each, _gain_words(each, living[each.ref], names), each.ref in review.reviewed) for each in gains
        ),
        tuple(_quote(each, living[each.ref], names) for each in quotes),
    )


def _gain_words(gain: Gain, share: Share, names: frozenset[str]) -> str:
    still = gain.quotable and share.version == gain.version
    return _without_names(share.content.use_case, share, names) if still else ""


def _quote(quote: Quote, share: Share, names: frozenset[str]) -> ToldQuote:
    tool = redacted_tool(share.content.tool, [share.author_name])
    return ToldQuote(quote, tool, _without_names(share.content.use_case, share, names))


def _without_names(text: str, share: Share, names: frozenset[str]) -> str:
    """What a tool is called stays, when a colleague happens to be called the same."""
    products = set(folded(share.content.tool).split())
    others = [name for name in names if not products & set(folded(name).split())]
    return redacted(text, [share.author_name], others=others)
