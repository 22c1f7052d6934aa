"""The file of a baseline: its entries, how it is read with all faults told, and how it is replaced in one step."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import msgspec

from factcheck.model import FactcheckError, Verdict

VERSION = 2
HEAD = """\
# Disagreements that are accepted. Written by `factcheck baseline`; sorted, one entry a fact, one line a pair of values.
# Give each entry a reason: it is kept, with its lines, when the file is written again.
"""


class BaselineError(FactcheckError):
    """A baseline that cannot be read or written."""


class Entry(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Accepted disagreements on one fact: what it is about, the worst verdict, why they are accepted, and for the
    identity of each relation its values in their sources' words.
    """

    check: str
    measure: str | None = None
    parties: tuple[str, ...] = ()
    period: str | None = None
    verdict: Verdict
    reason: str = ""
    values: dict[str, tuple[str, ...]] = {}


class _Single(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """An entry of version 1, under the identity of its relation."""

    check: str
    verdict: Verdict
    measure: str | None = None
    parties: tuple[str, ...] = ()
    period: str | None = None
    values: tuple[str, ...] = ()
    reason: str = ""


class Baseline(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The accepted disagreements by fact."""

    version: int
    accepted: tuple[Entry, ...] = ()

    @property
    def values(self) -> dict[str, tuple[str, ...]]:
        """The accepted relations by their identity, with the words of their values."""
        return {identity: words for entry in self.accepted for identity, words in entry.values.items()}


class _File(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What a file of any version holds."""

    version: int
    accepted: tuple[Entry, ...] | dict[str, _Single] = ()


EMPTY = Baseline(version=VERSION)


def load(path: Path) -> Baseline:
    """The baseline at `path`; raises BaselineError with file, line and remedy if it is missing or broken."""
    from factcheck.rulebook import strict

    if not path.exists():
        raise BaselineError(f"{path}: no such baseline; write one with `factcheck baseline --baseline {path}`")
    text = _read(path)
    _refuse_unfinished_merge(text, path)
    read: _File = strict.parse(text, _File, BaselineError, str(path))
    if not 1 <= read.version <= VERSION:
        line = next((n for n, row in enumerate(text.splitlines(), 1) if row.startswith("version:")), 1)
        remedy = f"this factcheck knows versions up to {VERSION}; update it, or write the baseline again"
        raise BaselineError(f"{path}:{line}: version {read.version} of the baseline; {remedy}")
    return Baseline(version=VERSION, accepted=_entries_of(read))


def _entries_of(read: _File) -> tuple[Entry, ...]:
    """The entries of a file; those of version 1 hold one relation each."""
    if not isinstance(read.accepted, dict):
        return read.accepted
    fields = {identity: msgspec.structs.asdict(one) for identity, one in read.accepted.items()}
    return tuple(Entry(**{**known, "values": {identity: known["values"]}}) for identity, known in fields.items())


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except OSError as problem:
        raise BaselineError(f"{path}: cannot be read ({problem.strerror}); check the path and its rights") from None
    except UnicodeDecodeError as problem:
        raise BaselineError(f"{path}: is not UTF-8 (byte {problem.start}); restore it from version control") from None


def _refuse_unfinished_merge(text: str, path: Path) -> None:
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith(("<<<<<<< ", ">>>>>>> ")):
            raise BaselineError(
                f"{path}:{number}: an unfinished merge; keep the entries of both sides, remove the marks"
            )


def text(baseline: Baseline) -> str:
    """`baseline` as the file holds it."""
    head = f"{HEAD}version: {baseline.version}\n"
    blocks = "".join(map(_block, baseline.accepted))
    return head + (f"accepted:\n{blocks}" if blocks else "accepted: []\n")


def json_text(baseline: Baseline) -> str:
    """`baseline` as JSON, for a file whose name ends in .json; it reads back like the other form."""
    content = {"version": baseline.version, "accepted": [_fields(entry) for entry in baseline.accepted]}
    shown = json.dumps(content, indent=2, ensure_ascii=False).encode("utf-8", "replace").decode()
    kept = (sign if sign.isprintable() or sign == "\n" or sign > "\uffff" else _escape(ord(sign)) for sign in shown)
    return "".join(kept) + "\n"


def _fields(entry: Entry) -> dict[str, object]:
    """The fields of an entry that hold something, and always its reason and its values, which are sorted."""
    fields = msgspec.structs.asdict(entry) | {"values": dict(sorted(entry.values.items()))}
    return {name: value for name, value in fields.items() if value or name in ("values", "reason")}


def _block(entry: Entry) -> str:
    *fields, (_, values) = _fields(entry).items()
    lines = [f"{name}: {_quoted(value)}" for name, value in fields]
    assert isinstance(values, dict)
    pairs = [f"  {_quoted(identity)}: {_quoted(words)}" for identity, words in values.items()]
    listed = ["values:", *pairs] if pairs else ["values: {}"]
    return "".join(f"{'    ' if n else '  - '}{line}\n" for n, line in enumerate((*lines, *listed)))


def _quoted(value: object) -> str:
    """A string or a list of strings in the part of YAML that is JSON: quoted, with all unusual characters escaped."""
    if isinstance(value, tuple):
        return f"[{', '.join(map(_quoted, value))}]"
    quoted = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    return "".join(sign if sign.isprintable() else _escape(ord(sign)) for sign in quoted)


def _escape(code: int) -> str:
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"


def replace(path: Path, content: str) -> None:
    """Replaces the file at `path` in one step, if its content changes; its folder is made if it is missing."""
    try:
        if path.exists() and path.read_bytes() == content.encode():
            return
        path.parent.mkdir(exist_ok=True)
        _swap(path.resolve(), content.encode())
    except OSError as problem:
        raise BaselineError(
            f"{path}: cannot be written ({problem.strerror}); check the folder and its rights"
        ) from None


def _swap(path: Path, content: bytes) -> None:
    """Writes a temporary file beside `path` and renames it, so that a crash leaves the old file or the new one."""
    handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        os.chmod(temporary, path.stat().st_mode & 0o777 if path.exists() else 0o644)
        os.replace(temporary, path)
    except BaseException:
        os.unlink(temporary)
        raise
