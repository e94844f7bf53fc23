"""Time gained, in words and as inputs."""

import re
from collections.abc import Container, Mapping
from typing import TypeVar

from cards.kit import InputChoiceSet, InputText, Part, make
from cards.translations import Texts, texts
from cards.typography import duration
from passeur.sharing.share_form import Field
from passeur.sharing.shares import GainPer, GainUnit, TimeGain

Value = TypeVar("Value", bound=str)
_LONGEST_NUMBER = 12


def gain_in_words(gain: TimeGain, locale: str) -> str:
    """`2 heures par semaine`."""
    told = texts(locale)
    time = duration(gain.value, gain.unit, locale)
    match gain.per:
        case GainPer.ONCE:
            return told.gettext("{time}, only once", time=time)
        case GainPer.DAY:
            return told.gettext("{time} a day", time=time)
        case GainPer.WEEK:
            return told.gettext("{time} a week", time=time)
        case GainPer.MONTH:
            return told.gettext("{time} a month", time=time)


def gain_inputs(
    told: Texts, typed: Mapping[str, str], *, required: bool, asked_again: Container[str] = ()
) -> tuple[Part, Part, Part]:
    """The three inputs of a gain: how much, of what, how often. What is asked again is not chosen beforehand."""
    value = make(
        InputText,
        id=Field.GAIN_VALUE.value,
        label=told.gettext("Time gained") if required else told.gettext("Time gained, for you (optional)"),
        placeholder=None if typed.get(Field.GAIN_VALUE) else told.gettext("For example: 45"),
        isRequired=required or None,
        errorMessage=told.gettext("Give a number, for example 45 or 1.5.") if required else None,
        maxLength=_LONGEST_NUMBER,
        value=_as_readers_write(typed.get(Field.GAIN_VALUE, ""), told.locale) or None,
    )
    units = {
        GainUnit.MINUTES: told.gettext("minutes"),
        GainUnit.HOURS: told.gettext("hours"),
        GainUnit.DAYS: told.gettext("working days"),
    }
    pers = {
        GainPer.DAY: told.gettext("a day"),
        GainPer.WEEK: told.gettext("a week"),
        GainPer.MONTH: told.gettext("a month"),
        GainPer.ONCE: told.gettext("only once"),
    }
    usual_unit = None if Field.GAIN_UNIT in asked_again else GainUnit.MINUTES
    usual_per = None if Field.GAIN_PER in asked_again else GainPer.WEEK
    unit = choice_input(Field.GAIN_UNIT, told.gettext("Unit"), units, typed.get(Field.GAIN_UNIT) or usual_unit)
    per = choice_input(Field.GAIN_PER, told.gettext("How often"), pers, typed.get(Field.GAIN_PER) or usual_per)
    return value, unit, per


def _as_readers_write(number: str, locale: str) -> str:
    """A stored `1.5` goes back into a French form as `1,5`."""
    return number.replace(".", ",") if locale == "fr" and re.fullmatch(r"\d+\.\d+", number) else number


def choice_input(
    name: str,
    label: str,
    choices: Mapping[Value, str],
    chosen: str | None,
    *,
    placeholder: str | None = None,
    error: str | None = None,
    expanded: bool = False,
) -> Part:
    """A list to choose one entry from, required when there is an `error` to show. What is not listed is not chosen."""
    return make(
        InputChoiceSet,
        id=str(name),
        label=label,
        choices=[{"title": title, "value": str(value)} for value, title in choices.items()],
        style="expanded" if expanded else "compact",
        value=str(chosen) if chosen in choices else None,
        placeholder=placeholder,
        isRequired=True if error else None,
        errorMessage=error,
        wrap=True if expanded else None,
    )
