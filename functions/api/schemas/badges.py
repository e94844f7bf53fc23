from functions.api.schemas.words import COUNT, TEXT, Schema, many, obj

AWARDED: Schema = obj(given=COUNT, taken_back=COUNT)
# RFC 7517: which members there are depends on the kind of key.
KEY: Schema = {"type": "object", "properties": {"kty": TEXT}, "required": ["kty"]}
ISSUER: Schema = obj(
    **{"@context": many(TEXT)},
    id=TEXT,
    type=many(TEXT),
    name=TEXT,
    verificationMethod=many(obj(id=TEXT, type=TEXT, controller=TEXT, publicKeyJwk=KEY)),
    assertionMethod=many(TEXT),
)
