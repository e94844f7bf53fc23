"""What people do in the benchmarks, as the activities that Teams would send."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import aiohttp

from cards.signing import TOKEN, CardToken, Signer
from cards.verbs import Verb
from passeur.sharing.share_form import Field
from tests.benchmarks.stage import CARD_KEY, TENANT, Stage
from tests.fakes.teams import Someone, Teams, personal
from tests.scenarios.telling import FILLED

# The cards that are clicked, by which bots that answer with what is ready find it.
SHOW_HELP, REFUSED_FORM, SUBMIT, CHECK_IN = "help", "form", "submit", "check_in"

KARIM = Someone("11111111-0000-4000-8000-000000000002", "Karim Benali")


@dataclass(frozen=True, slots=True)
class Activities:
    """One person's activities in their personal chat."""

    teams: Teams
    signer: Signer = field(default_factory=lambda: Signer([CARD_KEY], TENANT))

    @classmethod
    def on(cls, stage: Stage, session: aiohttp.ClientSession) -> "Activities":
        return cls(Teams("", stage.service_url, TENANT, None, session))

    def help(self) -> Mapping[str, Any]:
        return self.teams.activity(KARIM, personal(KARIM), type="message", text="aide")

    def show_help(self) -> Mapping[str, Any]:
        """A click that is answered with a small card."""
        return self._execute(SHOW_HELP, Verb.HELP)

    def refused_form(self) -> Mapping[str, Any]:
        """A form with one field empty: it is shown again, whole, and nothing is stored."""
        return self._execute(REFUSED_FORM, Verb.SUBMIT_SHARE, subject="f" * 32, inputs={**FILLED, Field.WHEN_NOT: ""})

    def submit(self) -> Mapping[str, Any]:
        """A filled form about something that nobody shared yet."""
        mark = uuid4().hex
        told: dict[str, str] = {
            Field.USE_CASE: f"{FILLED[Field.USE_CASE]} ({mark})",
            Field.LINK: f"https://example.org/{mark}",
        }
        return self._execute(SUBMIT, Verb.SUBMIT_SHARE, subject=mark, inputs={**FILLED, **told})

    def check_in(self, who: Someone, ref: str) -> Mapping[str, Any]:
        """A filled check-in of somebody who said nothing of the period yet."""
        filled = {"workshops": "1", "prompts": "3", "use_cases": "2", "gain_hours": "4,5", "blockers": "time"}
        return self._execute(CHECK_IN, Verb.SUBMIT_CHECK_IN, subject=ref, inputs=filled, who=who)

    def _execute(
        self,
        card_id: str,
        verb: Verb,
        *,
        subject: str = "",
        inputs: Mapping[str, str] | None = None,
        who: Someone = KARIM,
    ) -> Mapping[str, Any]:
        data = {TOKEN: self.signer.sign(CardToken(verb, subject)), **(inputs or {})}
        action = {"type": "Action.Execute", "verb": verb, "data": data}
        value = {"action": action, "trigger": "manual"}
        return self.teams.activity(
            who, personal(who), type="invoke", name="adaptiveCard/action", value=value, replyToId=card_id
        )
