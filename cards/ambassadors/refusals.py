"""Why the ambassador programme declines something, and what to do instead: one plain sentence for each reason."""

from cards.translations import Texts
from passeur.ambassadors.refusals import Why


def declined_sentence(told: Texts, why: Why) -> str:
    return {**_of_the_call(told), **_of_the_term(told), **_of_the_facts(told), **_of_recognition(told)}[why]


def _of_the_call(told: Texts) -> dict[Why, str]:
    return {
        Why.CALL_UNKNOWN: told.gettext(
            "This call for ambassadors is not known. Write “ambassadors” to see what is open."
        ),
        Why.CALL_ALREADY_OPEN: told.gettext(
            "A call is under way already. Finish its selection before you open another one."
        ),
        Why.CALL_CLOSED: told.gettext(
            "The call closed in the meantime, so nothing was recorded. Your programme lead can tell you about the "
            "next one."
        ),
        Why.CALL_NOT_FOR_YOU: told.gettext(
            "This call looks for other trades or sites. Write “profile” if the one that is noted for you is not right."
        ),
        Why.COHORT_NOT_THERE_YET: told.gettext("It is too early for this: the cohort has not come to that step yet."),
        Why.COHORT_OVER: told.gettext("This cohort has finished: nothing of it changes any more."),
        Why.NOT_YOURSELF: told.gettext("You cannot nominate yourself, but you can volunteer: write “ambassadors”."),
        Why.LEFT: told.gettext("This person is no longer in the organisation."),
        Why.NOT_A_MANAGER: told.gettext(
            "Nominations come from people who manage a team. You can tell your colleague about the call, or volunteer."
        ),
        Why.ALREADY_CANDIDATE: told.gettext(
            "You are a candidate already: there is nothing more to do. Write “ambassadors” to see your candidacy."
        ),
        Why.NOT_A_CANDIDATE: told.gettext("There is no candidacy here any more: it was withdrawn, or never made."),
        Why.ALREADY_DECIDED: told.gettext("The selection has been decided: this can no longer be changed here."),
        Why.NOT_DECIDED_YET: told.gettext("The selection has not been decided yet."),
        Why.ALREADY_AMBASSADOR: told.gettext("There is a term as an ambassador already: nothing more is needed."),
        Why.NOMINATOR_CANNOT_REVIEW: told.gettext(
            "You nominated this person, so somebody else reviews their candidacy. It is fairer for everybody."
        ),
        Why.CANDIDATE_CANNOT_REVIEW: told.gettext(
            "You are a candidate in this call, so other people review the candidacies, and the reviews that you gave "
            "before do not count. It is fairer for everybody."
        ),
        Why.OWN_REVIEW: told.gettext("This is your own candidacy: other people review it."),
        Why.PROPOSAL_CHANGED: told.gettext(
            "The proposal has changed since you read it: a review, a withdrawal or a decision came in between. Read "
            "it again, then decide."
        ),
        Why.NOBODY_TO_SELECT: told.gettext(
            "Nobody can be selected yet: each candidate needs two reviews, or a decision of yours."
        ),
        Why.NO_PLACE_FREE: told.gettext("No place of this cohort is free at the moment."),
        Why.NOT_SELECTED: told.gettext("Only people who were selected can do this."),
    }


def _of_the_term(told: Texts) -> dict[Why, str]:
    return {
        Why.CHARTER_CHANGED: told.gettext(
            "The charter has changed since this card was written. Read the new one, then sign it."
        ),
        Why.ALREADY_SIGNED: told.gettext("You have signed this version of the charter already. Thank you!"),
        Why.NOT_AN_AMBASSADOR: told.gettext("This is for ambassadors in office."),
        Why.TERM_OVER: told.gettext("This term as an ambassador is over."),
        Why.STEP_LOCKED: told.gettext("Another step comes before this one: finish it first."),
        Why.WISH_CHANGED: told.gettext("This person has changed their mind since. What they wish now is below."),
        Why.WISHES_WAITING: told.gettext("Some ambassadors wait for your answer: give it, then close the cohort."),
        Why.NO_NEXT_COHORT: told.gettext(
            "Some ambassadors carry on, and there is no cohort to carry on in: open the next call, then close this one."
        ),
        Why.HAND_OVER_GONE: told.gettext("This question was taken back, so there is nothing to answer. Thank you!"),
        Why.NOT_TO_YOURSELF: told.gettext("Hand over to somebody else than yourself."),
        Why.CANNOT_TAKE_OVER: told.gettext("This colleague cannot take over in this cohort: please ask somebody else."),
        Why.COLLEAGUE_UNKNOWN: told.gettext("Nobody is known by this e-mail address: please check it."),
        Why.PERIOD_CLOSED: told.gettext("This check-in is closed. The next one will be open soon."),
        Why.PERIOD_NOT_BEGUN: told.gettext("This check-in is not open yet."),
        Why.ALREADY_ANSWERED: told.gettext("You have answered already. You can still correct your answers."),
    }


def _of_the_facts(told: Texts) -> dict[Why, str]:
    return {
        Why.WORKSHOP_UNKNOWN: told.gettext("This workshop is not known, or was withdrawn."),
        Why.CODE_UNKNOWN: told.gettext("No workshop has this code. Please check it with the person who ran it."),
        Why.OWN_WORKSHOP: told.gettext("You ran this workshop: its feedback comes from those who were there."),
        Why.TOO_MANY_GUESSES: told.gettext("Too many codes in a short time. Please try again in an hour."),
        Why.FEEDBACK_NOT_OPEN: told.gettext("This workshop has not taken place yet: come back after it."),
        Why.DECISION_UNKNOWN: told.gettext("This decision is not in the log."),
        Why.FEEDBACK_CLOSED: told.gettext("Feedback on this workshop is closed. Thank you for having thought of it!"),
    }


def _of_recognition(told: Texts) -> dict[Why, str]:
    return {
        Why.NOT_ASKED: told.gettext("This question was not asked to you, or is no longer open."),
        Why.SAID_NO: told.gettext("This person preferred not to be named. They are not asked again."),
        Why.MONTH_TAKEN: told.gettext("Somebody has been chosen for this month already."),
        Why.NOT_SHORTLISTED: told.gettext("Choose somebody from the list that is proposed."),
        Why.BADGE_GONE: told.gettext("This badge does not exist, or is no longer yours."),
    }
