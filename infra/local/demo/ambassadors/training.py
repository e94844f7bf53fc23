from datetime import timedelta

from infra.local.demo.ambassadors.dates import Moments
from infra.local.demo.chance import dice
from passeur.ambassadors.boot_camp import BootCamp
from passeur.ambassadors.progress import Progress
from passeur.ambassadors.terms import Term

_GOES_ON = 0.96
_DAYS_BETWEEN = (2, 9)


def trained(key: str, term: Term, boot_camp: BootCamp, moments: Moments) -> Progress:
    """How far one ambassador went through the boot camp, a step every few days from their signature on."""
    progress = Progress()
    if term.began_at is None:
        return progress
    chance = dice("boot camp", key)
    day = term.began_at.astimezone(moments.zone).date()
    step = boot_camp.next_step(progress)
    while step is not None and chance.random() < _GOES_ON:
        day += timedelta(days=chance.randint(*_DAYS_BETWEEN))
        if not moments.has_come(day, day + timedelta(days=6)):
            break
        at = moments.between(day, day + timedelta(days=6), chance)
        day = at.astimezone(moments.zone).date()
        progress = boot_camp.with_done(progress, step, at)
        step = boot_camp.next_step(progress)
    return progress
