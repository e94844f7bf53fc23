from functions.api.schemas.words import COUNT, MOMENT, TEXT, YES_NO, Schema, counts, many, maybe, obj, ref
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import RunState

RUN: Schema = obj(
    run=TEXT,
    kind={"type": "string", "enum": [kind.value for kind in DeliveryKind]},
    period=TEXT,
    state={"type": "string", "enum": [state.value for state in RunState]},
    started_at=MOMENT,
    ended_at=maybe(MOMENT),
    is_planned=YES_NO,
    planned=COUNT,
    states=counts(),
    reasons=counts(),
)
RUNS: Schema = obj(runs=many(ref("Run")), next=maybe(TEXT))
