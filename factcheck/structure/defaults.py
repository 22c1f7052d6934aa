"""Defaults of settings: in tables with a column for them, in sentences about an identifier, in comments of samples."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from factcheck.model import Block, Finding
from factcheck.structure.page import Page, scope, sentences
from factcheck.structure.statement import Statement, finding
from factcheck.structure.words import WORD, Words

_VALUE = (
    r"(?P<number>[-+]?\d++(?:[,_]\d+)*+(?:\.\d+)?+)(?P<unit> ?(?:%|[A-Za-zµ]{1,12}))?"
    r"(?![\w.-]*\w|[.:/]\d|[`\s]*[*×^]\s*\d)"
)
VALUE = re.compile(r"(?<![\w.:/-])" + _VALUE)
CELL = re.compile(rf"[\s`'\"*_(]*{_VALUE}[\s`'\"*_)]*(?:\([^()]*\)\s*)?$")
SAID = re.compile(
    r"\b(?:by default,?(?: (?:is|it is|this is|of|every|set to|to))*"
    r"|default(?:s|ed)?(?: (?:value|number|limit|interval|timeout|size|setting))?"
    r"(?: (?:[a-z]+|[`*]*-*[A-Za-z_$][\w.:$-]*[`*]*)){0,4}?"
    r"(?: (?:is|to|of|are|every)|:| ?=)(?: set to)?|defaults?)[\s`'\"*_(=]*" + _VALUE,
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"(?<!\d)(?<!\d[,_.])" + _VALUE + r"[`'\"*_]*,? (?:\(default\)|by default\b|is the default\b)", re.IGNORECASE
)
_CODE = re.compile(r"(?<!`)`++([^`\n]{1,80})`+")
_KEY = re.compile(r"-{0,2}[A-Za-z_$][\w$]*(?:[.:/-][\w$*\[\]<>{}]+)*(?:\(\))?")
_ASIDE = re.compile(r"\((\w+)\)")
_FIRST = re.compile(r"(-{0,2}[A-Za-z_$][\w$]*(?:[.:/-][\w$<>{}]+)*)(?=[`*_\s:=(,]|$)")
_TERM = re.compile(r"([`*_]*+[-\w][^\s:]{0,80}?[`*_]*+)(?:::|[ \t]*+,[^\n]*+)?[ \t]*+\n[ \t]++\S")
_ITSELF = re.compile(r"\W*(?:the |by )?default(?: value)?\W*$", re.IGNORECASE)
_GIVEN = re.compile(r"[\s\"']*" + _VALUE)
_COMPOUND = re.compile(r"[A-Za-z0-9][_./:-][A-Za-z0-9]|[a-z][A-Z]|^--?[a-z]")
_DISTINCT = re.compile(r"[A-Z0-9]+_[A-Z0-9_]+$|.+\..+|--\w+-\w+|\w+_\w+")
_ASSIGNED = re.compile(r"^[\s#/;]*(?:export\s+|-\s+)?[\"']?(-{0,2}[A-Za-z_][\w.-]*)[\"']?\s*[:=](?!=|//)")
_COMMENT = re.compile(r"(?:#|//|;|<!--|--\s)\s*(.*)$")


MOST_DEEP = 5
"""Levels of nested keys that tables name."""


class Default(NamedTuple):
    """The default of a key: where it holds; `form` is cell or item where a table or list defines the key."""

    key: str
    scope: frozenset[str]
    form: str
    statement: Statement


def findings(pages: Sequence[Page], words: Words) -> Iterator[Finding]:
    """Settings with two defaults in one scope."""
    by_key: dict[tuple[str, frozenset[str]], list[Default]] = defaultdict(list)
    for page in pages:
        if not words.history.search(page.path):
            for one in _defaults(page, words):
                if words.naming.search(one.key):
                    continue
                by_key[one.key, one.scope].append(one)
    for (key, _), found in by_key.items():
        for group in _groups(key, found):
            result = finding("default", f"default of {key}", "the same setting", (one.statement for one in group))
            if result:
                yield result


def _groups(key: str, found: Sequence[Default]) -> Iterator[list[Default]]:
    """The places that speak of one setting: all for a distinctive key, else those of one page.

    A plain key that tables of one page give under several headings is the name of several settings.
    """
    if _repeated(found):
        return
    if _DISTINCT.match(key) or (key.startswith("--") and _defined_once(found)):
        yield _comparable(found)
        return
    by_page: dict[str, list[Default]] = defaultdict(list)
    for one in found:
        by_page[one.statement.page.path].append(one)
    yield from map(_comparable, by_page.values())


def _defined_once(found: Sequence[Default]) -> bool:
    """Whether one page alone defines a key: the others speak of it."""
    return len({one.statement.page.path for one in found if one.form}) == 1


def _repeated(found: Sequence[Default]) -> bool:
    """Whether the tables or lists of one page give different defaults of the key: it then names several settings."""
    forms: dict[tuple[str, str], set[str]] = defaultdict(set)
    for one in found:
        if one.form:
            forms[one.statement.page.path, one.form].add(one.statement.value)
    return any(len(values) > 1 for values in forms.values())


def _comparable(found: Sequence[Default]) -> list[Default]:
    """The places of the dimension that most have: 5000 in a table of milliseconds says nothing against 5 s."""
    kinds: dict[str, list[Default]] = defaultdict(list)
    for one in found:
        kinds[one.statement.value.partition(" ")[2]].append(one)
    return max(kinds.values(), key=len)


def _defaults(page: Page, words: Words) -> Iterator[Default]:
    keys = (_row_key(block) for block in page.blocks)
    known = frozenset(key for key in keys if key and key.lower() not in words.function | {"default", "defaults"})
    for block in page.blocks:
        if words.sample.search(" ".join(block.context[1:])) and block.kind != "code":
            continue
        if block.kind == "cell":
            yield from _of_cell(page, block, words)
        elif block.kind == "code":
            yield from _of_code(page, block, words)
        else:
            yield from _of_text(page, block, known, words)


def _row_key(block: Block) -> str | None:
    """The identifier that names the row of a cell in a table with a column of defaults."""
    if block.kind != "cell" or not block.row or not any("default" in one.lower() for one in block.column):
        return None
    said = block.row[0].strip("`*_\"' ")
    return said if _KEY.fullmatch(said) and len(said) > 1 else None


def _of_cell(page: Page, block: Block, words: Words) -> Iterator[Default]:
    if not block.row or not block.column:
        return
    key = block.row[0].strip("`*_\"' ")
    if not _KEY.fullmatch(key):
        return
    if any(re.fullmatch(r"(?i)(?:the )?defaults?(?: values?| settings?)?", one.strip()) for one in block.column):
        match = CELL.match(page.source, block.start, block.end)
        if match:
            yield _default(page, block, key, match, words, "cell")
        return
    if _COMPOUND.search(key):
        yield from _stated(page, block, (block.start, block.end), key, words)


def _of_text(page: Page, block: Block, known: frozenset[str], words: Words) -> Iterator[Default]:
    subject = _leading(page, block) if block.kind == "item" else _defined(page, block)
    for start, end in sentences(page, block):
        if "default" not in page.text[start:end].lower():
            continue
        near = subject or _named(page, block, start, end, known) or _headed(block)
        if near:
            yield from _stated(page, block, (start, end), near, words, "item" if subject else "")


def _defined(page: Page, block: Block) -> str | None:
    """The identifier that a definition list defines: a line with indented lines below it."""
    match = _TERM.match(page.source, block.start, block.end) if block.kind == "paragraph" else None
    return _as_key(match[1].strip("`*_ ")) if match else None


def _leading(page: Page, block: Block) -> str | None:
    """The identifier with which an item begins."""
    match = _FIRST.match(page.source, block.start, block.end)
    return _as_key(match[1]) if match else None


def _headed(block: Block) -> str | None:
    """The identifier that the heading above a block consists of."""
    return _as_key(block.context[-1].strip("`*_ ")) if block.context else None


def _as_key(said: str) -> str | None:
    said = said.partition("=")[0].strip()
    return said if _KEY.fullmatch(said) and _COMPOUND.search(said) else None


def _named(page: Page, block: Block, start: int, end: int, known: frozenset[str]) -> str | None:
    """The only identifier of a sentence, or the only one of the page's tables in it or in the sentence before it."""
    lead = len(page.source[max(0, start - 3) : start]) - len(page.source[max(0, start - 3) : start].rstrip("`*_"))
    inside = {key for found in _CODE.findall(page.source, start - lead, end) if (key := _as_key(found))}
    inside |= known.intersection(WORD.findall(page.text[start:end]))
    if not inside:
        inside |= known.intersection(_ASIDE.findall(page.text, max(block.start, start - 200), start))
    return next(iter(inside)) if len(inside) == 1 else None


def _stated(
    page: Page, block: Block, stretch: tuple[int, int], key: str, words: Words, form: str = ""
) -> Iterator[Default]:
    """The one default that a stretch of text states; one about a sample, or one of several, is passed over."""
    start, end = stretch
    found = [*SAID.finditer(page.source, start, end), *_AFTER.finditer(page.source, start, end)]
    if len(found) == 1 and not words.sample.search(page.text[start:end]):
        yield _default(page, block, key, found[0], words, form)


def _of_code(page: Page, block: Block, words: Words) -> Iterator[Default]:
    """The defaults that comments of a sample state, on the line of a setting or on those above it."""
    pending: list[re.Match[str]] = []
    parents: list[tuple[int, str]] = []
    for line in re.compile(r"[^\n]+|\n(?=\n)").finditer(page.source, block.start, block.end):
        assigned = _ASSIGNED.match(line[0])
        comment = _COMMENT.search(line[0])
        if comment and (assigned is None or comment.start() > assigned.end() or line[0].lstrip()[:1] in "#;/"):
            pending += list(SAID.finditer(page.source, line.start() + comment.start(), line.end()))
            if assigned and _ITSELF.match(comment[1]):
                pending += filter(None, [_GIVEN.match(page.source, line.start() + assigned.end(), line.end())])
        if assigned and line[0].lstrip()[:1] not in "#;/":
            indent = len(line[0]) - len(line[0].lstrip())
            parents = [*(one for one in parents if one[0] < indent), (indent, assigned[1])]
            if len(pending) == 1:
                for key in _qualified([name for _, name in parents]):
                    yield _default(page, block, key, pending[0], words)
            pending = []
        elif not line[0].strip():
            pending = []


def _qualified(names: Sequence[str]) -> Iterator[str]:
    """The last of nested keys, by itself and behind those above it: "size", "pool.size", "server.pool.size"."""
    for depth in range(1, min(len(names), MOST_DEEP) + 1):
        yield ".".join(names[-depth:])


def _default(page: Page, block: Block, key: str, match: re.Match[str], words: Words, form: str = "") -> Default:
    value, text, low, unit, (start, end) = reading(page, match, words)
    stated = Statement(page, value, text, low, low, unit, page.evidence(start, end))
    return Default(key, scope(page, block), form, stated)


def reading(page: Page, match: re.Match[str], words: Words) -> tuple[str, str, float, str | None, tuple[int, int]]:
    """The value that a match states: its normal form, text, number, unit and place."""
    start, end = match.span("number")
    unit = (match["unit"] or "").strip()
    known = words.units.get(unit) or words.units.get(unit.lower())
    end = match.end("unit") if known or unit == "%" else end
    value, low = _normal(match["number"], unit, known)
    return value, page.source[start:end], low, unit if known else None, (start, end)


def _normal(number: str, unit: str, known: tuple[str, float] | None) -> tuple[str, float]:
    """The value as compared: in base units; a code with leading zeros as it stands."""
    plain = number.replace(",", "").replace("_", "")
    if len(plain) > 1 and plain.lstrip("+-").startswith("0") and "." not in plain:
        return plain, float(plain)
    amount = float(plain) * (known[1] if known else 1.0)
    return f"{amount:.10g}" + (f" {known[0]}" if known else " %" if unit == "%" else ""), float(plain)
