"""`python -m infra.openapi`: writes docs/openapi.json from the routes of the functions."""

from functions.api.every_route import ROUTES
from functions.api.openapi import as_text, document
from infra.local.places import ROOT

FILE = ROOT / "docs" / "openapi.json"


def main() -> None:
    FILE.write_text(as_text(document(ROUTES)), encoding="utf-8")


if __name__ == "__main__":
    main()
