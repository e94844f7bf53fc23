from functions.api.schemas.words import COUNT, MOMENT, TEXT, Schema, counts, many, maybe, obj

RETENTION: Schema = obj(
    register=TEXT,
    kept_days=counts(),
    nights=many(
        obj(
            day=TEXT,
            began_at=MOMENT,
            ended_at=maybe(MOMENT),
            rows=counts(),
            total=COUNT,
            unfinished=many(TEXT),
        )
    ),
)
ACCESSES: Schema = obj(accesses=many(obj(at=MOMENT, person=TEXT, door=TEXT, about=TEXT)))
