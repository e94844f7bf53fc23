"""What got in the way of somebody who tried a share: a closed set, because only what can be counted is acted upon."""

from enum import StrEnum


class Obstacle(StrEnum):
    WRONG_RESULT = "wrong_result"
    PROMPT_TO_ADAPT = "prompt_to_adapt"
    DATA_MAY_NOT_LEAVE = "data_may_not_leave"
    TOOL_NOT_AVAILABLE = "tool_not_available"
    TAKES_LONGER = "takes_longer"
    NOT_FOR_MY_TRADE = "not_for_my_trade"
