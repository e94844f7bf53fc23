"""The four documents and the register as files: whole, in both languages, and readable by whoever reads them."""

import csv
import io
import re
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest

from cards.privacy.accesses_card import accesses_sheet
from cards.privacy.documents import privacy_document
from cards.privacy.periods import period_words
from cards.privacy.register_sheet import register_sheet
from cards.privacy.running import running_settings
from cards.translations import texts
from passeur.organisation import Organisation
from passeur.privacy.accesses import Access, Door
from passeur.privacy.purposes import Basis, Purpose, Reader
from passeur.privacy.register import ELSEWHERE, EVERYTHING, REGISTER
from passeur.privacy.register_model import Names
from passeur.privacy.retention_rules import PERIODS, Kept
from passeur.privacy.words import LOCALES, Document, RegisterWords, Table, read_texts, told_document
from passeur.settings import read_organisation

NOW = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
BOTH = pytest.mark.parametrize("locale", LOCALES)
EACH = pytest.mark.parametrize("document", Document)


def company(**settings: str) -> Organisation:
    return read_organisation({"PASSEUR_TENANT_ID": "tenant", **settings})


class Reading(HTMLParser):
    """The words of a page, and whether every tag that opens is closed."""

    VOID = frozenset({"meta", "br"})

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.said: list[str] = []
        self.seen: list[tuple[str, dict[str, str | None]]] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append((tag, dict(attrs)))
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.said.append(data)

    @property
    def text(self) -> str:
        return " ".join(self.said)


@BOTH
@EACH
def test_a_document_is_whole_and_runs_and_fetches_nothing(document: Document, locale: str) -> None:
    page = privacy_document(document, company(), locale, NOW)
    reading = Reading(page)
    assert reading.open == []
    tags = {tag for tag, _ in reading.seen}
    assert not tags & {"script", "img", "link", "iframe", "form", "object"}
    assert "http" not in page
    assert "url(" not in page
    (html,) = (attributes for tag, attributes in reading.seen if tag == "html")
    assert html["lang"] == locale
    assert [tag for tag, _ in reading.seen].count("h1") == 1


@BOTH
@EACH
def test_every_table_has_a_caption_and_heads_and_every_link_leads_somewhere(document: Document, locale: str) -> None:
    reading = Reading(privacy_document(document, company(), locale, NOW))
    tags = [tag for tag, _ in reading.seen]
    assert tags.count("table") == tags.count("caption") == tags.count("thead") > 0
    assert all(attributes.get("scope") in {"col", "row"} for tag, attributes in reading.seen if tag == "th")
    ids = {attributes.get("id") for _, attributes in reading.seen}
    targets = {str(attributes["href"])[1:] for tag, attributes in reading.seen if tag == "a"}
    assert targets <= ids


@EACH
def test_both_languages_say_as_much(document: Document) -> None:
    french, english = (told_document(document, locale) for locale in LOCALES)
    for one, other in zip(french.sections, english.sections, strict=True):
        assert (len(one.paragraphs), len(one.items), one.table) == (
            len(other.paragraphs),
            len(other.items),
            other.table,
        )
        blanks = [len(re.findall(r"\[\[", " ".join([*each.paragraphs, *each.items]))) for each in (one, other)]
        assert blanks[0] == blanks[1], one.title


@BOTH
@EACH
def test_what_the_organisation_did_not_set_is_a_blank_and_what_it_set_is_told(document: Document, locale: str) -> None:
    bare = privacy_document(document, company(), locale, NOW)
    named = company(PASSEUR_CONTROLLER="Société Lumen & Cie", PASSEUR_DPO_CONTACT="dpo@lumen.example")
    full = privacy_document(document, named, locale, NOW)
    assert "PASSEUR_CONTROLLER" in bare
    assert "PASSEUR_CONTROLLER" not in full
    assert "Société Lumen &amp; Cie" in full
    assert "{controller}" not in bare + full
    assert "{dpo}" not in bare + full
    assert bare.count("<mark>") > full.count("<mark>")


@BOTH
def test_a_setting_is_text_and_never_a_page(locale: str) -> None:
    sly = company(PASSEUR_CONTROLLER="<script>alert(1)</script> {dpo} **fort**", PASSEUR_DPO_CONTACT="a@b.example")
    page = privacy_document(Document.NOTICE, sly, locale, NOW)
    assert "<script" not in page
    assert "&lt;script&gt;" in page


def test_the_notice_names_every_period_that_the_timer_executes() -> None:
    said = Reading(privacy_document(Document.NOTICE, company(), "fr", NOW)).text.replace("\u00a0", " ")
    told = texts("fr")
    for kept, period in PERIODS.items():
        assert period_words(told, period).replace("\u00a0", " ") in said, kept
        assert RegisterWords("fr").kept(kept)[0].split(" ;")[0] in said.replace("\u202f;", " ;")


@BOTH
def test_the_record_of_article_30_tells_every_field_of_every_personal_row(locale: str) -> None:
    page = privacy_document(Document.ARTICLE_30, company(), locale, NOW)
    said = re.sub(r"[\s\u00a0\u202f]+", " ", Reading(page).text)
    words = RegisterWords(locale)
    for kind in REGISTER:
        assert words.kind(kind) in said
        for column in kind.columns:
            assert words.column(kind, column) in said, (kind.id, column.name)


@BOTH
def test_everything_in_the_register_has_words_and_no_words_are_left_over(locale: str) -> None:
    words = RegisterWords(locale)
    for each in EVERYTHING:
        assert words.kind(each)
        assert words.purpose(each.purpose)
    for column in {(kind.id, column.name) for kind in REGISTER for column in kind.all_fields()}:
        kind = next(each for each in REGISTER if each.id == column[0])
        assert words.column(kind, next(each for each in kind.all_fields() if each.name == column[1]))
    register, columns = read_texts("register"), read_texts("columns")
    assert set(register["kinds"]) == {each.id for each in EVERYTHING}
    assert set(register["purposes"]) == set(Purpose)
    assert set(register["bases"]) == set(Basis)
    assert set(register["readers"]) == set(Reader)
    assert set(register["names"]) == set(Names)
    assert set(register["kept"]) == set(Kept)
    names = {column.name for kind in REGISTER for column in kind.columns}
    assert set(columns["columns"]) == {name for name in names if not re.fullmatch(r"text\d\d", name)}
    assert set(columns["long"]) == {k.id for k in REGISTER if any(each.name == "text00" for each in k.columns)}
    of_kinds = {kind.id: {column.name for column in kind.columns} for kind in REGISTER}
    assert all(set(fields) <= of_kinds[kind_id] for kind_id, fields in columns["of"].items())


@BOTH
def test_what_stays_of_an_access_after_an_erasure_is_claimed_on_no_legal_obligation(locale: str) -> None:
    (log,) = (kind for kind in REGISTER if kind.id == "accesses.access")
    assert log.basis is Basis.LEGITIMATE_INTERESTS
    why = re.sub(r"\s", " ", RegisterWords(locale).kept(Kept.ACCESSES)[1])
    cited = re.findall(r"art\. 17(?:, § |\()3\)?(?:, |\()(\w)\b", why)
    assert cited == ["e"]
    assert not re.search(r"\bb ou e\b|\(b\)", why)


def test_every_table_of_the_documents_is_shown_in_one() -> None:
    shown = {section.table for document in Document for section in told_document(document, "fr").sections}
    assert shown - {None} == set(Table)


@EACH
def test_french_is_set_as_french_is(document: Document) -> None:
    said = "\n".join(Reading(privacy_document(document, company(), "fr", NOW)).said)
    assert not re.search(r"[^\u202f\s][;!?](?=\s|$)", said), re.findall(r".{12}[^\u202f\s][;!?](?=\s|$)", said)
    assert not re.search(r"[^\u00a0]:(?=\s|$)", said), re.findall(r".{12}[^\u00a0]:(?=\s|$)", said)
    assert "'" not in said
    assert not re.search(r"art\. \d|§ \d|L\. \d", said)


@BOTH
def test_the_register_is_a_sheet_with_a_line_for_each_field(locale: str) -> None:
    text = register_sheet(locale).decode("utf-8-sig")
    heads, *rows = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert len(heads) == 9
    assert all(len(row) == 9 for row in rows)
    fields = sum(len(list(kind.all_fields())) or 1 for kind in REGISTER)
    assert len(rows) == fields + len(ELSEWHERE)
    assert all(row[5] and row[6] and row[7] and row[8] for row in rows)


def test_settings_are_those_that_run() -> None:
    told = texts("fr")
    found = dict(running_settings(company(PASSEUR_SENDING_HOURS="9-17", PASSEUR_DIGEST_EVERY="never"), told))
    assert found["Quand Passeur peut écrire de lui-même"].replace("\u00a0", " ").startswith("lundi, mardi")
    assert "de 09:00 à 17:00" in found["Quand Passeur peut écrire de lui-même"].replace("\u00a0", " ")
    assert found[told.gettext("Digest for managers")] == "jamais"


def test_no_cell_of_the_access_log_is_a_formula() -> None:
    access = Access("tenant", NOW, "=cmd()", Door.API, "@about")
    text = accesses_sheet([access], {"=cmd()": "+name"}, "en").decode("utf-8-sig")
    (_, row) = list(csv.reader(io.StringIO(text), delimiter=";"))
    assert not any(cell.startswith(("=", "+", "@", "-")) for cell in row)
