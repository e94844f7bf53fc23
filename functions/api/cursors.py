"""Where the next page of a list begins, as a text that only we can write and that says nothing to who carries it."""

from collections.abc import Sequence

from itsdangerous import BadData, URLSafeSerializer


class BadCursor(Exception):
    """Nobody here gave this cursor, for this list."""


class Cursors:
    """Signs with the newest key; the older ones still read."""

    def __init__(self, keys: Sequence[str], tenant_id: str) -> None:
        self._keys = list(keys)
        self._tenant_id = tenant_id

    def sign(self, of_list: str, last: str) -> str:
        signed = self._serializer(of_list).dumps(last)
        return signed if isinstance(signed, str) else signed.decode()

    def read(self, of_list: str, cursor: str) -> str:
        """What the page before ended with; BadCursor."""
        try:
            last = self._serializer(of_list).loads(cursor)
        except (BadData, ValueError) as error:
            raise BadCursor from error
        if not isinstance(last, str):
            raise BadCursor
        return last

    def _serializer(self, of_list: str) -> URLSafeSerializer:
        return URLSafeSerializer(self._keys, salt=f"passeur.cursor.{self._tenant_id}.{of_list}")
