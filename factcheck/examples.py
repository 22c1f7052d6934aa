"""The examples in the rules, run: each entry does what it shows, and does not do what its counter-examples show."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from factcheck import derivation, extraction, quantity
from factcheck.model import Claim, Document, Mention, SourceOptions
from factcheck.period import proof
from factcheck.rulebook import Rulebook
from factcheck.tokens import Tokens

_MARKED = re.compile(r"\[\[([^\[\]]+)\]\]")
Found = list[Mention] | list[Claim]


class Result(NamedTuple):
    """An example by its name, such as `hedges/about/examples/0`, and what is wrong with it (None if it holds)."""

    name: str
    fault: str | None


class Marked(NamedTuple):
    """An example without its brackets, and where they stood."""

    text: str
    start: int
    end: int


def results(rules: Rulebook) -> Iterator[Result]:
    """All examples of all sections."""
    yield from (Result(name, fault) for name, fault in proof.examples(rules))
    for name, as_told, told in derivation.examples(rules):
        yield Result(name, None if as_told else f"came out otherwise: {told}")
    words = quantity.lexicon(rules)

    def mentions(text: str) -> Found:
        return quantity.scan(Tokens(text, words.marks), words, SourceOptions())

    def claims(text: str) -> Found:
        return extraction.claims(Document(path="example", text=text), rules)[1]

    yield from _section("hedges", rules.hedges, mentions, lambda _, entry, one: one.mod == entry.mod)
    yield from _section("changes", rules.changes, mentions, lambda _, entry, one: one.change == entry.direction)
    yield from _section("identifiers", rules.identifiers, mentions, lambda *_: True, absent=True)
    yield from _section("measures", rules.measures, claims, lambda name, _, one: one.measure == name)


def _section(
    section: str,
    entries: Mapping[str, Any],
    read: Callable[[str], Found],
    holds: Callable[[str, Any, Any], bool],
    *,
    absent: bool = False,
) -> Iterator[Result]:
    """The examples of a section: what is read at the mark must hold, in counter-examples not; `absent` reverses it."""
    for name, entry in entries.items():
        if not entry.examples:
            yield Result(f"{section}/{name}", "has no examples; add one")
        for kind, wanted in (("examples", not absent), ("counter_examples", absent)):
            for number, example in enumerate(getattr(entry, kind)):
                fault = _fault(example, read, partial(holds, name, entry), wanted)
                yield Result(f"{section}/{name}/{kind}/{number}", fault)


def _fault(example: str, read: Callable[[str], Found], holds: Callable[[Any], bool], wanted: bool) -> str | None:
    marked = unmarked(example)
    if marked is None:
        return f"marks nothing; write [[...]] around the text of a claim in {example!r}"
    there = [one for one in read(marked.text) if one.start < marked.end and marked.start < one.end]
    if any(map(holds, there)) == wanted:
        return None
    said = ", ".join(repr(marked.text[one.start : one.end]) for one in there) or "nothing"
    return f"{'not ' if wanted else ''}found in {example!r}; read there is {said}"


def unmarked(example: str) -> Marked | None:
    """The sentence without `[[` and `]]`, and the place of what they mark; None if nothing is marked."""
    match = _MARKED.search(example)
    if match is None:
        return None
    text = example[: match.start()] + match[1] + example[match.end() :]
    return Marked(text, match.start(), match.start() + len(match[1]))
