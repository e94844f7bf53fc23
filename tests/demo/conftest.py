from datetime import date

import pytest

from infra.local.demo.ambassadors.story import Programme, make_programme
from infra.local.demo.company import make_company
from infra.local.demo.history import History, make_history
from infra.local.demo.organisation import environment
from passeur.organisation import Organisation
from passeur.people import Person
from passeur.settings import read_organisation


@pytest.fixture(scope="session")
def organisation() -> Organisation:
    return read_organisation(environment())


@pytest.fixture(scope="session")
def company() -> tuple[Person, ...]:
    return make_company()


@pytest.fixture(scope="session")
def history(company: tuple[Person, ...], organisation: Organisation) -> History:
    """The story as it is told on a Wednesday of November."""
    return make_history(company, today=date(2026, 11, 25), schedule=organisation.recap)


@pytest.fixture(scope="session")
def programme(company: tuple[Person, ...], history: History, organisation: Organisation) -> Programme:
    return make_programme(company, history, schedule=organisation.recap)
