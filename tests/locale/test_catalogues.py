import re
from collections import defaultdict
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir

from cards.translations import CATALOGUES, read_catalogue, texts
from cards.view import LOCALES

ROOT = CATALOGUES.parent.parent
TRANSLATED = [locale for locale in LOCALES if locale != "en"]
Key = tuple[str | None, str]


def written_in_the_code() -> dict[Key, str | tuple[str, ...]]:
    return {
        (context, message if isinstance(message, str) else message[0]): message
        for _, _, message, _, context in extract_from_dir(ROOT / "cards")
    }


def catalogue_of(locale: str) -> Catalog:
    return read_catalogue(CATALOGUES / locale, locale)


def forms(message: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [message] if isinstance(message, str) else list(message or ())


def placeholders(sentence: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", sentence))


def test_every_language_but_english_has_its_catalogues() -> None:
    assert {path.name for path in CATALOGUES.iterdir()} == set(TRANSLATED)
    for locale in TRANSLATED:
        assert {path.suffix for path in (CATALOGUES / locale).iterdir()} == {".po"}


@pytest.mark.parametrize("locale", TRANSLATED)
def test_the_catalogue_has_every_sentence_of_the_code_and_no_other(locale: str) -> None:
    catalogue = catalogue_of(locale)
    kept = {(each.context, forms(each.id)[0]): each.id for each in catalogue if each.id}
    assert {key: tuple(forms(each)) for key, each in kept.items()} == {
        key: tuple(forms(each)) for key, each in written_in_the_code().items()
    }
    assert not any(file.read_text(encoding="utf-8").count("\n#~ ") for file in (CATALOGUES / locale).iterdir())


@pytest.mark.parametrize("locale", TRANSLATED)
def test_every_sentence_is_translated_whole_with_the_same_placeholders(locale: str) -> None:
    catalogue = catalogue_of(locale)
    for message in catalogue:
        if not message.id:
            continue
        translated = forms(message.string)
        assert not message.fuzzy, message.id
        assert len(translated) == (1 if isinstance(message.id, str) else catalogue.num_plurals), message.id
        for each in translated:
            assert each.strip(), message.id
            assert placeholders(each) == placeholders(forms(message.id)[-1]), message.id


@pytest.mark.parametrize("locale", TRANSLATED)
def test_the_plural_rule_is_that_of_the_language(locale: str) -> None:
    catalogue = catalogue_of(locale)
    assert (catalogue.num_plurals, catalogue.plural_expr) == (2, "(n > 1)")
    told = texts(locale)
    counted = [told.ngettext("{count} trade", "{count} trades", count) for count in (0, 1, 2)]
    assert [each.replace("\u00a0", " ") for each in counted] == ["0 métier", "1 métier", "2 métiers"]


@pytest.mark.parametrize("locale", TRANSLATED)
def test_the_same_english_is_told_twice_only_by_the_same_words(locale: str) -> None:
    found: dict[str, set[str]] = defaultdict(set)
    for message in catalogue_of(locale):
        if isinstance(message.id, str) and isinstance(message.string, str) and message.id and not message.context:
            found[message.id].add(message.string)
    assert all(len(each) == 1 for each in found.values())


def test_english_is_what_the_code_says() -> None:
    told = texts("en")
    assert told.gettext("{time} a day", time="2 hours") == "2 hours a day"
    assert told.ngettext("{count} trade", "{count} trades", 1) == "1 trade"
    assert told.ngettext("{count} trade", "{count} trades", 1200) == "1,200 trades"
    assert told.pgettext("command", "help") == "help"


def test_a_language_that_we_do_not_have_is_told_in_english() -> None:
    assert texts("de").gettext("Tool") == "Tool"


def test_what_people_wrote_is_never_read_as_a_sentence_of_ours() -> None:
    assert texts("fr").gettext("Shared by {name}", name="{time} {0} %s") == "Partagé par {time} {0} %s"


def test_only_cards_speak() -> None:
    for room in ("passeur", "bot", "functions"):
        for source in (ROOT / room).rglob("*.py"):
            assert not re.search(r"\b[np]?gettext\(", source.read_text(encoding="utf-8")), source


def test_no_compiled_catalogue_is_kept() -> None:
    assert list(Path(CATALOGUES).rglob("*.mo")) == []
