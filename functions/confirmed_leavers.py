import azure.functions as func

_MOST_DIGITS = 9

NOT_A_NUMBER = "Give leavers as the number that the answer to the import says."


def confirmed_leavers(req: func.HttpRequest) -> int | None:
    """How many people the caller says may leave; None when nothing is said, ValueError when it is no number."""
    text = req.params.get("leavers", "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit() and len(text) <= _MOST_DIGITS):
        raise ValueError(NOT_A_NUMBER)
    return int(text)
