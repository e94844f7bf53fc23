"""Whom each kind of run addresses."""

from collections.abc import Callable, Mapping

from passeur.ambassadors.check_in_audience import check_in_audience
from passeur.ambassadors.selection_audience import DecidedCandidates
from passeur.ambassadors.spotted import invited
from passeur.ambassadors.term_audiences import about_to_end, said_goodbye_to, to_sign_again
from passeur.backend import Backend
from passeur.briefs.brief_audiences import committee, reviewers
from passeur.delivery.audiences import Audience
from passeur.delivery.outbox import DeliveryKind
from passeur.sharing.digest_audience import DigestAudiences

# An audience of one period, which is written as in the run's id.
AudienceOf = Callable[[Backend, str], Audience]

AUDIENCES: Mapping[DeliveryKind, AudienceOf] = {
    DeliveryKind.MANAGER_DIGEST: DigestAudiences().of,
    DeliveryKind.BRIEF_REVIEW: reviewers,
    DeliveryKind.BRIEF: committee,
    DeliveryKind.CHECK_IN: check_in_audience,
    DeliveryKind.CALL_INVITATION: invited,
    DeliveryKind.SELECTION_RESULT: DecidedCandidates,
    DeliveryKind.CHARTER: to_sign_again,
    DeliveryKind.TERM_END: about_to_end,
    DeliveryKind.FAREWELL: said_goodbye_to,
}
