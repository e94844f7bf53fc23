"""What somebody said no to, on the page of their own data."""

import json
from datetime import UTC, datetime

import pytest

from cards.privacy.noes_words import NOES, noes_in_words
from cards.privacy.own_data_page import own_data_file, own_data_page
from cards.view import View
from passeur.people import Role, Topic
from passeur.privacy.holdings import Holding
from passeur.privacy.noes import No, NoTo
from passeur.privacy.register_model import Names
from tests.cards.samples import view

NOW = datetime(2026, 11, 25, 9, tzinfo=UTC)
SHARE = f"2026-W47.{'a' * 32}"
EACH = {
    No(NoTo.PROFILING, "2026-11-20T23:30:00+00:00"): (
        "Opposition, depuis le 21 novembre 2026",
        "Objection, since 21 November 2026",
    ),
    No(NoTo.MESSAGES, "2026-12-20T09:00:00+00:00"): (
        "Messages en pause jusqu’au 20 décembre 2026",
        "Messages paused until 20 December 2026",
    ),
    No(NoTo.TOPIC, Topic.BRIEF): ("Messages refusés : Le bilan mensuel", "Messages declined: The monthly brief"),
    No(NoTo.ROLE, Role.PROGRAMME_LEAD): (
        "Rôle retiré : pilotage du programme",
        "Role taken away: programme lead",
    ),
    No(NoTo.RECOGNITION, "2026-1"): (
        "Accord pour les mises à l’honneur retiré, promotion 2026-1",
        "Consent to be named taken back, cohort 2026-1",
    ),
    No(NoTo.MONTH, "2026-11"): (
        "Mise à l’honneur du mois refusée, novembre 2026",
        "Refused to be named ambassador of the month, November 2026",
    ),
    No(NoTo.SPOTLIGHT, SHARE): (
        "Reprise d’un partage refusée, semaine du 16 novembre 2026",
        "Refused that a share of the week of 16 November 2026 is told again",
    ),
    No(NoTo.CANDIDACY, "2026-1"): ("Candidature retirée, promotion 2026-1", "Candidacy withdrawn, cohort 2026-1"),
    No(NoTo.PLACE, "2026-1"): ("Place rendue, promotion 2026-1", "Place given back, cohort 2026-1"),
    No(NoTo.TERM, "2026-1"): (
        "Départ avant la fin du mandat, promotion 2026-1",
        "Left before the end of the term, cohort 2026-1",
    ),
    No(NoTo.CHAMPION, "2026-1"): (
        "Nom retiré des champions et des référents, promotion 2026-1",
        "Name taken off the champions and trade leads, cohort 2026-1",
    ),
}


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("no", EACH, ids=str)
def test_each_no_is_a_sentence_in_both_languages(no: No) -> None:
    said = tuple(_plain(noes_in_words(view(locale), str(no))) for locale in ("fr", "en"))
    assert said == EACH[no]


def test_there_is_a_sentence_for_whatever_may_be_said_no_to() -> None:
    assert {no.to for no in EACH} == set(NoTo)
    reader = view("fr")
    for about in [No(NoTo.TOPIC, each) for each in Topic] + [No(NoTo.ROLE, each) for each in Role]:
        assert noes_in_words(reader, str(about)) != str(about)


@pytest.mark.parametrize("code", ["dreams 2031", "role gardener", "topic poems", "profiling soon", "month 2026", ""])
def test_what_a_newer_version_wrote_is_shown_as_it_is(code: str) -> None:
    assert _plain(noes_in_words(view("fr"), f"{code}|place 2026-1")) == f"{code}\nPlace rendue, promotion 2026-1"


def test_the_page_tells_them_and_the_file_keeps_the_codes() -> None:
    stored = f"profiling 2026-11-20T09:00:00+00:00|role {Role.DPO}|<b>"
    kind, column = NOES
    held = [Holding(kind, Names.SUBJECT, {column: stored})]
    reader: View = view("fr")
    page = _plain(own_data_page(reader, "Inès Benali", held, NOW))
    assert "Opposition, depuis le 20 novembre 2026\nRôle retiré" in page
    assert "profiling" not in page
    assert "&lt;b&gt;" in page
    file = json.loads(own_data_file(reader, "p-1", held, NOW))
    assert file["held"][0]["fields"] == {column: stored}
