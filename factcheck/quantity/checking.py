"""The examples of the rules of quantities, run as tests: `[[...]]` marks the text of a mention."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

from factcheck.model import Mention, SourceOptions
from factcheck.quantity.lexicon import lexicon
from factcheck.quantity.scanner import scan
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import ChangeWords, Hedge, Identifier
from factcheck.tokens import Tokens

Outcome = tuple[str, bool, str]
"""Name of the example (section/rule/number), whether it holds, and what was found."""


def examples(rulebook: Rulebook) -> Iterator[Outcome]:
    """Every example and counter-example of the sections hedges, changes and identifiers, checked."""
    for rule, hedge in rulebook.hedges.items():
        yield from _checked(f"hedges/{rule}", hedge, rulebook, partial(_has_mod, hedge.mod))
    for rule, change in rulebook.changes.items():
        yield from _checked(f"changes/{rule}", change, rulebook, partial(_has_change, change.direction))
    for rule, identifier in rulebook.identifiers.items():
        yield from _absent(f"identifiers/{rule}", identifier, rulebook)


def _has_mod(mod: str, mention: Mention) -> bool:
    return mention.mod == mod


def _has_change(change: str, mention: Mention) -> bool:
    return mention.change == change


def marked(example: str) -> tuple[str, int, int]:
    """The text of an example without its marks, and the marked range in it."""
    start = example.index("[[")
    end = example.index("]]", start) - 2
    while example[end + 4 : end + 5] == "]":
        end += 1
    return example[:start] + example[start + 2 : end + 2] + example[end + 4 :], start, end


def _found(example: str, rulebook: Rulebook) -> tuple[str, list[Mention]]:
    """The marked text of an example, and the mentions that touch it."""
    text, start, end = marked(example)
    words = lexicon(rulebook)
    mentions = scan(Tokens(text, words.marks), words, SourceOptions())
    return text[start:end], [one for one in mentions if one.start < end and one.end > start]


def _checked(
    name: str, entry: Hedge | ChangeWords, rulebook: Rulebook, holds: Callable[[Mention], bool]
) -> Iterator[Outcome]:
    for number, example in enumerate(entry.examples):
        _, found = _found(example, rulebook)
        yield f"{name}/{number}", any(map(holds, found)), _said(example, found)
    for number, example in enumerate(entry.counter_examples):
        _, found = _found(example, rulebook)
        yield f"{name}/not-{number}", bool(found) and not any(map(holds, found)), _said(example, found)


def _absent(name: str, entry: Identifier, rulebook: Rulebook) -> Iterator[Outcome]:
    for number, example in enumerate(entry.examples):
        _, found = _found(example, rulebook)
        yield f"{name}/{number}", not found, _said(example, found)
    for number, example in enumerate(entry.counter_examples):
        _, found = _found(example, rulebook)
        yield f"{name}/not-{number}", bool(found), _said(example, found)


def _said(example: str, found: list[Mention]) -> str:
    read = "; ".join(f"{one.kind} {one.mod} {one.change or ''} {one.rule}".strip() for one in found)
    return f"{example} → {read or 'no mention'}"
