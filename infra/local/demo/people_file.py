"""The demonstration company as its personnel department would send it: one row for each person, with their manager."""

import csv
import io
import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import count
from pathlib import Path

from infra.local.cast import CAST
from infra.local.demo.chance import dice
from infra.local.demo.company import make_company
from infra.local.demo.organisation import SITES, TRADES
from infra.local.demo.sharers import all_sharers
from infra.local.state import State
from passeur.people import Person

HEADER = ("id", "e-mail", "nom", "métier", "site", "responsable", "langue", "actif")
DOMAIN = "ventis.example"
_LARGEST_TEAM = 11
# Fewer people than this at one place have no manager of their own there.
_SMALLEST_GROUP = 6
_DIRECTORS_WITH_TRADES = 3
# From so many teams at one place, somebody leads the place.
_TEAMS_OF_A_PLACE = 4
_SPEAK_ENGLISH = 0.03
_CAST = frozenset(each.aad_object_id for each in CAST)


def write_people_file(state: State) -> Path:
    """Put the file where `make run` says that it is."""
    state.people.write_bytes(people_file(make_company()))
    return state.people


def people_file(company: Sequence[Person]) -> bytes:
    """A file as a French Excel saves it: semicolons, and a mark that says UTF-8. Always the same one."""
    emails = _emails(company)
    managers = managers_of(company)
    trades, sites = ({key: french for key, french, _ in names} for names in (TRADES, SITES))
    text = io.StringIO(newline="")
    written = csv.writer(text, delimiter=";", lineterminator="\r\n")
    written.writerow(HEADER)
    for person in company:
        manager = managers.get(person.id)
        written.writerow(
            (
                person.id,
                emails[person.id],
                person.name,
                trades[person.trade or ""],
                sites[person.site or ""],
                emails[manager] if manager else "",
                language_of(person),
                "oui",
            )
        )
    return text.getvalue().encode("utf-8-sig")


def managers_of(company: Sequence[Person]) -> Mapping[str, str]:
    """Whom each person answers to, by id; nobody leads the managing director.

    A team is up to eleven people of one trade at one place, led by one of them; the cast lead teams. Teams answer to
    who leads the place, or straight to the head of the trade; heads of trades to a director.
    """
    sharing = all_sharers(company)
    direction = [person for person in company if person.trade == "direction"]
    managers = {person.id: direction[0].id for person in direction[1:]}
    for number, (trade, *_) in enumerate(each for each in TRADES if each[0] != "direction"):
        people = [person for person in company if person.trade == trade]
        head = next(person for person in people if person.id not in _CAST)
        managers[head.id] = direction[1 + number % _DIRECTORS_WITH_TRADES].id
        places: dict[str | None, list[Person]] = defaultdict(list)
        for person in people:
            if person is not head:
                places[person.site].append(person)
        for group in places.values():
            managers |= _managers_of_place(group, head, sharing)
    return managers


def _managers_of_place(group: Sequence[Person], head: Person, sharing: AbstractSet[str]) -> dict[str, str]:
    if len(group) < _SMALLEST_GROUP:
        return {person.id: head.id for person in group}
    managers: dict[str, str] = {}
    leader = head
    if len(group) > _TEAMS_OF_A_PLACE * (_LARGEST_TEAM + 1):
        leader = next(person for person in group if person.id not in _CAST)
        managers[leader.id] = head.id
        group = [person for person in group if person is not leader]
    if any(person.id in _CAST for person in group):
        # Somebody of the cast leads the first team: it has people who share, so that its manager is told something.
        group = sorted(group, key=lambda person: (person.id not in _CAST, person.id not in sharing))
    teams = -(-len(group) // (_LARGEST_TEAM + 1))
    for number in range(teams):
        lead, *others = group[number * len(group) // teams : (number + 1) * len(group) // teams]
        managers[lead.id] = leader.id
        managers |= {person.id: lead.id for person in others}
    return managers


def _emails(company: Sequence[Person]) -> dict[str, str]:
    taken: set[str] = set()
    emails: dict[str, str] = {}
    for person in company:
        local = _letters(person.name)
        free = (f"{local}{number or ''}@{DOMAIN}" for number in count())
        email = next(each for each in free if each not in taken)
        taken.add(email)
        emails[person.id] = email
    return emails


def _letters(name: str) -> str:
    """`Solène Le Goff` as in an address: `solene.le-goff`."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    first, _, last = plain.partition(" ")
    return ".".join(re.sub(r"[^a-z]+", "-", part).strip("-") for part in (first, last))


def language_of(person: Person) -> str:
    """What their own Teams speaks, and the file says as well."""
    speaks_english = person.id not in _CAST and dice("language", person.id).random() < _SPEAK_ENGLISH
    return "en" if speaks_english else "fr"
