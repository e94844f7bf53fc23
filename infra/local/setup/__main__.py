"""`python -m infra.local.setup`: everything that `make run` needs, installed once.

It runs before any package is there, so it and what it imports use only the standard library.
"""

import sys

from infra.local.setup.packages import install_node_packages, install_python_packages
from infra.local.setup.tools import check_node
from infra.local.trouble import speak_plainly


def set_up() -> None:
    check_node()
    install_python_packages()
    install_node_packages()


if __name__ == "__main__":
    sys.exit(speak_plainly(set_up))
