"""How cards are drawn for one reader."""

from dataclasses import dataclass

from cards.signing import CardToken, Signer
from cards.verbs import Verb
from passeur.organisation import Organisation

LOCALES = ("fr", "en")


@dataclass(frozen=True, slots=True)
class View:
    """The reader's language, the organisation's lists, and the hand that signs what buttons carry."""

    locale: str
    organisation: Organisation
    signer: Signer

    def token(self, verb: Verb, subject: str = "", *, version: int = 0, parent: str = "") -> str:
        return self.signer.sign(CardToken(verb, subject, version, parent))


def reader_locale(tag: str | None, default: str) -> str:
    """The language of ours that fits a tag such as `fr-FR`, else the organisation's."""
    language = (tag or "").replace("_", "-").split("-", 1)[0].lower()
    return language if language in LOCALES else default
