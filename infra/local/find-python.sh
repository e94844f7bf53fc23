#!/bin/sh
# Prints the Python to use: $PYTHON when it is given, else the first that runs and is 3.11, 3.12 or 3.13.
# A name alone proves nothing (version managers put stand-ins on the path), so each one is run.
fits() {
    "$1" -c 'import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' >/dev/null 2>&1
}
if [ -n "$PYTHON" ]; then
    if fits "$PYTHON"; then echo "$PYTHON"; exit 0; fi
    echo "PYTHON=$PYTHON does not run, or is not Python 3.11, 3.12 or 3.13 with the venv module: choose another one." >&2
    exit 1
fi
for candidate in python3.12 python3.11 python3.13 python3; do
    if fits "$candidate"; then echo "$candidate"; exit 0; fi
done
echo "Passeur needs Python 3.11, 3.12 or 3.13 with the venv module, and none was found: install one, or give its path as PYTHON=/path/to/python3." >&2
exit 1
