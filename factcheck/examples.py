"""The examples in the rules, run: each entry does what it shows, and does not do what its counter-examples show.

What an example that fails tells: what was expected at its mark, what was read there, and in which fields they differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

from factcheck import derivation, extraction, quantity
from factcheck.model import Claim, Document, Mention, SourceOptions
from factcheck.period import proof
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import SECTIONS, Currency, Measure, Unit
from factcheck.tokens import Tokens

_MARKED = re.compile(r"\[\[([^\[\]]+)\]\]")
Found = list[Mention] | list[Claim]

Differ = Callable[[str, Any, Any], list[str]]
"""In what a claim differs from what an entry of this id expects, field by field; nothing if it is as expected."""


class Result(NamedTuple):
    """An example, item `number` of `field` of the entry `id`, and what is wrong with it in lines (None if it holds)."""

    section: str
    id: str
    field: str
    number: int
    fault: str | None

    @property
    def name(self) -> str:
        """Where it stands, such as `hedges/about/examples/0`."""
        return f"{self.section}/{self.id}/{self.field}/{self.number}"


class Marked(NamedTuple):
    """An example without its brackets, and where they stood."""

    text: str
    start: int
    end: int


def results(rules: Rulebook, only: Mapping[str, Collection[str]] | None = None) -> Iterator[Result]:
    """The examples of all entries, or `only` of those with these ids, by section.

    Raises RuleError for an entry that cannot be run.
    """
    wanted = {name: getattr(rules, name) if only is None else only.get(name, ()) for name in SECTIONS}
    for id, number, told in proof.examples(rules, wanted["times"]):
        yield Result("times", id, "examples", number, told)
    for id, field, number, told in derivation.examples(rules, wanted["relations"]):
        yield Result("relations", id, field, number, told)
    words = quantity.lexicon(rules)

    def mentions(text: str) -> Found:
        return quantity.scan(Tokens(text, words.marks), words, SourceOptions())

    def claims(text: str) -> Found:
        return extraction.claims(Document(path="example", text=text), rules)[1]

    for section, read, differ in (
        ("hedges", mentions, _of_hedge),
        ("changes", mentions, _of_change),
        ("identifiers", mentions, _of_name),
        ("units", claims, _of_unit),
        ("currencies", claims, _of_unit),
        ("measures", claims, _of_measure),
    ):
        entries = {id: getattr(rules, section)[id] for id in wanted[section]}
        yield from _section(section, entries, read, differ, absent=section == "identifiers")


def _differ(field: str, expected: str | None, read: str | None) -> list[str]:
    return [] if expected == read else [f"{field}: {read or 'none'} instead of {expected or 'none'}"]


def _of_hedge(_: str, entry: Any, one: Any) -> list[str]:
    return _differ("mod", entry.mod, one.mod)


def _of_name(*_: Any) -> list[str]:
    return []


def _of_change(_: str, entry: Any, one: Any) -> list[str]:
    return _differ("change", entry.direction, one.change)


def _of_unit(id: str, entry: Unit | Currency, one: Any) -> list[str]:
    prefixed = {prefix + id for prefix in getattr(entry, "prefixes", ())}
    return [] if one.unit in prefixed else _differ("unit", id, one.unit)


def _of_measure(id: str, entry: Measure, one: Any) -> list[str]:
    """A claim of another measure; with what keeps it from having this one, if the entry does not take such claims."""
    found = _differ("measure", id, one.measure)
    if found and one.kind not in entry.kinds:
        found.append(f"kind: {one.kind}, which is not in 'kinds' ({', '.join(entry.kinds)})")
    head = (one.dimension or "").partition("/")[0]
    if found and one.kind == "measure" and entry.dimensions and not {one.dimension, head} & {*entry.dimensions}:
        found.append(f"dimension: {one.dimension}, which is not in 'dimensions' ({', '.join(entry.dimensions)})")
    return found


def _section(
    section: str,
    entries: Mapping[str, Any],
    read: Callable[[str], Found],
    differ: Differ,
    *,
    absent: bool = False,
) -> Iterator[Result]:
    """The examples of a section: what is read at the mark is as the entry says, in counter-examples not; with `absent`
    nothing is read there, and in counter-examples something."""
    for id, entry in entries.items():
        if not entry.examples and section not in ("units", "currencies"):
            yield Result(section, id, "examples", 0, "there are no examples; add one")
        for field, wanted in (("examples", not absent), ("counter_examples", absent)):
            for number, example in enumerate(getattr(entry, field)):
                told = _Example(section, id, entry, example, wanted, absent).fault(read, partial(differ, id, entry))
                yield Result(section, id, field, number, told)


class _Example(NamedTuple):
    """An example of an entry, and whether the entry is to take what it marks."""

    section: str
    id: str
    entry: Any
    text: str
    wanted: bool
    absent: bool

    def fault(self, read: Callable[[str], Found], differ: Callable[[Any], list[str]]) -> str | None:
        """What is wrong with it; None if nothing is."""
        marked = unmarked(self.text)
        if marked is None:
            return _unmarked(self.text)
        found = read(marked.text)
        there = [one for one in found if one.start < marked.end and marked.start < one.end]
        faults = [differ(one) for one in there]
        if any(not one for one in faults) == self.wanted:
            return None
        lines = [
            f"text:     {self.text}",
            f"expected: {self._expected(marked)}",
            f"read:     {_read(there, marked.text)}",
        ]
        if there and self.wanted and not self.absent:
            lines.append(f"differs:  {'; '.join(faults[0])}")
        if self.section == "measures" and self.wanted and not _named(self.entry, marked.text):
            lines.append(
                "remedy:   none of its phrases and verbs stands in the text; add the one that does, verbs in each form"
            )
        elif not there:
            lines.append(f"elsewhere: {_read([*found], marked.text)}; mark one of them" if found else _NO_NUMBER)
        return "\n".join(lines)

    def _expected(self, marked: Marked) -> str:
        place = repr(marked.text[marked.start : marked.end])
        if self.absent:
            return f"{place} is {'a claim' if self.wanted else 'no claim'}"
        what = {
            "hedges": f"mod {getattr(self.entry, 'mod', '')}",
            "changes": f"change {getattr(self.entry, 'direction', '')}",
            "measures": f"measure {self.id}",
        }.get(self.section, f"unit {self.id}")
        return f"{place} has {'' if self.wanted else 'not '}{what}"


_NO_NUMBER = "remedy:   no number is read in the text; the mark must hold one, with its unit"


def _unmarked(text: str) -> str:
    marks = text.count("[[")
    wrong = (
        "marks nothing" if not marks else "marks more than one place" if marks > 1 else "has a mark that is not closed"
    )
    comment = " (a text ends before ' #', unless it is quoted)" if not marks else ""
    return f"text:     {text}\nremedy:   it {wrong}; write [[...]] around the text of one claim{comment}"


def _named(entry: Measure, text: str) -> bool:
    """Whether a phrase, in the singular or plural, or one of the verb forms stands in the text."""
    lower = text.lower()
    nouns = any(one.lower() in lower for one in (*entry.phrases, *entry.short_forms))
    verbs = (*entry.verbs, *entry.hints, *entry.acts)
    return nouns or any(re.search(rf"\b{re.escape(one.lower())}\b", lower) for one in verbs)


def _read(found: list[Any], text: str) -> str:
    """Claims with their fields, for somebody who looks for what is wrong."""
    return "; ".join(f"{text[one.start : one.end]!r} ({_fields(one)})" for one in found) or "nothing"


def _fields(one: Any) -> str:
    names = ("kind", "unit", "dimension", "mod", "change", "measure")
    values = ((name, getattr(one, name, None)) for name in names)
    return ", ".join(f"{name} {value}" for name, value in values if value and (name, value) != ("mod", "="))


def unmarked(example: str) -> Marked | None:
    """The sentence without `[[` and `]]`, and the place of what they mark; None if not one place is marked."""
    match = _MARKED.search(example)
    if match is None or example.count("[[") > 1:
        return None
    text = example[: match.start()] + match[1] + example[match.end() :]
    return Marked(text, match.start(), match.start() + len(match[1]))
