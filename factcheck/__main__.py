"""The entry of the command line: `factcheck …` or `python -m factcheck …`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command that the arguments name and exits with its status."""
    from factcheck.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
