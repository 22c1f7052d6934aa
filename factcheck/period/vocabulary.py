"""The words and patterns of time, compiled once from the rules."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from factcheck.period import digits
from factcheck.period.build import BUILDERS
from factcheck.period.cascade import Alphabet, Cascade, Form, Stage, classes_of, words_of
from factcheck.period.tense import Tenses
from factcheck.rulebook import Fault, fault
from factcheck.rulebook.nearest import remedy
from factcheck.rulebook.schema import Rulebook, TimeForm, TimeWords
from factcheck.tokens import DIGITS, MOST_WORDS, TOKEN, Marks

SHIFT = 16
"""The class of a word stands in bits 16 to 31 of its mark."""

DIGIT_CLASSES = frozenset({"D12", "D31", "H24", "N99", "N999", "TWO", "MM", "Y4", *digits.SHAPED})


_UNKNOWN = object()

_SHORT, _MOST_DEAD = 20, 100_000
"""Runs of classes without a time are kept up to this length and number."""


class PeriodLexicon:
    """The compiled rules of time: marks for `Tokens`, and the cascade."""

    def __init__(self, words: Mapping[str, TimeWords], forms: Mapping[str, TimeForm], limited: bool = False) -> None:
        """Raises ValueError, with the id of the form, for a pattern that cannot be compiled."""
        self.values = {
            name: {_plain(word): value for word, value in entry.words.items()} for name, entry in words.items()
        }
        self.unions = {name: entry.any for name, entry in words.items() if entry.any}
        self.tenses = Tenses((word, int(value)) for word, value in self.values.get("TENSE", {}).items())
        self.flags = {id: entry for id, entry in forms.items() if entry.tight or entry.capital or entry.lower}
        self.introducing = self._union("YEARINTRO")
        phrases = _phrases(words)
        compiled = [*phrases, *(_form(id, entry) for id, entry in forms.items())]
        self.alphabet = Alphabet(_classes(words, compiled), self.unions, {form.result for form in compiled})
        numbers = sorted({form.stage for form in compiled})
        self.cascade = Cascade(
            [Stage([form for form in compiled if form.stage == number], self.alphabet, limited) for number in numbers]
        )
        self.marks = Marks(
            (word, code << SHIFT | (DIGITS if word[0].isdigit() else 0))
            for word, code in self.alphabet.codes.items()
            if word[0] != "\0"
        )
        self.dead: set[str] = set()
        self._meanings: dict[tuple[str, str], Any] = {}
        self.results = {char: name for name, char in self.alphabet.made.items()}
        self.islands = _islands(self.alphabet, phrases)

    def forget(self, text: str) -> None:
        """Notes a run of classes in which no pattern matches, so that it is not read again."""
        if len(text) <= _SHORT and len(self.dead) < _MOST_DEAD:
            self.dead.add(text)

    def _union(self, name: str) -> frozenset[str]:
        """The words of a union, those of its classes included."""
        parts = self.unions.get(name, ())
        named = (self.values.get(part, {}) if part.isupper() else (part,) for part in parts)
        return frozenset(word for words in named for word in words)

    def shaped(self, text: str) -> int:
        """The class of a digit run that is in no table."""
        return self.alphabet.codes.get("\0" + " ".join(sorted(digits.shapes(text))), 0)

    def meaning(self, word: str, kind: str) -> Any:
        """What a word means in a class: the value of the rules, or the number that its digits tell."""
        found = self._meanings.get((word, kind), _UNKNOWN)
        if found is _UNKNOWN:
            found = self._meaning_of(word, kind)
            if len(self._meanings) < MOST_WORDS:
                self._meanings[word, kind] = found
        return found

    def _meaning_of(self, word: str, kind: str) -> Any:
        if kind in DIGIT_CLASSES:
            return digits.read(word, kind)
        values = self.values.get(kind)
        if values is not None and word in values:
            return values[word]
        for part in self.unions.get(kind, ()):
            if part.isupper() and (found := self._meaning_in(word, part)) is not None:
                return found
        return None

    def _meaning_in(self, word: str, kind: str) -> Any:
        if kind in DIGIT_CLASSES:
            return digits.read(word, kind) if word[0].isdigit() else None
        return self.meaning(word, kind)


def _plain(word: str) -> str:
    return word.replace("’", "'")


def _tokens(word: str) -> list[str]:
    return [piece.lower() for piece in TOKEN.findall(_plain(word))]


def _constant(value: Any) -> Callable[[], Any]:
    return lambda: value


def _phrases(words: Mapping[str, TimeWords]) -> list[Form]:
    """Forms of several words, longest first, as patterns of a stage before all others."""
    found = [
        (len(pieces), name, pieces, value)
        for name, entry in words.items()
        for word, value in entry.words.items()
        if len(pieces := _tokens(word)) > 1
    ]
    found.sort(key=lambda item: -item[0])
    return [
        Form(f"{name}: {' '.join(pieces)}", 0, " ".join(pieces), name, _constant(value), {})
        for _, name, pieces, value in found
    ]


def _form(id: str, entry: TimeForm) -> Form:
    return Form(id, entry.stage, entry.pattern, entry.result, BUILDERS[entry.gives], entry.fixed)


def _classes(words: Mapping[str, TimeWords], forms: list[Form]) -> dict[str, set[str]]:
    """All classes with their single words: those of the rules, of digits, and each literal word under "=word"."""
    classes: dict[str, set[str]] = {name: set() for name in words}
    literals = set().union(*(words_of(form.pattern) for form in forms))
    for name, entry in words.items():
        classes[name] |= {_plain(word) for word in entry.words if len(_tokens(word)) == 1}
        literals |= {word for word in entry.any if not word.isupper() or not word[0].isalpha()}
    for literal in literals:
        classes.setdefault("=" + literal, set()).add(literal)
    for text, names in digits.table():
        for name in names:
            classes.setdefault(name, set()).add(text)
    for combination in (("N8",), ("DECIMAL",), ("DECIMAL", "DOTTIME"), ("DOTDATE",), ("DAYYEAR", "DECIMAL"), ("BIG",)):
        for name in combination:
            classes.setdefault(name, set()).add("\0" + " ".join(combination))
    return classes


def _islands(alphabet: Alphabet, phrases: list[Form]) -> re.Pattern[str]:
    """Runs of known words that hold one which can carry a time, or the longest word of a phrase of several.

    Linear: a run is entered at its first word only, and never backed up over.
    """
    longest = {max(form.pattern.split(), key=len) for form in phrases}
    names = {"TRIGGER", *("=" + word for word in longest if len(word) > 2)}
    triggers = set().union(*(alphabet.chars(name) for name in names))
    strong = "".join(re.escape(char) for char in sorted(triggers))
    return re.compile(rf"(?<![^\0])[^\0{strong}]*+[{strong}][^\0]*+")


_COMPILED: dict[str, PeriodLexicon] = {}


def lexicon(rulebook: Rulebook) -> PeriodLexicon:
    """The words and patterns of time of a rulebook, compiled once for each.

    Raises RuleError for a wording of a user that names an unknown class or builder, or whose pattern is faulty.
    """
    if rulebook.digest not in _COMPILED:
        for found in _faults(rulebook):
            raise fault(rulebook, found)
        try:
            compiled = PeriodLexicon(rulebook.timewords, rulebook.times, rulebook.extended)
        except ValueError as wrong:
            id, _, said = str(wrong).partition(": ")
            raise fault(rulebook, Fault("times", id, ("pattern",), f"{said}; mend it")) from None
        _COMPILED[rulebook.digest] = compiled
    return _COMPILED[rulebook.digest]


def _faults(rulebook: Rulebook) -> Iterator[Fault]:
    """The names in a user's rules of time that nothing stands for."""
    known = {*_classes(rulebook.timewords, []), *(entry.result for entry in rulebook.times.values())}
    names = {name for name in known if name[0] != "="}
    for id in rulebook.own.get("times", ()):
        entry = rulebook.times[id]
        if entry.gives not in BUILDERS:
            known_ones = remedy(entry.gives, BUILDERS, "write one that rules/times.yaml uses")
            yield Fault("times", id, ("gives",), f"{entry.gives!r} is no builder; {known_ones}")
        if entry.pattern.count("(") != entry.pattern.count(")"):
            yield Fault("times", id, ("pattern",), "the pattern has not as many ( as ); close each")
        for name in classes_of(entry.pattern) - names:
            yield Fault("times", id, ("pattern",), _no_class(name, names))
    for id in rulebook.own.get("timewords", ()):
        for at, name in enumerate(rulebook.timewords[id].any):
            if name.isupper() and name[0].isalpha() and name not in names:
                yield Fault("timewords", id, ("any", at), _no_class(name, names))


def _no_class(name: str, names: set[str]) -> str:
    return f"{name!r} is no class of words; {remedy(name, names, 'define it in timewords.yaml')}"
