"""What is in the storage before anybody speaks to the bot."""

from infra.local.stack.demo_company import load_demo_company
from infra.local.stack.programs import Stack
from infra.local.stack.team import install_in_team


def fill_storage(stack: Stack) -> None:
    """The demonstration company if there is nothing yet, and the team of this run's client."""
    load_demo_company(stack)
    install_in_team(stack)
