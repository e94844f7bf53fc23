"""The boot camp, one step after the other, and the toolkit. What somebody did of it is shown to them alone."""

from typing import Any

from cards import blocks
from cards.actions import execute, show
from cards.ambassadors.written import in_block, in_run, words_of
from cards.kit import ActionSet, Container, Part, card, make
from cards.links import markdown_link
from cards.translations import Texts, texts
from cards.typography import typeset
from cards.verbs import Verb
from cards.view import View
from passeur.ambassadors.boot_camp import Kind, Resource, Step
from passeur.ambassadors.progress import Progress


def boot_camp_card(view: View, progress: Progress) -> dict[str, Any]:
    """Every step, what is done of it, and where to go on."""
    told = texts(view.locale)
    camp = view.organisation.boot_camp
    title = told.gettext("The ambassadors’ boot camp")
    following = camp.next_step(progress)
    body = [
        blocks.heading(title),
        blocks.paragraph(typeset(_standing(view, told, progress), view.locale)),
        *(_step(view, told, step, progress) for step in camp.steps),
        blocks.note(
            told.gettext("Stop whenever you like: you come back to where you were. Nobody else sees how far you are."),
            separator=True,
        ),
    ]
    actions: list[Part] = []
    if following is not None:
        begun = bool(progress.done)
        go = told.gettext("Carry on") if begun else told.gettext("Begin")
        actions.append(show(go, Verb.SHOW_STEP, view.token(Verb.SHOW_STEP, following.id)))
    actions.append(show(told.gettext("Toolkit"), Verb.SHOW_TOOLKIT, view.token(Verb.SHOW_TOOLKIT)))
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def step_card(view: View, step: Step, progress: Progress) -> dict[str, Any]:
    """One step: what to do, what helps, and one click when it is done."""
    told = texts(view.locale)
    camp = view.organisation.boot_camp
    words = words_of(step.told, view.locale)
    title = in_block(words.title, view.locale)
    number = camp.steps.index(step) + 1
    where = typeset(told.gettext("Step {number} of {steps}", number=number, steps=len(camp.steps)), view.locale)
    minutes = told.ngettext("about {count} minute", "about {count} minutes", step.minutes)
    body = [
        blocks.heading(title),
        blocks.note(f"{where} · {minutes}", spacing="None"),
        blocks.prose(in_run(words.text, view.locale), spacing="Medium"),
        *(_resource(view, told, resource) for resource in step.resources),
    ]
    if step.id in progress.done:
        body.append(blocks.reason(told.gettext("✓ Done")))
    return card(lang=view.locale, summary=title, body=body, actions=_step_actions(view, told, step, progress))


def toolkit_card(view: View) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("The ambassadors’ toolkit")
    tools = view.organisation.boot_camp.tools
    body = [blocks.heading(title)]
    if not tools:
        body.append(blocks.paragraph(told.gettext("There is nothing in it yet.")))
    else:
        body.append(blocks.paragraph(told.gettext("Ready to use, and yours to change.")))
    for tool in tools:
        if tool.kind is Kind.TEXT:
            see = in_run(words_of(tool.told, view.locale).title, view.locale)
            button = show(see, Verb.SHOW_TOOL, view.token(Verb.SHOW_TOOL, tool.id))
            body.append(make(ActionSet, actions=[button]))
        else:
            body.append(_resource(view, told, tool))
    camp = told.gettext("Boot camp")
    actions = [show(camp, Verb.SHOW_BOOT_CAMP, view.token(Verb.SHOW_BOOT_CAMP))]
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def tool_card(view: View, tool: Resource) -> dict[str, Any]:
    """One tool, to be copied from."""
    told = texts(view.locale)
    words = words_of(tool.told, view.locale)
    title = in_block(words.title, view.locale)
    body = [
        blocks.heading(title),
        blocks.prose(in_run(words.text, view.locale), spacing="Medium"),
        *([blocks.paragraph(link)] if (link := markdown_link(tool.url)) else []),
    ]
    back = show(told.gettext("Toolkit"), Verb.SHOW_TOOLKIT, view.token(Verb.SHOW_TOOLKIT))
    return card(lang=view.locale, summary=title, body=body, actions=[back])


def _standing(view: View, told: Texts, progress: Progress) -> str:
    camp = view.organisation.boot_camp
    if progress.finished_at is not None:
        return told.gettext("You have finished it. Well done! You can read any step again.")
    done, left = camp.number_done(progress), [step for step in camp.steps if step.id not in progress.done]
    minutes = sum(step.minutes for step in left)
    if not done:
        return told.gettext(
            "Short steps, {minutes} minutes in all, in your own time and on your own work.", minutes=minutes
        )
    return told.ngettext(
        "{count} step of {steps} done. About {minutes} minutes are left.",
        "{count} steps of {steps} done. About {minutes} minutes are left.",
        done,
        steps=len(camp.steps),
        minutes=minutes,
    )


def _step(view: View, told: Texts, step: Step, progress: Progress) -> Part:
    words = words_of(step.told, view.locale)
    title = in_block(words.title, view.locale)
    camp = view.organisation.boot_camp
    missing = camp.missing(step, progress)
    minutes = told.ngettext("about {count} minute", "about {count} minutes", step.minutes)
    if step.id in progress.done:
        name, state = f"✓ {title}", told.gettext("Done")
    elif missing:
        after = ", ".join(in_block(words_of(each.told, view.locale).title, view.locale) for each in missing)
        name, state = f"○ {title}", told.gettext("After: {steps}", steps=after)
    else:
        name, state = f"● {title}", minutes
    parts = [blocks.reason(name), blocks.note(state, spacing="None")]
    # The next one has the card's own button.
    if step.id in progress.done or not (missing or step == camp.next_step(progress)):
        see = told.gettext("Read it again") if step.id in progress.done else told.gettext("Open this step")
        parts.append(make(ActionSet, actions=[show(see, Verb.SHOW_STEP, view.token(Verb.SHOW_STEP, step.id))]))
    return make(Container, items=parts, spacing="Medium")


def _step_actions(view: View, told: Texts, step: Step, progress: Progress) -> list[Part]:
    camp = view.organisation.boot_camp
    actions: list[Part] = []
    if step.id not in progress.done:
        done = told.gettext("I have done it")
        actions.append(execute(done, Verb.DO_STEP, view.token(Verb.DO_STEP, step.id), takes_inputs=False))
    else:
        following = camp.next_step(progress)
        if following is not None:
            go = told.gettext("The next step")
            actions.append(show(go, Verb.SHOW_STEP, view.token(Verb.SHOW_STEP, following.id)))
        undo = told.gettext("Not done after all")
        token = view.token(Verb.UNDO_STEP, step.id)
        actions.append(execute(undo, Verb.UNDO_STEP, token, takes_inputs=False, secondary=True))
    whole = told.gettext("All the steps")
    return [*actions, show(whole, Verb.SHOW_BOOT_CAMP, view.token(Verb.SHOW_BOOT_CAMP))]


def _resource(view: View, told: Texts, resource: Resource) -> Part:
    words = words_of(resource.told, view.locale)
    kind = {
        Kind.TEXT: told.gettext("To keep at hand"),
        Kind.LINK: told.gettext("To read"),
        Kind.FILE: told.gettext("To download"),
    }[resource.kind]
    parts = [
        blocks.note(kind),
        blocks.paragraph(f"**{in_block(words.title, view.locale)}**", spacing="None"),
        *([blocks.prose(in_run(words.text, view.locale), spacing="Small")] if words.text else []),
        *([blocks.paragraph(link, spacing="Small")] if (link := markdown_link(resource.url)) else []),
    ]
    return blocks.box(parts)
