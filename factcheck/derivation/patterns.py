"""Patterns of rules as regular expressions over masked sentences.

`{name:kind|kind}` is a slot, `{name+:kind}` a list of slots, `<class>` the words of a class, `...` a few words without
a claim, `,,,` a few words with claims among them, a blank white space, which a question mark makes optional; all else
is a regular expression.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, Generic, NamedTuple, TypeVar

from factcheck.derivation.terms import TIME
from factcheck.derivation.texts import GROUPS, LETTERS, MOST_ALIKE, Sentence
from factcheck.model import Claim, RuleError
from factcheck.rulebook import Rulebook, expressions
from factcheck.rulebook.nearest import remedy
from factcheck.rulebook.schema import Relation

T = TypeVar("T")

_PART = re.compile(
    r"\{(?P<slot>\w+)(?P<several>\+?)(?::(?P<kinds>[\w|]+))?\}"
    r"|<(?P<words>[a-z_]+)>|(?P<gap>\.\.\.)|(?P<wide>,,,)|(?P<blank> +)(?P<maybe>\??)"
)
_CAPITAL = re.compile(r"(?<![\\\w<])[A-Z]\w*")

_BEGUN = re.compile(r"(?<!\\)\{(?!\d*,?\d*\})|(?<![?P])<(?=[A-Za-z])")
"""A brace that is no number of times, or the sign before a name."""

SLOT = re.compile(r"⟨.(\d+)⟩")
"""A claim in a masked sentence, by its number."""
_TIMES = frozenset(LETTERS[kind] for kind in (*TIME, *GROUPS["duration"]))
_AND = r"(?:,? and |, ?)"
_NO_CLAIM = r"[^⟨⟩.;:!?]{0,80}?"
_ANY = r"[^.;:!?]{0,100}?"


class Pattern:
    """A pattern: how many claims it needs in any case, and how many of each set of letters; the words that it needs;
    the slots that hold a change; and the view of a sentence that it is sought in: without the times if no slot can
    hold one, with ranks as words too.
    """

    def __init__(self, text: str, rules: Rulebook) -> None:
        slots = [part for part in _PART.finditer(text) if part["slot"]]
        held = frozenset(letter for part in slots for letter in _letters(part["kinds"], text))
        letters = [frozenset(_letters(part["kinds"], text)) for part in slots if _needed(text, part.start())]
        self.slots = len(letters)
        self.needed = {some: min(sum(one <= some for one in letters), MOST_ALIKE) for some in letters}
        self.growth = frozenset(part["slot"] for part in slots if part["kinds"] == "growth")
        self.view = held.isdisjoint(_TIMES) + 2 * (LETTERS["rank"] not in held)
        self.words = _fixed(text)
        self._text, self._rules = text, rules

    @cached_property
    def regex(self) -> expressions.Expression:
        """The regular expression, made when it is first sought: few texts have the claims that all patterns need.

        Raises RuleError for an unknown class, or a faulty expression.
        """
        return expressions.compiled(
            _source(self._text, self._rules), self._rules.extended, f"the pattern {self._text!r}"
        )


class Match(NamedTuple):
    """The claims in the slots of a pattern: the first of each slot, and all of those that hold several."""

    terms: dict[str, Claim]
    lists: dict[str, tuple[Claim, ...]]


def compiled(text: str, rules: Rulebook) -> Pattern:
    """The pattern written in `text`. Raises RuleError for an unknown kind."""
    key = rules.digest, text
    if key not in _compiled:
        _compiled[key] = Pattern(text, rules)
    return _compiled[key]


_compiled: dict[tuple[str, str], Pattern] = {}


def _source(text: str, rules: Rulebook) -> str:
    out: list[str] = []
    at = 0
    for part in _PART.finditer(text):
        out.append(text[at : part.start()])
        out.append(_part(part, text, rules))
        at = part.end()
    source = "".join([*out, text[at:]])
    return (r"\b" if source[:1].isalpha() else "") + source


def _part(part: re.Match[str], text: str, rules: Rulebook) -> str:
    if part["slot"]:
        one = f"⟨[{_letters(part['kinds'], text)}]\\d+⟩"
        return f"(?P<{part['slot']}>{one}{f'(?:{_AND}{one})*' if part['several'] else ''})"
    if part["words"]:
        return _class(part["words"], text, rules)
    if part["gap"]:
        return _NO_CLAIM
    if part["wide"]:
        return _ANY
    return r"\s*" if part["maybe"] else r"\s+"


def _letters(kinds: str | None, text: str) -> str:
    names = _kinds(kinds or "any")
    for name in names:
        if name not in LETTERS:
            said = f"{name!r} in the pattern {text!r} is no kind of claim"
            raise RuleError(f"{said}; {remedy(name, (*LETTERS, *GROUPS))}")
    return "".join(LETTERS[name] for name in names)


def misspelt(text: str) -> str | None:
    """What begins like a slot or a class of words in a pattern, and is none."""
    found = _BEGUN.search(_PART.sub(lambda part: " " * len(part[0]), text))
    return text[found.start() :].partition(" ")[0] if found else None


def capital(text: str) -> str | None:
    """A word with capital letters in a pattern, which matches nothing: sentences are read in small letters."""
    found = _CAPITAL.search(_PART.sub(" ", text))
    return found[0] if found else None


def kinds_of(text: str) -> dict[str, tuple[str, ...]]:
    """The kinds of claim that each slot of a pattern takes; none for one that takes any."""
    slots = [part for part in _PART.finditer(text) if part["slot"]]
    return {part["slot"]: _kinds(part["kinds"]) if part["kinds"] else () for part in slots}


def _kinds(names: str) -> tuple[str, ...]:
    return tuple(name for kind in names.split("|") for name in GROUPS.get(kind, (kind,)))


def _needed(text: str, at: int) -> bool:
    """Whether a slot stands outside all brackets, so that no match can do without it."""
    return text.count("(", 0, at) - text.count("\\(", 0, at) <= text.count(")", 0, at) - text.count("\\)", 0, at)


_ATOM = re.compile(r"\\.|\[[^\]]*\]|\{[a-z][^}]*\}|<[a-z_]+>")
_GROUP = re.compile(r"\([^()]*\)")
_WORD = re.compile(r"[a-z]{2,}(?![a-z?*{])")


def _fixed(text: str) -> tuple[str, ...]:
    """The words outside all brackets, so that no match can do without them."""
    left, count = _ATOM.sub("⟨", text), 1
    while count:
        left, count = _GROUP.subn("⟨", left)
    return () if "|" in left else tuple(_WORD.findall(left))


def _class(name: str, text: str, rules: Rulebook) -> str:
    words = _words(rules, name)
    if not words:
        known = (*rules.words, *(key for key, change in rules.changes.items() if change.verbs))
        where = "add it to words.yaml, or choose from `factcheck rules --list words`, or changes"
        raise RuleError(f"<{name}> in the pattern {text!r} is no class of words; {remedy(name, known, where)}")
    return r"\b(?:" + "|".join(re.escape(word) for word in sorted(words, key=lambda one: (-len(one), one))) + r")\b"


def _words(rules: Rulebook, name: str) -> tuple[str, ...]:
    if name in rules.words:
        return rules.words[name].words
    changes: Mapping[str, object] = getattr(rules, "changes", {})
    if name in changes:
        return tuple(getattr(changes[name], "verbs", ()))
    return ()


def matches(pattern: Pattern, sentence: Sentence) -> Iterator[Match]:
    """All places of a sentence where the pattern stands."""
    view = sentence.views[pattern.view]
    if not all(word in view for word in pattern.words):
        return
    for hit in pattern.regex.finditer(view):
        found = {
            name: tuple(sentence.claims[int(number)] for number in SLOT.findall(slot))
            for name, slot in hit.groupdict().items()
            if slot is not None
        }
        yield Match({name: claims[0] for name, claims in found.items()}, found)


MOSTSLOTS = 8
"""Claims of a sentence beyond which no pattern asks for more."""


class Fitting(Generic[T]):
    """Patterns with what they belong to, looked up by the kinds and number of claims that a sentence has.

    Most sentences have one claim or two, and most patterns need other ones: what can match is worked out once for each
    mixture of kinds.
    """

    def __init__(self, patterns: Iterable[tuple[T, Pattern]]) -> None:
        self._all = tuple(patterns)
        self._fit: dict[tuple[str, int], tuple[tuple[T, Pattern], ...]] = {}

    def of(self, sentence: Sentence) -> tuple[tuple[T, Pattern], ...]:
        """The patterns that the sentence has claims enough for, in their order."""
        key = sentence.letters, min(len(sentence.claims), MOSTSLOTS)
        if key not in self._fit:
            if len(self._fit) >= MOST_KEPT:
                self._fit.clear()
            self._fit[key] = tuple(one for one in self._all if _possible(one[1], *key))
        return self._fit[key]


def of_kind(kind: str, relations: Mapping[str, Relation], rules: Rulebook) -> Iterator[tuple[str, Pattern]]:
    """The patterns of all relations of a kind, with the ids of these."""
    chosen = ((id, relation) for id, relation in relations.items() if relation.kind == kind)
    return ((id, compiled(pattern, rules)) for id, relation in chosen for pattern in relation.patterns)


def _possible(pattern: Pattern, letters: str, count: int) -> bool:
    """Whether there are claims for all slots that are needed, and for those of each kind by themselves."""
    return pattern.slots <= count and all(
        sum(map(letters.count, some)) >= number for some, number in pattern.needed.items()
    )


def gathered(
    role: str, owner: object, rules: Rulebook, patterns: Callable[[], Iterable[tuple[T, Pattern]]]
) -> Fitting[T]:
    """The patterns that `owner` has for a `role`, made at the first call and kept for these rules and this owner."""
    key = role, id(owner), rules.digest
    held = _fittings.get(key)
    if held is None:
        if len(_fittings) >= MOST_KEPT:
            _fittings.clear()
        held = _fittings[key] = owner, Fitting(patterns())  # with its owner, so that no other one gets its id
    return held[1]


_fittings: dict[tuple[str, int, str], tuple[object, Fitting[Any]]] = {}

MOST_KEPT = 5_000
"""Mixtures of kinds whose patterns are kept, and sets of patterns."""
