"""The entry of the command line: `factcheck …` or `python -m factcheck …`."""

from __future__ import annotations

import sys


def main() -> None:
    """Runs the command that the arguments name and exits with its status."""
    import gc

    gc.set_threshold(200_000)  # rules and claims live to the end: looking them over again and again finds nothing

    from factcheck.cli import run

    status = run(sys.argv[1:])
    gc.freeze()  # nor does looking them over once more at the end
    sys.exit(status)


if __name__ == "__main__":
    main()
