"""A link that opens a chat with Passeur, the feedback code already typed, and one that posts it where the host likes.

Teams asks in which of the host's own channels and chats it goes: nobody can post where they are no member.
"""

from urllib.parse import quote, urlencode

from cards.text import line
from cards.translations import texts
from cards.view import View
from passeur.ambassadors.workshops import Workshop

_CHAT = "https://teams.microsoft.com/l/chat/0/0"
_SHARE = "https://teams.microsoft.com/share"
_LONGEST_TITLE = 80


def feedback_link(view: View, workshop: Workshop) -> str:
    """Nothing where the organisation has no registered bot: no link could name it."""
    organisation = view.organisation
    if not organisation.bot_id:
        return ""
    message = texts(view.locale).gettext("feedback {code}", code=workshop.code)
    return _with(_CHAT, tenantId=organisation.tenant_id, users=f"28:{organisation.bot_id}", message=message)


def share_link(view: View, workshop: Workshop) -> str:
    """Opens the dialog of Teams in which the host says where the link is posted."""
    link = feedback_link(view, workshop)
    if not link:
        return ""
    told = texts(view.locale)
    title = line(workshop.title, _LONGEST_TITLE)
    words = told.gettext("“{title}”: what did you think of it? Two questions, without your name.", title=title)
    return _with(_SHARE, href=link, msgText=words, preview="false")


def _with(address: str, **values: str) -> str:
    return f"{address}?{urlencode(values, quote_via=quote, safe=':')}"
