from dataclasses import replace

import pytest

from cards.people_import import file_sentence, refused_row_sentence, remark_sentence, report_sentence
from cards.view import LOCALES
from passeur.directory.entries import RefusedRow, Remark, RowProblem, RowRemark, Source
from passeur.directory.findings import ImportReport
from passeur.errors import FileRefused, FileTrouble
from passeur.organisation import Choice
from tests.cards.samples import ORGANISATION

WRITTEN = "Chef {text} « de » projet"
REPORT = ImportReport(Source.FILE, 100_000, 98_000, 1500, 2, 98_000, 0, 0, 498, (), 0, (), 99_500, 9000, 12)


def told(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_has_a_sentence_of_its_own_that_repeats_what_was_written(locale: str) -> None:
    sentences = [
        refused_row_sentence(RefusedRow(3, problem, WRITTEN), ORGANISATION, locale) for problem in RowProblem
    ] + [remark_sentence(Remark(3, about, WRITTEN), locale) for about in RowRemark]
    assert len(set(sentences)) == len(sentences)
    assert all(each.endswith(".") for each in sentences)
    assert sum(WRITTEN in each for each in sentences) >= 9


@pytest.mark.parametrize("locale", LOCALES)
def test_every_file_that_is_refused_has_a_sentence_of_its_own(locale: str) -> None:
    sentences = [file_sentence(FileRefused(trouble, line=12), locale) for trouble in FileTrouble]
    assert len(set(sentences)) == len(sentences)
    assert all(each.endswith(".") for each in sentences)


def test_an_unknown_trade_is_told_with_those_that_are_known() -> None:
    row = RefusedRow(3, RowProblem.UNKNOWN_TRADE, "Chef")
    assert "Comptabilité, Contrôle de gestion" in refused_row_sentence(row, ORGANISATION, "fr")
    assert "Accounting, Management control" in refused_row_sentence(row, ORGANISATION, "en")


def test_a_long_list_of_sites_is_cut_and_an_empty_one_is_said() -> None:
    row = RefusedRow(3, RowProblem.UNKNOWN_SITE, "Brest")
    many = tuple(Choice(f"s{number}", (("fr", f"Site {number}"),)) for number in range(40))
    sentence = refused_row_sentence(row, replace(ORGANISATION, sites=many), "fr")
    assert told(sentence).endswith("Site 10, Site 11, ….")
    assert told(refused_row_sentence(row, replace(ORGANISATION, sites=()), "fr")).endswith("La liste est vide.")


def test_a_report_counts_as_its_reader_does() -> None:
    assert "Lignes lues : 100 000." in told(report_sentence(REPORT, "fr"))
    assert "Read 100,000 rows: 1,500 added" in report_sentence(REPORT, "en")


@pytest.mark.parametrize("locale", LOCALES)
def test_people_who_would_leave_are_told_with_the_words_that_confirm_it(locale: str) -> None:
    assert "leavers=31200" in report_sentence(replace(REPORT, leavers_waiting=31_200), locale)
    assert "leavers" not in report_sentence(REPORT, locale)
