import json
from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from cards.kit import MOST_BYTES, size_of
from cards.reasons import counted, reason_sentence
from cards.run_outcomes import FAILURES
from cards.run_words import kind_in_words
from cards.runs import run_card
from cards.verbs import Verb
from cards.view import LOCALES
from passeur.delivery.outbox import DeliveryKind, DeliveryState, Reason
from passeur.delivery.runs import Run, RunState
from passeur.delivery.told_reasons import SKIPS
from tests.cards.delivery_samples import (
    ALL_SKIPPED,
    CANCELLED,
    DELIVERY_CARDS,
    DONE,
    FRIDAY_EVENING,
    JUST_STARTED,
    NOBODY,
    NOW,
    PLANNING,
    RECALLED,
    SENDING,
    SOME_FAILED,
    STOPPED,
    WORST,
    run,
)
from tests.cards.model import faults
from tests.cards.reading import of_type, shown
from tests.cards.samples import view
from tests.fakes.card_reading import titles, words

FRENCH = view("fr")
LONGEST_ON_A_PHONE = 28


def verbs(card: Mapping[str, Any]) -> list[str]:
    return [each["verb"] for each in card["actions"]]


def read(which: Run, locale: str = "fr") -> str:
    return words(run_card(view(locale), which, now=NOW))


@pytest.mark.parametrize("locale", LOCALES)
def test_every_reason_is_told_in_a_plain_sentence(locale: str) -> None:
    for reason in Reason:
        sentence = reason_sentence(reason, locale)
        assert sentence.endswith(".")
        assert not any(word in sentence.lower() for word in ("http", "403", "404", "token"))
    assert reason_sentence(Reason.BLOCKED, "fr") != reason_sentence(Reason.BLOCKED, "en")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_kind_of_message_has_a_name(locale: str) -> None:
    assert all(kind_in_words(kind, locale) for kind in DeliveryKind)


@pytest.mark.parametrize("choice", [Reason.PAUSED, Reason.OPTED_OUT])
def test_that_somebody_paused_or_declined_cannot_be_told_from_that_somebody_left(choice: Reason) -> None:
    def card_with(reason: Reason) -> dict[str, Any]:
        skipped = run(RunState.DONE, {DeliveryState.SENT: 9, DeliveryState.SKIPPED: 1}, reasons={reason: 1})
        return run_card(FRENCH, skipped, now=NOW)

    assert card_with(choice) == card_with(Reason.LEFT)


def test_reasons_come_biggest_first_and_none_is_lost() -> None:
    reasons = {Reason.BLOCKED: 2, Reason.TOO_BIG: 7, Reason.POISONED: 3, Reason.PAUSED: 4, Reason.LEFT: 5}
    numbers = [number for _, number in counted(reasons, Reason, "fr", addressed=200)]
    assert numbers == [9, 7, 3, 2]


def test_failures_and_skips_are_all_the_reasons_there_are() -> None:
    assert set(Reason) == FAILURES | SKIPS
    assert not FAILURES & SKIPS


def test_numbers_are_written_as_their_readers_write_them() -> None:
    assert "1\u202f234 sur 84\u202f000 (1\u00a0%)" in shown(run_card(FRENCH, SENDING, now=NOW)).replace(
        "234\u00a0sur", "234 sur"
    )
    assert "1,234 of 84,000 settled (1%)" in read(SENDING, "en")


def test_no_run_is_at_a_hundred_per_cent_before_its_last_message() -> None:
    almost = run(RunState.SENDING, {DeliveryState.SENT: 83_999, DeliveryState.PENDING: 1})
    assert "(99 %)" in read(almost)
    assert "(100 %)" in read(DONE)


def test_the_bar_is_as_long_as_what_is_done_and_has_words_beside_it() -> None:
    half = run(RunState.SENDING, {DeliveryState.SENT: 500, DeliveryState.PENDING: 500})
    card = run_card(FRENCH, half, now=NOW)
    bar = of_type(card, "ColumnSet")[0]
    assert [(column["width"], column["style"]) for column in bar["columns"]] == [("50", "accent"), ("50", "emphasis")]
    assert "500 sur 1 000 (50 %)" in words(card)


def test_at_the_beginning_time_left_is_not_guessed() -> None:
    assert "calcul en cours" in read(JUST_STARTED)
    assert "calcul en cours" in read(PLANNING)
    assert "par minute" in read(PLANNING)


def test_time_left_follows_from_what_was_done_so_far() -> None:
    # A thousand in five minutes, two thousand to go.
    third = run(RunState.SENDING, {DeliveryState.SENT: 1_000, DeliveryState.PENDING: 2_000})
    assert "Environ 200 messages par minute ; il reste environ 10 minutes." in read(third)


def test_only_a_run_that_sends_has_a_rate() -> None:
    for ended in (DONE, CANCELLED, STOPPED, RECALLED):
        assert "par minute" not in read(ended)
        assert "calcul en cours" not in read(ended)


def test_outside_working_hours_it_says_when_sending_resumes() -> None:
    card = run_card(FRENCH, SENDING, now=FRIDAY_EVENING)
    assert "les envois reprennent lundi 9 novembre à 8 h." in words(card)
    assert "par minute" not in words(card)


def test_nobody_is_named_not_even_who_started_it() -> None:
    for each in (SENDING, WORST):
        assert "person-1" not in json.dumps(run_card(FRENCH, each, now=NOW))


@pytest.mark.parametrize("locale", LOCALES)
def test_everything_at_once_still_fits(locale: str) -> None:
    card = run_card(view(locale), WORST, now=NOW)
    assert size_of(card) <= MOST_BYTES // 2
    assert faults(card) == []


def test_a_run_for_nobody_and_one_that_sent_nothing_say_so() -> None:
    assert "personne n’était concerné" in read(NOBODY)
    assert "sans aucun envoi" in read(ALL_SKIPPED)
    assert "Passeur n’est pas encore installé" in read(ALL_SKIPPED)


def test_uncertain_messages_are_explained() -> None:
    assert "peut-être arrivés" in read(SOME_FAILED)


@pytest.mark.parametrize(
    ("which", "offered"),
    [
        (PLANNING, [Verb.ASK_CANCEL, Verb.SHOW_RUN]),
        (SENDING, [Verb.ASK_CANCEL, Verb.SHOW_RUN]),
        (DONE, [Verb.ASK_RECALL, Verb.SHOW_RUN]),
        (SOME_FAILED, [Verb.REPLAY_RUN, Verb.ASK_RECALL, Verb.SHOW_RUN]),
        (NOBODY, [Verb.SHOW_RUN]),
        (CANCELLED, [Verb.ASK_RECALL, Verb.SHOW_RUN]),
        (STOPPED, [Verb.REPLAY_RUN, Verb.ASK_CANCEL, Verb.SHOW_RUN]),
        (RECALLED, [Verb.SHOW_RUN]),
    ],
)
def test_only_what_can_be_done_is_offered(which: Run, offered: list[Verb]) -> None:
    assert verbs(run_card(FRENCH, which, now=NOW)) == offered


def test_what_waits_in_a_run_that_was_stopped_is_held_back_already() -> None:
    half = run(RunState.CANCELLED, {DeliveryState.CANCELLED: 10, DeliveryState.PENDING: 30, DeliveryState.SENT: 2})
    told = read(half)
    assert "**40** messages retenus" in told
    assert "en attente" not in told
    assert "2 sur 42 (4 %)" in told


def test_after_a_resumption_the_rate_is_that_of_the_resumption() -> None:
    resumed = replace(
        run(RunState.SENDING, {DeliveryState.SENT: 5_100, DeliveryState.PENDING: 100}),
        created_at=NOW - timedelta(days=4),
        resumed_at=NOW - timedelta(minutes=1),
        resumed_from=5_000,
    )
    assert "Environ 100 messages par minute ; il reste moins d’une minute." in read(resumed)


def test_the_bar_shows_no_more_than_was_done() -> None:
    bar = of_type(run_card(FRENCH, SENDING, now=NOW), "ColumnSet")[0]
    assert [column["style"] for column in bar["columns"]] == ["emphasis"]


@pytest.mark.parametrize("locale", LOCALES)
@pytest.mark.parametrize("name", DELIVERY_CARDS)
def test_buttons_are_short_enough_for_a_phone(name: str, locale: str) -> None:
    assert [title for title in titles(DELIVERY_CARDS[name](view(locale))) if len(title) > LONGEST_ON_A_PHONE] == []
