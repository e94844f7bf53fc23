"""The demonstration company: 1,200 people who make ventilation equipment, in six places of France."""

import hashlib
import random
import uuid

from infra.local.cast import CAST
from infra.local.demo.chance import dice, draw
from infra.local.demo.names import FAMILIES, FRENCH, REGIONAL, Names
from infra.local.demo.organisation import TENANT_ID
from passeur.people import Person

HEADCOUNT = {
    "achats": 45,
    "communication": 20,
    "compta": 55,
    "direction": 12,
    "finance": 40,
    "juridique": 18,
    "logistique": 137,
    "maintenance": 85,
    "marketing": 40,
    "production": 360,
    "qualite": 75,
    "rh": 48,
    "si": 90,
    "ventes": 175,
}

_OFFICES = (
    ("paris", 0.62),
    ("lyon", 0.13),
    ("nantes", 0.08),
    ("toulouse", 0.08),
    ("lille", 0.05),
    ("strasbourg", 0.04),
)
# Metal and paint in Nantes, fans in Toulouse, filters in Strasbourg, made to measure in Lyon; Lille ships it all.
_WORKSHOPS = (("nantes", 0.34), ("toulouse", 0.26), ("strasbourg", 0.22), ("lyon", 0.18))
_SITES = {
    "logistique": (("lille", 0.46), ("nantes", 0.19), ("lyon", 0.13), ("toulouse", 0.12), ("strasbourg", 0.10)),
    "maintenance": (("nantes", 0.30), ("toulouse", 0.24), ("strasbourg", 0.20), ("lyon", 0.16), ("lille", 0.10)),
    "production": _WORKSHOPS,
    "qualite": (*((site, weight * 0.92) for site, weight in _WORKSHOPS), ("paris", 0.08)),
    "si": (
        ("paris", 0.48),
        ("lyon", 0.24),
        ("nantes", 0.12),
        ("toulouse", 0.08),
        ("lille", 0.05),
        ("strasbourg", 0.03),
    ),
    "ventes": (
        ("paris", 0.26),
        ("lyon", 0.20),
        ("lille", 0.17),
        ("nantes", 0.13),
        ("toulouse", 0.13),
        ("strasbourg", 0.11),
    ),
}
_REGIONAL_SURNAMES = 0.3


def make_company(tenant_id: str = TENANT_ID) -> tuple[Person, ...]:
    """Everybody, always the same people in the same order; the cast of the local Teams client comes first."""
    people = [Person(tenant_id, each.aad_object_id, each.name, each.trade, each.site) for each in CAST]
    taken = {person.name for person in people}
    chance = dice("company")
    for trade, headcount in HEADCOUNT.items():
        there = sum(person.trade == trade for person in people)
        for number in range(there, headcount):
            site = draw(chance, _SITES.get(trade, _OFFICES))
            person_id = _object_id(trade, number)
            people.append(Person(tenant_id, person_id, _new_name(chance, site, taken), trade, site))
    return tuple(people)


def _object_id(trade: str, number: int) -> str:
    digest = hashlib.sha256(f"demo|{trade}|{number}".encode()).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))


def _new_name(chance: random.Random, site: str, taken: set[str]) -> str:
    """A name that nobody has yet, so that a reader never wonders which of two people is meant."""
    while True:
        name = _name(chance, site)
        first_name, _, surname = name.partition(" ")
        if name not in taken and first_name != surname:
            taken.add(name)
            return name


def _name(chance: random.Random, site: str) -> str:
    family: Names = draw(chance, [(names, names.weight) for names in FAMILIES])
    own = chance.random() < family.own_first_names
    first_name = chance.choice((family if own else FRENCH).first_names)
    surnames = family.surnames
    if family is FRENCH and site in REGIONAL and chance.random() < _REGIONAL_SURNAMES:
        surnames = REGIONAL[site]
    return f"{first_name} {chance.choice(surnames)}"
