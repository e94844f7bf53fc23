"""From what a candidate typed to an application, or to what is wrong with each field."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from passeur.ambassadors.candidates import Availability, Seniority
from passeur.errors import FormRefused, Problem
from passeur.organisation import Organisation
from passeur.sharing.share_form import SHORTEST_TEXT, clean

LONGEST_STATEMENT = 1000


class ApplicationField(StrEnum):
    """The names of the form's inputs, on the card and here."""

    STATEMENT = "statement"
    AVAILABILITY = "availability"
    SENIORITY = "seniority"
    TRADE = "trade"
    SITE = "site"


@dataclass(frozen=True, slots=True)
class Application:
    """What somebody says who would like to be an ambassador."""

    statement: str
    availability: Availability
    seniority: Seniority
    trade: str
    site: str


def read_application(typed: Mapping[str, str], organisation: Organisation) -> Application:
    """The application that was typed; FormRefused names every field that needs another look."""
    values = {field: clean(typed.get(field, "")) for field in ApplicationField}
    problems: dict[str, Problem] = {}
    statement = values[ApplicationField.STATEMENT]
    if not statement:
        problems[ApplicationField.STATEMENT] = Problem.MISSING
    elif len(statement) < SHORTEST_TEXT:
        problems[ApplicationField.STATEMENT] = Problem.TOO_SHORT
    elif len(statement) > LONGEST_STATEMENT:
        problems[ApplicationField.STATEMENT] = Problem.TOO_LONG
    for field, listed in (
        (ApplicationField.AVAILABILITY, set(Availability)),
        (ApplicationField.SENIORITY, set(Seniority)),
        (ApplicationField.TRADE, organisation.trade_ids()),
        (ApplicationField.SITE, organisation.site_ids()),
    ):
        if values[field] not in listed:
            problems[field] = Problem.UNKNOWN_CHOICE if values[field] else Problem.MISSING
    if problems:
        raise FormRefused(problems)
    return Application(
        statement=statement,
        availability=Availability(values[ApplicationField.AVAILABILITY]),
        seniority=Seniority(values[ApplicationField.SENIORITY]),
        trade=values[ApplicationField.TRADE],
        site=values[ApplicationField.SITE],
    )
