"""Card data that nobody can write but us.

A card carries one signed string: the verb, what it is about, and the version it was made from. It says nothing about
who clicks or what they may do. It does not expire: what is too old is told by the version of what it names.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeSerializer

from cards.downloads import Downloads
from cards.verbs import Verb
from passeur.errors import BadToken

TOKEN = "token"  # noqa: S105 - the name of the card's data field, not a secret


@dataclass(frozen=True, slots=True)
class CardToken:
    """`subject` is a form id, a share reference or a week; `parent` the share that a variation is made from."""

    verb: Verb
    subject: str = ""
    version: int = 0
    parent: str = ""


class Signer:
    """Signs and reads tokens for one organisation; a token of another one is refused.

    `keys` has the newest last: it signs, the older ones still read, so that open cards survive a rotation.
    """

    def __init__(self, keys: Sequence[str], tenant_id: str) -> None:
        if not keys or not all(keys):
            raise ValueError("at least one key is needed to sign cards")
        self._serializer = URLSafeSerializer(list(keys), salt=f"passeur.card.{tenant_id}")
        self.downloads = Downloads(keys, tenant_id)

    def sign(self, token: CardToken) -> str:
        signed = self._serializer.dumps([token.verb.value, token.subject, token.version, token.parent])
        return signed if isinstance(signed, str) else signed.decode()

    def read(self, signed: object) -> CardToken:
        """What was signed; BadToken for anything that these keys did not write for this organisation."""
        if not isinstance(signed, str):
            raise BadToken
        try:
            verb, subject, version, parent = self._serializer.loads(signed)
            return CardToken(Verb(verb), subject, version, parent)
        except (BadData, ValueError, TypeError) as error:
            raise BadToken from error
