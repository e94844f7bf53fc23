from datetime import date, timedelta

from passeur.ambassadors.check_in_facts import Known, known_by_person
from passeur.ambassadors.workshops import Workshop
from passeur.periods import Week
from passeur.sharing.recaps import Facts, ReproductionFact, ShareFact, VariationFact
from passeur.sharing.reproductions import Outcome
from passeur.sharing.shares import ShareRef
from tests.passeur.ambassadors.check_ins import REF, TENANT, THURSDAY

TODAY = THURSDAY.date()


def ref(number: int, week: Week = REF.period) -> ShareRef:
    return ShareRef(week, f"{number:032x}")


def shared(number: int, author: str = "p-1") -> ShareFact:
    return ShareFact(ref(number), author, THURSDAY, 3)


def a_workshop(on: date, host: str = "p-1", **changes: object) -> Workshop:
    known = {"reached": 8, "withdrawn": False, **changes}
    return Workshop(
        tenant_id=TENANT,
        id=f"w-{on}-{host}",
        cohort_id="2026-1",
        host_id=host,
        trade="achats",
        site="lyon",
        title="Premiers pas",
        on=on,
        recorded_at=THURSDAY,
        code="ABCD",
        reached=int(str(known["reached"])),
        withdrawn=bool(known["withdrawn"]),
    )


def test_shares_variations_tries_and_workshops_are_counted_for_whoever_did_them() -> None:
    facts = Facts(
        shares=(shared(1), shared(2), shared(3, "p-2"), shared(4)),
        reproductions=(
            ReproductionFact(ref(1), "p-2", Outcome.WORKED, "rh"),
            ReproductionFact(ref(1), "p-3", Outcome.CHANGED, "rh"),
            ReproductionFact(ref(1), "p-4", Outcome.FAILED, "rh"),
            ReproductionFact(ref(1), "p-1", Outcome.WORKED, "rh"),
            ReproductionFact(ref(3), "p-1", Outcome.WORKED, "rh"),
        ),
        variations=(VariationFact(ref(3), ref(4), "p-1"),),
    )
    known = known_by_person(facts, [a_workshop(TODAY)], REF, TODAY)
    assert known == {"p-1": Known(shares=2, variations=1, reproduced=2, workshops=1), "p-2": Known(1, 0, 1, 0)}


def test_a_variation_is_suggested_as_a_prompt_and_counted_once() -> None:
    answer = Known(shares=2, variations=1, reproduced=7, workshops=3).suggested
    assert (answer.use_cases, answer.prompts, answer.workshops, answer.gain_hours) == (2, 1, 3, None)
    assert Known().is_nothing


def test_workshops_of_other_weeks_to_come_withdrawn_or_without_anybody_do_not_count() -> None:
    monday = REF.period.monday
    held = [
        a_workshop(monday),
        a_workshop(TODAY),
        a_workshop(monday - timedelta(days=1)),
        a_workshop(TODAY + timedelta(days=1)),
        a_workshop(monday + timedelta(days=1), withdrawn=True),
        a_workshop(monday + timedelta(days=2), reached=0),
        a_workshop(monday + timedelta(days=14)),
    ]
    assert known_by_person(Facts(), held, REF, TODAY) == {"p-1": Known(workshops=2)}
