from functions.api.schemas.words import COUNT, TEXT, YES_NO, Schema, many, maybe, obj

_SENTENCES: Schema = obj(fr=TEXT, en=TEXT)
_ROW: Schema = obj(line=COUNT, reason=TEXT, fr=TEXT, en=TEXT)
_ROWS: Schema = obj(count=COUNT, rows=many(_ROW), not_told=COUNT)
_DONE: dict[str, Schema] = {
    **dict.fromkeys(("rows", "added", "changed", "unchanged", "left", "people", "teams", "small_teams"), COUNT),
    "leavers": obj(waiting=COUNT, of=COUNT, confirm_with=maybe(TEXT)),
}

IMPORT_REPORT: Schema = obj(**_DONE, summary=_SENTENCES, refused=_ROWS, warnings=_ROWS, ignored_columns=many(TEXT))
SYNC_REPORT: Schema = obj(("detail",), **_DONE, detail=TEXT)
LATER: Schema = obj(detail=TEXT)
ROLE_CHANGE: Schema = obj(person=TEXT, role=TEXT, granted=YES_NO)
