from functions.api.schemas.words import COUNT, MOMENT, NUMBER, TEXT, YES_NO, Schema, many, maybe, obj

_REFS: Schema = maybe(many(TEXT))
# Where the number is null, `withheld` says why.
_FIGURE: Schema = {
    "people": maybe(COUNT),
    "withheld": TEXT,
}


def _figure(**more: Schema) -> Schema:
    return obj(("withheld",), **_FIGURE, **more)


RECAP: Schema = obj(
    week=TEXT,
    published=YES_NO,
    posted=YES_NO,
    considered=COUNT,
    picks=many(
        obj(
            rank=COUNT,
            share=TEXT,
            tool=TEXT,
            use_case=TEXT,
            when_not=TEXT,
            reason=TEXT,
            confirmed=COUNT,
            trades=COUNT,
            variations=COUNT,
        )
    ),
)

_RULES: Schema = {"type": "object", "additionalProperties": {"type": ["string", "object"]}}
_GAIN: Schema = obj(
    share=TEXT,
    tool=TEXT,
    text=TEXT,
    claimed=obj(value=TEXT, unit=TEXT, per=TEXT),
    reproduced=_figure(trades=maybe(COUNT)),
    reviewed={},
)
_NEED: Schema = obj(
    ("withheld",),
    need=TEXT,
    **_FIGURE,
    sources=many(obj(("withheld", "shares"), source=TEXT, **_FIGURE, shares=_REFS)),
)
_COVERED: Schema = obj(
    trade=TEXT,
    name=TEXT,
    people=maybe(COUNT),
    sources=many(obj(("withheld", "shares"), source=TEXT, **_FIGURE, shares=_REFS)),
)
BRIEF: Schema = obj(
    month=TEXT,
    weeks=many(TEXT),
    made_at=MOMENT,
    approved_at=maybe(MOMENT),
    rules=_RULES,
    shared=obj(("withheld",), count=maybe(COUNT), withheld=TEXT, shares=_REFS),
    tried=_figure(),
    tools=many(_figure(tool=TEXT, shares=_REFS)),
    gains=many(_GAIN),
    needs=many(_NEED),
    trend=many(obj(month=TEXT, shared=maybe(COUNT), tried=maybe(COUNT), weeks=many(TEXT))),
    coverage=obj(covered=COUNT, listed=COUNT, trades=many(_COVERED)),
    quotes=many(obj(text=TEXT, tool=TEXT, trade=maybe(TEXT), share=TEXT)),
)

_NAMED: dict[str, Schema] = {"value": maybe(NUMBER), "people_at_least": maybe(COUNT)}
_COUNTED: dict[str, Schema] = {"group": TEXT, **_NAMED, "withheld": TEXT, "months": COUNT}
_MONTH_FIGURE: Schema = obj(**_NAMED)
BOARD: Schema = obj(
    period=TEXT,
    cohort=maybe(TEXT),
    months=many(TEXT),
    months_told=many(TEXT),
    rules_version=many(COUNT),
    rules=_RULES,
    groups=many(obj(group=TEXT, dimension=TEXT, id=maybe(TEXT), name=TEXT)),
    figures=many(obj(("withheld", "months"), measure=TEXT, **_COUNTED)),
    blockers=many(obj(("withheld", "months"), theme=TEXT, **_COUNTED)),
    mostly_useful={},
    continuity=many(
        obj(
            cohort=TEXT,
            began_at_least=maybe(COUNT),
            retained_at_least=maybe(COUNT),
            resting_at_least=maybe(COUNT),
            returning_at_least=maybe(COUNT),
        )
    ),
    coverage=maybe(obj(covered=COUNT, wanted=COUNT, headcounts_of=TEXT)),
    trend=many(
        {
            "type": "object",
            "properties": {"month": TEXT},
            "required": ["month"],
            "additionalProperties": _MONTH_FIGURE,
        }
    ),
)
COUNTED_MONTHS: Schema = obj(rules_version=COUNT, counted=many(TEXT))
