"""What a token that nobody verified says of itself, so that obvious strangers never make anybody look for keys."""

import jwt


class NotSigned(Exception):
    """No token that one of the published keys could have signed. The message is for our log, never for the sender."""


def claimed_key(token: str) -> str:
    """The id of the key that it says it was signed with. Raises NotSigned."""
    try:
        header = jwt.get_unverified_header(token)
    # A header of six thousand brackets fits in a request.
    except (jwt.PyJWTError, ValueError, RecursionError) as error:
        raise NotSigned("not a token") from error
    key_id = header.get("kid")
    if header.get("alg") != "RS256" or not isinstance(key_id, str) or not key_id:
        raise NotSigned("wrong algorithm or no key named")
    return key_id
