"""Which files changed since a revision, as git tells."""

from __future__ import annotations

import os
import subprocess

from factcheck.model import UsageError


def changed_since(revision: str) -> set[str]:
    """The files that differ from `revision` in the repository of the working directory, untracked ones included."""
    if revision.startswith("-"):
        raise UsageError(f"--since {revision}: no revision starts with a dash; give a commit, tag or branch")
    top = _git("rev-parse", "--show-toplevel").rstrip("\n")
    changed = _git("-C", top, "diff", "--name-only", "-z", f"{revision}^{{commit}}", "--")
    untracked = _git("-C", top, "ls-files", "--others", "--exclude-standard", "-z")
    return {os.path.join(top, name) for name in (changed + untracked).split("\0") if name}


def _git(*arguments: str) -> str:
    try:
        done = subprocess.run(  # no shell; the arguments are ours but for a checked revision
            ["git", *arguments], capture_output=True, text=True, errors="surrogateescape", check=False, timeout=60
        )
    except FileNotFoundError:
        raise UsageError("--since needs git, which is not installed; use --new instead") from None
    except subprocess.TimeoutExpired:
        raise UsageError("--since: git takes longer than a minute; use --new instead") from None
    if done.returncode:
        reason = (done.stderr.strip().splitlines() or ["git failed"])[-1]
        raise UsageError(f"--since: {reason}; give a commit, tag or branch of this repository")
    return done.stdout
