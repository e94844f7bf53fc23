"""Digests for managers, and what managers do with them."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from cards.sharing.digest import Done, digest_card, digest_gone_card
from cards.sharing.meeting import meeting_card
from cards.sharing.thanks import thanks_card, thanks_gone_card
from cards.view import View
from passeur.periods import Week
from passeur.sharing.digests import Digest, Lesson, Meeting, Meets, Need, Reach
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.questions import Question
from passeur.sharing.shares import GainPer, GainUnit, Share, ShareContent, ShareRef, TimeGain
from passeur.sharing.told_digest import ToldDigest

_WEEK = Week(2026, 47)


def _share(number: int, author: str, tool: str, use_case: str, trade: str) -> Share:
    content = ShareContent(
        tool=tool,
        use_case=use_case,
        gain=TimeGain(Decimal(45), GainUnit.MINUTES, GainPer.WEEK),
        limits="Il arrondit parfois les montants : je vérifie toujours les totaux.",
        when_not="Jamais avec des données personnelles.",
        link="",
        prompt="",
        trade=trade,
    )
    ref = ShareRef(_WEEK, f"{number:032x}")
    return Share(ref, "tenant", f"author-{number}", author, content, datetime(2026, 11, 17, 8, 12, tzinfo=UTC))


EXCEL = _share(1, "Camille Moreau", "Copilot dans Excel", "Comparer les devis de trois fournisseurs.", "achats")
NOTES = _share(2, "Yanis Le Goff", "Le Chat (Mistral)", "Résumer un compte rendu de réunion en cinq actions.", "achats")
LETTER = _share(3, "Inès Benali", "ChatGPT Enterprise", "Reformuler une relance pour qu’elle reste aimable.", "ventes")
OURS = _share(4, "Nadia Haddad", "Copilot dans Excel", "Repérer les doublons d’une base d’articles.", "achats")
THEIRS = _share(5, "Louis Garnier", "Copilot dans Excel", "Préparer un tableau de bord des stocks.", "logistique")
SHARES = {each.ref: each for each in (EXCEL, NOTES, LETTER, OURS, THEIRS)}

DIGEST = Digest(
    "2026-W47",
    Question.ADAPT_TOOL,
    (
        Lesson(EXCEL.ref, Reach(10, 3, several_trades=True)),
        Lesson(NOTES.ref, Reach(several_trades=True)),
        Lesson(LETTER.ref, Reach()),
    ),
    OURS.ref,
    Meeting(OURS.ref, THEIRS.ref, Meets.TOOL),
    Need("achats", Obstacle.WRONG_RESULT),
)
WHOLE = ToldDigest(DIGEST, SHARES, ("nadia.haddad@example.com", "louis.garnier@example.com"), can_thank=True)
MONTHLY = ToldDigest(
    Digest(
        "2026-11",
        Question.TOGETHER,
        (Lesson(EXCEL.ref, Reach(5, 1)),),
        meeting=Meeting(OURS.ref, THEIRS.ref, Meets.VARIATION),
        need=Need("achats", example=EXCEL.ref),
    ),
    SHARES,
)
TRADE = ToldDigest(
    Digest("2026-W47", Question.SERVED, meeting=Meeting(OURS.ref, THEIRS.ref, Meets.TRADE), highlight=OURS.ref), SHARES
)

DIGEST_CARDS: Mapping[str, Callable[[View], dict[str, Any]]] = {
    "digest": lambda v: digest_card(v, WHOLE),
    "digest_done": lambda v: digest_card(v, WHOLE, Done(frozenset({EXCEL.ref}), thanked=True)),
    "digest_month": lambda v: digest_card(v, MONTHLY),
    "digest_trade": lambda v: digest_card(v, TRADE),
    "digest_gone": lambda v: digest_gone_card(v.locale),
    "meeting": lambda v: meeting_card(v, [EXCEL, NOTES]),
    "meeting_empty": lambda v: meeting_card(v, []),
    "thanks": lambda v: thanks_card(v, OURS, "Claire Fontaine"),
    "thanks_gone": thanks_gone_card,
}


def heavy(text: str, name: str) -> ToldDigest:
    """A whole digest in which everything that people wrote is `text`."""
    shares = {
        ref: replace(share, author_name=name, content=replace(share.content, tool=text, use_case=text, when_not=text))
        for ref, share in SHARES.items()
    }
    return replace(WHOLE, shares=shares)
