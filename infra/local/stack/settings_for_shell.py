"""The settings of the local stack for a shell, so that the commands of the administrator's guide can be tried on it."""

import shlex
from collections.abc import Iterator

from infra.local.stack.programs import Stack


def settings_for_shell(stack: Stack) -> Iterator[str]:
    """A line for each, for `eval`: what the processes are given, and the two keys of the functions. They are local."""
    stack.state.make()
    ours = {name: value for name, value in stack.product_environment().items() if name.startswith("PASSEUR_")}
    keys = {"FUNCTIONS_KEY": stack.state.key("functions-default"), "FUNCTIONS_MASTER_KEY": stack.master_key}
    for name, value in sorted({**ours, **keys}.items()):
        yield f"export {name}={shlex.quote(value)}"
