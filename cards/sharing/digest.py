"""What a manager is told of a week or a month: things to try, somebody to thank, a question, two people, a need."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from cards import blocks
from cards.actions import show
from cards.fitting import fitting
from cards.kit import ActionOpenUrl, ActionSet, Container, Part, card, make
from cards.names import name_in_run
from cards.pauses import pause_actions
from cards.sharing.chat_link import chat_link
from cards.sharing.digest_sentences import LONGEST_TOOL, meeting_sentence, need_sentence, reach_sentence
from cards.sharing.questions import question_sentence
from cards.text import line
from cards.translations import Texts, texts
from cards.typography import day, month
from cards.verbs import Verb
from cards.view import View
from passeur.delivery.outbox import DeliveryKind
from passeur.delivery.runs import RunId
from passeur.people import Topic
from passeur.periods import Month, Week
from passeur.sharing.digests import Digest, Lesson
from passeur.sharing.shares import ShareRef
from passeur.sharing.told_digest import ToldDigest

_TEXT_LENGTHS = (220, 140, 70)


@dataclass(frozen=True, slots=True)
class Done:
    """What the manager has already done with a digest: shares kept for the meeting, thanks given."""

    kept: AbstractSet[ShareRef] = frozenset()
    thanked: bool = False


def digest_card(view: View, told_digest: ToldDigest, done: Done | None = None) -> dict[str, Any]:
    """One digest with its acts; what was done already says so, and how to undo it."""
    return fitting(lambda longest: _drawn(view, told_digest, done or Done(), longest), _TEXT_LENGTHS)


def digest_gone_card(locale: str) -> dict[str, Any]:
    """What stays of a digest when too little of it is left."""
    gone = texts(locale).gettext("What this message told you was withdrawn since by the people who shared it.")
    return card(lang=locale, summary=gone, body=[blocks.paragraph(gone)])


def _drawn(view: View, told_digest: ToldDigest, done: Done, longest: int) -> dict[str, Any]:
    told = texts(view.locale)
    title = told.gettext("Your team and AI")
    body = [
        blocks.heading(title),
        blocks.note(_period(view, told, told_digest.digest), spacing="None"),
        *_lessons(view, told, told_digest, done, longest=longest),
        *_highlight(view, told, told_digest, done, longest=longest),
        *_question(told, told_digest),
        *_meeting(view, told, told_digest),
        *_need(view, told, told_digest),
        blocks.note(
            told.gettext(
                "Chosen from what colleagues share and try. No figure about your team, nor about fewer than five "
                "people."
            ),
            separator=True,
        ),
    ]
    actions = pause_actions(view, Topic.MANAGER_DIGEST)
    return card(lang=view.locale, summary=title, body=body, actions=actions)


def _lessons(view: View, told: Texts, about: ToldDigest, done: Done, *, longest: int) -> list[Part]:
    if not about.digest.lessons:
        return []
    lessons = [_lesson(view, told, about, lesson, done, longest=longest) for lesson in about.digest.lessons]
    return [blocks.heading(told.gettext("To try in your team"), large=False), *lessons]


def _lesson(view: View, told: Texts, about: ToldDigest, lesson: Lesson, done: Done, *, longest: int) -> Part:
    content = about.shares[lesson.ref].content
    see = _button(view, about.digest, told.gettext("See the use case"), Verb.DIGEST_SHARE, lesson.ref)
    parts = [
        blocks.prose(line(content.tool, LONGEST_TOOL), bold=True),
        blocks.prose(line(content.use_case, longest)),
        blocks.note(reach_sentence(told, lesson.reach), spacing="Small"),
    ]
    if lesson.ref in done.kept:
        parts.append(blocks.paragraph(told.gettext("✓ Kept. Write “meeting” to me to find it again."), spacing="Small"))
        keep = _button(view, about.digest, told.gettext("Do not keep it"), Verb.DIGEST_LET_GO, lesson.ref)
    else:
        keep = _button(view, about.digest, told.gettext("Keep for the team meeting"), Verb.DIGEST_KEEP, lesson.ref)
    parts.append(make(ActionSet, actions=[keep, see], spacing="Small"))
    return make(Container, items=parts, spacing="Medium")


def _highlight(view: View, told: Texts, about: ToldDigest, done: Done, *, longest: int) -> list[Part]:
    ref = about.digest.highlight
    if ref is None:
        return []
    share = about.shares[ref]
    who = told.gettext(
        "{name} shared a use case with {tool}.",
        name=name_in_run(told, share.author_name),
        tool=line(share.content.tool, LONGEST_TOOL),
    )
    parts = [blocks.prose(who, bold=True), blocks.prose(line(share.content.use_case, longest))]
    if done.thanked:
        parts.append(blocks.paragraph(told.gettext("✓ Your thanks are on their way to the channel."), spacing="Small"))
    actions = [] if done.thanked or not about.can_thank else [_thank(view, told, about.digest, ref)]
    actions.append(_button(view, about.digest, told.gettext("See the use case"), Verb.DIGEST_SHARE, ref))
    return _section(told.gettext("To highlight"), [*parts, make(ActionSet, actions=actions, spacing="Small")])


def _thank(view: View, told: Texts, digest: Digest, ref: ShareRef) -> Part:
    return _button(view, digest, told.gettext("Thank them in the channel"), Verb.DIGEST_THANK, ref)


def _question(told: Texts, about: ToldDigest) -> list[Part]:
    lessons = about.digest.lessons
    tool = line(about.shares[lessons[0].ref].content.tool, LONGEST_TOOL) if lessons else ""
    question = question_sentence(told, about.digest.question, tool)
    return _section(told.gettext("A question for your team"), [blocks.prose(question)])


def _meeting(view: View, told: Texts, about: ToldDigest) -> list[Part]:
    meeting = about.digest.meeting
    if meeting is None:
        return []
    ours, theirs = about.shares[meeting.ours], about.shares[meeting.theirs]
    names = {"ours": name_in_run(told, ours.author_name), "theirs": name_in_run(told, theirs.author_name)}
    parts = [
        blocks.prose(told.gettext("{ours}, in your team, and {theirs}", **names), bold=True),
        blocks.prose(meeting_sentence(view, told, meeting, ours, theirs)),
    ]
    if about.emails:
        link = chat_link(
            about.emails,
            topic=told.gettext("AI: {ours} and {theirs}", **names),
            message=told.gettext(
                "Hello {ours}, hello {theirs}! What you share about AI goes well together: you may have things to tell "
                "each other.",
                **names,
            ),
        )
        button = make(ActionOpenUrl, title=told.gettext("Open a conversation"), url=link)
        parts.append(make(ActionSet, actions=[button], spacing="Small"))
    return _section(told.gettext("Two people to connect"), parts)


def _need(view: View, told: Texts, about: ToldDigest) -> list[Part]:
    need = about.digest.need
    if need is None:
        return []
    example = about.shares[need.example] if need.example else None
    parts = [
        blocks.prose(need_sentence(view, told, need, example)),
        blocks.note(told.gettext("Seen across the company: it says nothing of your team."), spacing="Small"),
    ]
    return _section(told.gettext("A training need"), parts)


def _section(title: str, parts: Sequence[Part]) -> list[Part]:
    return [make(Container, items=[blocks.heading(title, large=False), *parts], separator=True, spacing="Medium")]


def _button(view: View, digest: Digest, title: str, verb: Verb, ref: ShareRef) -> Part:
    run = RunId(DeliveryKind.MANAGER_DIGEST, digest.period)
    return show(title, verb, view.token(verb, str(run), parent=str(ref)))


def _period(view: View, told: Texts, digest: Digest) -> str:
    if "W" not in digest.period:
        whole = Month.parse(digest.period)
        name = month(whole.year, whole.number, view.locale)
        return f"{name[:1].upper()}{name[1:]}"
    zone = view.organisation.recap.zone
    return told.gettext("Week of {day}", day=day(Week.parse(digest.period).start(zone), zone, view.locale))
