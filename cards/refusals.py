"""Why something was declined, and what to do: one plain sentence for each code and each field's problem."""

from cards.ambassadors.refusals import declined_sentence
from cards.translations import Texts, texts
from cards.typography import number
from passeur.ambassadors.refusals import Declined
from passeur.errors import (
    AlreadyShared,
    BadToken,
    FileRefused,
    FormRefused,
    FormUsed,
    GainQuestioned,
    ImportUnderWay,
    LeadOnlyInPrivate,
    MonthNotOver,
    NotAllowed,
    NothingToTell,
    NotTheAddressee,
    NotTheAuthor,
    NowhereToTell,
    NowhereToThank,
    Outdated,
    OwnShare,
    PasseurError,
    Problem,
    Refusal,
    RunGone,
    RunOutdated,
    RunOver,
    SameAsParent,
    ShareGone,
    TooOften,
)
from passeur.literacy.refusals import MeasureChanged, MeasureGone
from passeur.sharing.report_problem import REPORT
from passeur.sharing.reproduce_share import OBSTACLE, OUTCOME
from passeur.sharing.share_form import LONGEST, SHORTEST_TEXT, Field

STORAGE_UNAVAILABLE = "storage_unavailable"


def sentence(error: PasseurError | str, locale: str) -> str:
    """What to tell somebody whose request ended with this error, or with this code."""
    told = texts(locale)
    if isinstance(error, Declined):
        return declined_sentence(told, error.why)
    code = error if isinstance(error, str) else code_of(error)
    sentences = _sentences(told)
    return sentences.get(code) or sentences[STORAGE_UNAVAILABLE]


def longer_than(told: Texts, longest: int) -> str:
    """What is wrong with a text of more characters than that."""
    return told.gettext(
        "Too long: {number} characters at most. Please shorten it.", number=number(longest, told.locale)
    )


def code_of(error: PasseurError) -> str:
    return error.code if isinstance(error, Refusal) else STORAGE_UNAVAILABLE


def _sentences(told: Texts) -> dict[str, str]:
    return {
        FormRefused.code: told.gettext("Some fields need another look. What you typed is still here."),
        AlreadyShared.code: told.gettext("This use case was already shared. You can add a variation to it."),
        FormUsed.code: told.gettext("This form was already published. Publish again to make another share of it."),
        GainQuestioned.code: told.gettext("This gain is unusually high. Please correct it, or confirm it."),
        SameAsParent.code: told.gettext(
            "This says the same as the original. Change what you do differently, then publish."
        ),
        OwnShare.code: told.gettext("This is your own use case: it is up to your colleagues to say how it went."),
        NotTheAuthor.code: told.gettext("Only the person who shared this use case can change or withdraw it."),
        NotAllowed.code: told.gettext("This is for the programme lead. If you need it, please ask them."),
        NothingToTell.code: told.gettext(
            "Fewer than three use cases are worth telling so far, and the week is not over: nothing is published."
        ),
        NowhereToTell.code: told.gettext(
            "Passeur is in no channel yet, so nobody would see it. Add Passeur to a team, then publish again."
        ),
        MonthNotOver.code: told.gettext("This month is not over: its brief is made when its last week is."),
        NowhereToThank.code: told.gettext(
            "This use case was not shared in a channel where Passeur speaks. Your colleague will enjoy hearing it from "
            "you."
        ),
        NotTheAddressee.code: told.gettext(
            "This message was written to somebody else, or was taken back: its buttons only work for its reader."
        ),
        ShareGone.code: told.gettext("This use case is no longer available: it was withdrawn."),
        RunGone.code: told.gettext("This sending is not known. Write “deliveries” to see those that are."),
        RunOver.code: told.gettext("There is nothing left to do here: this sending is over."),
        RunOutdated.code: told.gettext(
            "This button is about another period. Write “digest” to prepare the one that is due."
        ),
        LeadOnlyInPrivate.code: told.gettext("Others can read here: please ask me in our private chat."),
        TooOften.code: told.gettext(
            "That is a lot at once, and nothing was done. Please wait a minute, then try again."
        ),
        ImportUnderWay.code: told.gettext(
            "An import of people is under way: nothing was changed. Please try again in a few minutes."
        ),
        FileRefused.code: told.gettext("This file cannot be used as it is: nothing was changed."),
        Outdated.code: told.gettext(
            "This use case has changed in the meantime. Open it again from its card, then make your change."
        ),
        MeasureGone.code: told.gettext("This measure is not in the record: it was withdrawn, or never was."),
        MeasureChanged.code: told.gettext(
            "This measure was corrected in the meantime. Open it again from the record, then make your change."
        ),
        Declined.code: told.gettext("The ambassador programme does not allow this at the moment."),
        BadToken.code: told.gettext("This button no longer works. Write “help” to get a fresh one."),
        STORAGE_UNAVAILABLE: told.gettext("We could not reach our storage. Please try again in a minute."),
    }


def problem_sentence(problem: Problem, field: str, locale: str) -> str:
    """What is wrong with one field, and how to put it right."""
    told = texts(locale)
    return {
        Problem.MISSING: told.gettext("This field is needed."),
        Problem.TOO_SHORT: told.gettext("A little short: write at least {number} characters.", number=SHORTEST_TEXT),
        Problem.TOO_LONG: _too_long(told, field),
        Problem.NOT_A_NUMBER: told.gettext("Write a number, for example 45 or 1.5."),
        Problem.NOT_POSITIVE: told.gettext("Write a number greater than zero."),
        Problem.TOO_MUCH: told.gettext(
            "More than half of each working week, or more than four weeks at once, is hard to believe. "
            "Correct this time, or leave it empty."
        ),
        Problem.NOT_HTTPS: told.gettext(
            "The link must start with https://, then name a site, and hold no user name or space."
        ),
        Problem.UNKNOWN_CHOICE: told.gettext("Choose an entry from the list."),
        Problem.NOT_A_DATE: told.gettext("Give a date."),
        Problem.TOO_EARLY: told.gettext("Choose a later date."),
        Problem.TOO_LATE: told.gettext("Choose an earlier date."),
        Problem.NOT_A_TIME: told.gettext("Give a time such as 14:30."),
    }[problem]


def refused_field(problem: Problem, field: str, locale: str) -> str:
    """As `problem_sentence`, for somebody who reads it away from the field: it says which one is meant."""
    told = texts(locale)
    if field == OUTCOME:
        return told.gettext("Choose how it went.")
    if field == REPORT and problem is Problem.MISSING:
        return told.gettext("Describe the problem in a few words.")
    label, sentence_of_it = _labels(told).get(field), problem_sentence(problem, field, locale)
    if label is None:
        return sentence_of_it
    return told.gettext("{field}: {problem}", field=label, problem=sentence_of_it[:1].lower() + sentence_of_it[1:])


def _labels(told: Texts) -> dict[str, str]:
    """The names of the fields whose cards are not drawn again when they are refused."""
    return {
        Field.GAIN_VALUE: told.gettext("Time gained"),
        Field.GAIN_UNIT: told.gettext("Unit"),
        Field.GAIN_PER: told.gettext("How often"),
        Field.TRADE: told.gettext("Your trade"),
        "site": told.gettext("Your site"),
        OBSTACLE: told.gettext("What got in the way"),
    }


def _too_long(told: Texts, field: str) -> str:
    if field not in LONGEST:
        return told.gettext("Too long: please shorten it.")
    return longer_than(told, LONGEST[Field(field)])
