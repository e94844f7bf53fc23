from collections.abc import Sequence

from passeur.people import Person

# Of the twelve of the general management, the first so many receive the monthly brief.
_COMMITTEE = 8


def committee_of(company: Sequence[Person]) -> tuple[Person, ...]:
    """The steering committee: some of the general management."""
    return tuple(person for person in company if person.trade == "direction")[:_COMMITTEE]
