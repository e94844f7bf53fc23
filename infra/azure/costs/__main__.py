"""`python -m infra.azure.costs`: writes the cost table of docs/azure.md anew, and prints it."""

import sys

from infra.azure.costs.table import PAGE, cost_table, page_with, read_prices


def main() -> int:
    table = cost_table(read_prices())
    PAGE.write_text(page_with(PAGE.read_text(encoding="utf-8"), table), encoding="utf-8")
    sys.stdout.write(table)
    return 0


if __name__ == "__main__":
    sys.exit(main())
