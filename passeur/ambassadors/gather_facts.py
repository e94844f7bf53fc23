from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, timedelta

from passeur.ambassadors.badge_facts import fact_of_workshop, facts_of_shares, facts_of_term
from passeur.ambassadors.badge_rules import Fact, FactKind
from passeur.ambassadors.cohorts import Cohort
from passeur.ambassadors.told_feedback import next_told
from passeur.ambassadors.workshops import FEEDBACK_OPEN_FOR, Feedback, Workshop
from passeur.backend import Backend
from passeur.periods import Week

# Nights may fail; each of these decides anew.
_DECIDED_WITHIN = timedelta(days=21)
# What is known of one cohort, by person.
Found = Mapping[str, Sequence[Fact]]


@dataclass(frozen=True, slots=True)
class Known:
    """What badges that are held say already: whose workshop was praised, who finished the boot camp and when.

    `everything` asks of old workshops too, of which an earlier night decided.
    """

    praised: AbstractSet[str]
    ready: Mapping[str, date]
    everything: bool = False

    def may_be_praised(self, workshop: Workshop, today: date) -> bool:
        """Nobody can answer any more, and that is recent: after that, nothing that is said of it changes."""
        closed = workshop.on + FEEDBACK_OPEN_FOR
        is_recent = closed < today and (self.everything or today <= closed + _DECIDED_WITHIN)
        return is_recent and workshop.host_id not in self.praised


async def facts_of_cohort(cohort: Cohort, backend: Backend, *, today: date, known: Known) -> Found:
    """Every fact about everybody who is or was in a cohort: its terms, and one scan of its shares and workshops.

    What has to be asked one by one is not asked again when it is `known`.
    """
    tenant_id, zone = backend.organisation.tenant_id, backend.organisation.sending.zone
    first, last = Week.of_day(cohort.starts_on), Week.of_day(cohort.ends_on)
    found: dict[str, list[Fact]] = {}
    async for page in backend.terms.pages(tenant_id, cohort.id):
        found |= {term.person_id: list(facts_of_term(term, cohort, zone)) for term in page}
    shares = await backend.shares.digest_facts(tenant_id, first, last)
    for person_id, facts in facts_of_shares(shares, cohort, zone).items():
        found.get(person_id, []).extend(facts)
    async for workshop, feedback in backend.workshops.between(tenant_id, first, last):
        held = fact_of_workshop(workshop, today)
        if held is None or workshop.host_id not in found or workshop.cohort_id != cohort.id:
            continue
        found[workshop.host_id].append(held)
        if known.may_be_praised(workshop, today) and await _is_praised(workshop, feedback, backend):
            found[workshop.host_id].append(Fact(FactKind.WORKSHOP_USEFUL, workshop.id, workshop.on))
    for given in await backend.badges.help_given(tenant_id):
        if cohort.starts_on <= given.on <= cohort.ends_on:
            found.get(given.helper_id, []).append(Fact(FactKind.HELP_GIVEN, given.request, given.on))
    for person_id in sorted(await backend.progress.finishers(tenant_id) & found.keys()):
        day = known.ready.get(person_id) or await _finished_on(person_id, backend)
        if day is not None:
            found[person_id].append(Fact(FactKind.BOOT_CAMP_FINISHED, cohort.id, day))
    return defaultdict(list, found)


async def _finished_on(person_id: str, backend: Backend) -> date | None:
    progress = await backend.progress.get(backend.organisation.tenant_id, person_id)
    at = progress.finished_at
    return None if at is None else at.astimezone(backend.organisation.sending.zone).date()


async def _is_praised(workshop: Workshop, feedback: Sequence[Feedback], backend: Backend) -> bool:
    """Whether most who came found a workshop useful and will use what they learnt.

    Asked when nobody can answer any more, and answered in the very words that the host reads: a badge tells them
    nothing that they could not read.
    """
    if next_told(None, feedback) is None:
        return False
    told = await backend.workshops.told(workshop) or next_told(None, feedback)
    return told is not None and told.useful and told.will_use
