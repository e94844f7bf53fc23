"""The inputs of the share form, each with its label, an example, and the reason when it was refused."""

from collections.abc import Mapping

from cards import blocks
from cards.blocks import side_by_side
from cards.choices import listed
from cards.gains import choice_input, gain_inputs
from cards.kit import InputText, Part, make
from cards.refusals import problem_sentence
from cards.translations import Texts, texts
from cards.view import View
from passeur.errors import Problem
from passeur.sharing.share_form import LONGEST, Field


def form_fields(view: View, typed: Mapping[str, str], problems: Mapping[str, Problem]) -> list[Part]:
    """The inputs in the order in which a colleague reads them, with what was typed and what is wrong with it."""
    told = texts(view.locale)
    value, unit, per = gain_inputs(told, typed, required=True, asked_again=problems)
    inputs = {
        Field.TOOL: _tool(told, typed),
        Field.USE_CASE: _use_case(told, typed),
        Field.GAIN_VALUE: value,
        Field.GAIN_UNIT: side_by_side(unit, per),
        Field.LIMITS: _limits(told, typed),
        Field.WHEN_NOT: _when_not(told, typed),
        Field.LINK: _link(told, typed),
        Field.PROMPT: _prompt(told, typed),
        Field.TRADE: _trade(view, told, typed),
    }
    parts: list[Part] = []
    for name, part in inputs.items():
        parts.append(part)
        shown_here = (Field.GAIN_UNIT, Field.GAIN_PER) if name is Field.GAIN_UNIT else (name,)
        parts += [
            blocks.problem(problem_sentence(problems[each], each, view.locale))
            for each in shown_here
            if each in problems
        ]
    return parts


def _tool(told: Texts, typed: Mapping[str, str]) -> Part:
    return _text(
        Field.TOOL,
        typed,
        label=told.gettext("Tool"),
        example=told.gettext("For example: Copilot in Excel"),
        error=told.gettext("Name the tool that you used."),
    )


def _use_case(told: Texts, typed: Mapping[str, str]) -> Part:
    return _text(
        Field.USE_CASE,
        typed,
        label=told.gettext("Use case (the problem solved)"),
        example=told.gettext("For example: compare three suppliers’ quotes and list the differences"),
        error=told.gettext("Say in a sentence which problem it solved."),
        lines=True,
    )


def _limits(told: Texts, typed: Mapping[str, str]) -> Part:
    return _text(
        Field.LIMITS,
        typed,
        label=told.gettext("Limits"),
        example=told.gettext("For example: it gets scanned tables wrong, so check the totals"),
        error=told.gettext("Say where it falls short, so that nobody is caught out."),
        lines=True,
    )


def _when_not(told: Texts, typed: Mapping[str, str]) -> Part:
    return _text(
        Field.WHEN_NOT,
        typed,
        label=told.gettext("When not to use it"),
        example=told.gettext("For example: with personal data, or for a binding price"),
        error=told.gettext("Say when it is better to do without it."),
        lines=True,
    )


def _link(told: Texts, typed: Mapping[str, str]) -> Part:
    return _text(
        Field.LINK,
        typed,
        label=told.gettext("Link (optional)"),
        example=told.gettext("For example: https://intranet.example.com/guide"),
        style="Url",
    )


def _prompt(told: Texts, typed: Mapping[str, str]) -> Part:
    return _text(
        Field.PROMPT,
        typed,
        label=told.gettext("Prompt (optional)"),
        example=told.gettext("Paste the prompt as you use it, without personal data"),
        lines=True,
    )


def _trade(view: View, told: Texts, typed: Mapping[str, str]) -> Part:
    return choice_input(
        Field.TRADE,
        told.gettext("Trade"),
        listed(view.organisation.trades, view.locale),
        typed.get(Field.TRADE),
        placeholder=told.gettext("Choose your trade"),
        error=told.gettext("Choose your trade in the list."),
    )


def _text(
    name: Field,
    typed: Mapping[str, str],
    *,
    label: str,
    example: str,
    error: str | None = None,
    lines: bool = False,
    style: str | None = None,
) -> Part:
    value = typed.get(name)
    return make(
        InputText,
        id=name.value,
        label=label,
        # Nobody sees an example behind a value, and a long form has no bytes to spare for it.
        placeholder=None if value else example,
        isRequired=True if error else None,
        errorMessage=error,
        maxLength=LONGEST[name],
        isMultiline=lines or None,
        style=style,
        value=value or None,
    )
