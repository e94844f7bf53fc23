"""Whom each kind of run addresses."""

from collections.abc import Callable, Mapping

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
}
