"""Every action that a card can ask for. The card writes the verb, the handler table reads it."""

from enum import StrEnum


class Verb(StrEnum):
    HELP = "help"
    OPEN_SHARE = "share.open"
    SHOW_SHARE = "share.show"
    SUBMIT_SHARE = "share.submit"
    OPEN_VARIATION = "variation.open"
    OPEN_EDIT = "edit.open"
    SUBMIT_EDIT = "edit.submit"
    OPEN_WITHDRAWAL = "withdrawal.open"
    WITHDRAW = "withdrawal.submit"
    TRY = "reproduction.submit"
    REPORT = "report.submit"
    SAVE_PROFILE = "profile.submit"
    SKIP_PROFILE = "profile.skip"
    PREVIEW_RECAP = "recap.preview"
    PUBLISH_RECAP = "recap.publish"
