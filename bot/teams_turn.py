"""The SDK's turn, without its deep copy of every card that is sent."""

from collections.abc import Sequence
from copy import copy

from botbuilder.core import TurnContext
from botbuilder.schema import (
    Activity,
    ActivityTypes,
    ConversationReference,
    DeliveryModes,
    InputHints,
    ResourceResponse,
)


class TeamsTurn(TurnContext):  # type: ignore[misc]  # the SDK ships no types
    """A TurnContext that copies the activities that it addresses, but not the cards inside them."""

    async def send_activities(self, activities: Sequence[Activity]) -> list[ResourceResponse]:
        if self.activity.delivery_mode == DeliveryModes.expect_replies:
            buffered: list[ResourceResponse] = await super().send_activities(activities)
            return buffered
        reference = TurnContext.get_conversation_reference(self.activity)
        addressed = [_addressed(activity, reference) for activity in activities]
        sending = self.adapter.send_activities(self, addressed)
        responses: list[ResourceResponse] = await self._emit(self._on_send_activities, addressed, sending)
        if any(activity.type != ActivityTypes.trace for activity in addressed):
            self.responded = True
        return responses


def _addressed(activity: Activity, reference: ConversationReference) -> Activity:
    activity = TurnContext.apply_conversation_reference(copy(activity), reference)
    activity.id = None
    activity.type = activity.type or ActivityTypes.message
    activity.input_hint = activity.input_hint or InputHints.accepting_input
    return activity
