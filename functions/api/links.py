"""Routes to which a card's link leads: whoever holds it has no key, and it opens one file for one person."""

from functions.api.access import Door
from functions.api.route import Answer, Parameter, Route

GRANT = Parameter(
    "t",
    "The grant in the link: signed by us for one person and one file, good for an hour, and refused to whoever lost "
    "the right meanwhile.",
    {"type": "string", "pattern": "^[0-9A-Za-z._-]{1,2000}$"},
    refused_as="",
)


def linked_file(
    name: str,
    path: str,
    summary: str,
    *media: str,
    tag: str,
    problems: tuple[str, ...] = (),
    parameters: tuple[Parameter, ...] = (),
) -> Route:
    """The description of a download. A browser is told in a page why there is no file, a program in a problem."""
    return Route(
        name=name,
        methods=("GET",),
        path=path,
        summary=summary,
        access=Door.LINK,
        answers={200: Answer("The file.", media)},
        problems=("link-refused", *problems),
        parameters=(GRANT, *parameters),
        tags=(tag,),
    )
