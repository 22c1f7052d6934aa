"""The examples in the rules of time, run: each marked time must be found, with its value."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from factcheck.model import Mention, Publication, SourceOptions
from factcheck.period.scanner import scan
from factcheck.period.vocabulary import PeriodLexicon, lexicon
from factcheck.rulebook.schema import Rulebook, TimeExample
from factcheck.tokens import Tokens

_IGNORED = ("in ", "on ", "the ", "The ", "from ", "a ", "A ", "That ", "within ", "between ")


def examples(rulebook: Rulebook, ids: Iterable[str]) -> Iterator[tuple[str, int, str | None]]:
    """The examples of some entries, each by its entry and number, with what is wrong with it (None if it holds)."""
    words = lexicon(rulebook)
    for id in ids:
        entry = rulebook.times[id]
        if not entry.examples:
            yield id, 0, "there are no examples; add one"
        for number, example in enumerate(entry.examples):
            yield id, number, fault(example, words)


def fault(example: TimeExample, words: PeriodLexicon) -> str | None:
    """What is wrong with an example, in words."""
    before, opened, rest = example.text.partition("[[")
    marked, closed, after = rest.partition("]]")
    if not opened or not closed:
        return "marks no time; write [[...]] around it"
    text = before + marked + after
    published = example.published
    anchor = Publication(start=published, end=published, basis="configured", confidence=1.0) if published else None
    tokens = Tokens(text, words.marks, _breaks(text))
    found = scan(tokens, words, anchor, SourceOptions(), durations=example.durations)
    told = ", ".join(f"{text[mention.start : mention.end]!r} {mention.timex}" for mention in found)
    for mention in found:
        if mention.start < len(before) + len(marked) and len(before) < mention.end:
            return _wrong(example, mention, text, before, marked, told)
    return f"finds no time in {marked!r}" + (f" but {told}" if told else "")


def _breaks(text: str) -> list[int]:
    """Sentence starts in an example, which has no abbreviations before a capital letter."""
    return [
        index + 2
        for index in range(len(text) - 2)
        if text[index : index + 2] in (". ",) and text[index + 2] in "STAI" and text[index - 2] != "."
    ]


def _wrong(example: TimeExample, mention: Mention, text: str, before: str, marked: str, told: str) -> str | None:
    said = text[mention.start : mention.end]
    if _core(said) != _core(marked):
        return f"marks {marked!r}, found is {told}"
    if mention.timex != example.timex:
        return f"{marked!r} is {mention.timex}, not {example.timex}"
    if example.period is not None:
        found = f"{mention.period.start}..{mention.period.end}" if mention.period else "nowhere"
        if found != example.period:
            return f"{marked!r} lies in {found}, not {example.period}"
    return None


def _core(said: str) -> str:
    """A time without the article or preposition before it, and the point behind."""
    for word in _IGNORED:
        said = said.removeprefix(word)
    return said.rstrip(".")
