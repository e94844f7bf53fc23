"""Somebody named wherever anything can name a person: the programme's rows (erasing.py), and all the others."""

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

from passeur.briefs.brief import Brief, Coverage
from passeur.briefs.review import Review
from passeur.delivery.addresses import Address, ConversationKind
from passeur.delivery.runs import RunId, Watcher
from passeur.directory.teams import Team
from passeur.people import Person, Role
from passeur.periods import Month, Week
from passeur.privacy.accesses import Access, Door
from passeur.sharing.claims import Claim, subjects_of
from passeur.sharing.kept_shares import KeptShare
from passeur.sharing.obstacles import Obstacle
from passeur.sharing.posts import post_of_report, post_of_share, post_of_thanks
from passeur.sharing.recaps import VariationFact
from passeur.sharing.reports import ProblemReport
from passeur.sharing.reproductions import Outcome, Reproduction
from passeur.sharing.shares import GainPer, GainUnit, Share, ShareContent, ShareRef, TimeGain
from passeur.storage.bundle import Storage
from tests.passeur.ambassadors.check_ins import THURSDAY
from tests.passeur.ambassadors.erasing import ANNA, BOB, CHAT, CHLOE, RUN, WORDS, plant

NAME, EMAIL = "Anna-Lise Tourneboule", "anna-lise.tourneboule@exemple.fr"
ELSEWHERE = Address("19:channel@thread.tacv2", CHAT.service_url, ConversationKind.CHANNEL)
BOBS_CHAT = Address("a:chat-of-bob", CHAT.service_url, ConversationKind.PERSONAL)
WEEK = Week(2026, 47)
# Her own words about a use case: they stay when she lets her shares stay.
TOLD = "zygomatique"
HERS, BOBS, OLD_ONE, CHILD = (
    ShareRef(WEEK.plus(-back), mark * 32) for mark, back in zip("1234", (0, 0, 3, 0), strict=True)
)
CONTENT = ShareContent(
    tool="Copilot",
    use_case=f"Résumer un appel d'offres ({TOLD}), demandez à {NAME}",
    gain=TimeGain(Decimal("1.50"), GainUnit.HOURS, GainPer.WEEK),
    limits="Les chiffres sont faux parfois, il faut vérifier.",
    when_not="Jamais sur un dossier disciplinaire.",
    link="https://example.com/guide",
    prompt=f"Résume en cinq points {TOLD}",
    trade="achats",
)


async def plant_everywhere(storage: Storage, tenant: str) -> None:
    """All of erasing.plant, and Anna among shares, people, roles, runs and briefs, beside colleagues who stay."""
    await plant(storage, tenant)
    await _plant_people(storage, tenant)
    await _plant_shares(storage, tenant)
    await _plant_reactions(storage, tenant)
    await _plant_the_rest(storage, tenant)


async def _plant_people(storage: Storage, tenant: str) -> None:
    anna = Person(
        tenant,
        ANNA,
        NAME,
        "achats",
        "lyon",
        address=CHAT,
        introduced=True,
        email=EMAIL,
        manager_id=CHLOE,
        teams_id="29:a",
    )
    bob = Person(
        tenant, BOB, "Bob Durand", "finance", "lyon", address=BOBS_CHAT, email="bob@exemple.fr", manager_id=ANNA
    )
    chloe = Person(tenant, CHLOE, "Chloé Petit", "rh", "nantes", email="chloe@exemple.fr")
    for person in (anna, bob, chloe):
        await storage.people.put(person)
    await storage.teams.replace(tenant, [Team(tenant, ANNA, 1, {"finance": 1}, {"lyon": 1})])
    for role in (Role.PROGRAMME_LEAD, Role.STEERING):
        await storage.roles.grant(tenant, ANNA, role)
    await storage.roles.grant(tenant, BOB, Role.PROGRAMME_LEAD)


async def _plant_shares(storage: Storage, tenant: str) -> None:
    hers = Share(HERS, tenant, ANNA, NAME, CONTENT, THURSDAY - timedelta(days=8))
    bobs = replace(
        hers,
        ref=BOBS,
        author_id=BOB,
        author_name="Bob Durand",
        content=replace(CONTENT, use_case=f"Comme {NAME} me l'a montré", prompt="", limits="Demande un accès."),
    )
    old = replace(hers, ref=OLD_ONE, parent=None, published_at=THURSDAY - timedelta(days=30))
    child = replace(hers, ref=CHILD, parent=BOBS)
    for share, address in ((hers, ELSEWHERE), (bobs, BOBS_CHAT), (old, CHAT), (child, ELSEWHERE)):
        subjects = subjects_of(CONTENT) if share.ref == HERS else ()
        await storage.claims.claim(Claim(tenant, share.ref, subjects, share.published_at))
        await storage.shares.add(share, post_of_share(share, address, "fr", share.published_at))
    await storage.shares.record_variation(tenant, VariationFact(BOBS, CHILD, ANNA))


async def _plant_reactions(storage: Storage, tenant: str) -> None:
    earlier = THURSDAY - timedelta(days=7)
    gain = TimeGain(Decimal(20), GainUnit.MINUTES, GainPer.WEEK)
    for ref, person, trade in (
        (BOBS, ANNA, "achats"),
        (BOBS, CHLOE, "rh"),
        (HERS, BOB, "finance"),
        (HERS, CHLOE, "rh"),
    ):
        await storage.shares.record_reproduction(
            tenant, Reproduction(ref, person, Outcome.CHANGED, earlier, trade, gain, Obstacle.WRONG_RESULT)
        )
    bob = Person(tenant, BOB, "Bob Durand")
    anna = Person(tenant, ANNA, NAME)
    by_anna = ProblemReport(BOBS, ANNA, NAME, f"Les résultats sont faux, {WORDS}", earlier)
    by_bob = ProblemReport(HERS, BOB, "Bob Durand", "Le lien est mort", earlier)
    await storage.shares.report(
        tenant, by_anna, [post_of_report(by_anna, bob, BOBS_CHAT), post_of_report(by_anna, anna, CHAT)]
    )
    await storage.shares.report(tenant, by_bob, [post_of_report(by_bob, anna, CHAT)])
    bobs = await storage.shares.get(tenant, BOBS)
    assert bobs is not None
    await storage.shares.owe(BOBS, post_of_thanks(bobs, ANNA, ELSEWHERE, "fr", earlier))


async def _plant_the_rest(storage: Storage, tenant: str) -> None:
    for person in (ANNA, BOB):
        await storage.kept.keep(KeptShare(tenant, person, HERS, THURSDAY))
    watchers = (Watcher(CHAT, "card-1", "fr"), Watcher(BOBS_CHAT, "card-2", "fr"))
    await storage.runs.change(tenant, RunId.parse(str(RUN)), lambda run: replace(run, watchers=watchers))
    for person in (ANNA, BOB):
        await storage.accesses.note(Access(tenant, THURSDAY, person, Door.BRIEF, "2026-10"))
    month = Month(2026, 10)
    await storage.briefs.create(tenant, Brief(month, THURSDAY, (), (), (), (), (), Coverage((), 0), ()))
    approved = Review(month, approved_at=THURSDAY, approved_by=ANNA)
    await storage.briefs.decide(tenant, month, lambda _: approved)
