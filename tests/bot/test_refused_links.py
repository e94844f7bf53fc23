"""A link that opens nothing any more leads to another one: what it says to write is understood."""

import re

import pytest

from bot.handlers.commands import command_in
from cards.downloads import FileKind
from cards.refused_links import link_refused

_WRITTEN = re.compile(r"[“«]\s*(.+?)\s*[”»]")


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_what_it_says_to_write_is_a_command_for_each_kind_another(locale: str) -> None:
    kinds = [kind for kind in FileKind if kind is not FileKind.WORKSHOP]
    said = [link_refused(kind, locale, too_old=True) for kind in kinds]
    found = [command_in(written) for each in said for written in _WRITTEN.findall(each)]
    assert None not in found
    assert len(set(found)) == len(kinds)


@pytest.mark.parametrize("locale", ["fr", "en"])
def test_a_calendar_file_is_asked_for_on_the_card_of_its_workshop(locale: str) -> None:
    assert {"fr": "Ajouter à un agenda", "en": "Add it to a calendar"}[locale] in link_refused(
        FileKind.WORKSHOP, locale, too_old=True
    )
