"""A cascade of regular grammars over word classes.

Every word has a class, one character; a stretch of text is a string of them. A stage is one alternation of patterns
over these characters; what a pattern matches becomes a single item with its own character and a meaning, which later
stages see as one word. The matching runs in the `re` engine; Python runs only for what matched. (The method is that
of cascaded finite-state transducers.)

A pattern is written with words in lower case, classes in upper case, punctuation as it stands, `name:CLASS` for a part
that is handed on, and the signs of regular expressions: ( | ) ? * + and look-around.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, NamedTuple

_PIECE = re.compile(r"\(\?(?:<[=!]|[=!])|[a-z_]+:(?=[^\s])|[A-Z][A-Z_0-9]*|[^\W\d_]+(?:'[^\W\d_]+)*|[()|?*+]|[^\s]")
_OPERATORS = frozenset("()|?*+")


class Item(NamedTuple):
    """A word or a recognised phrase: its tokens, half open, and what it means (None for a mere word)."""

    first: int
    last: int
    meaning: Any


class Form(NamedTuple):
    """A pattern of a stage: what it gives, under which class, with which fixed arguments."""

    id: str
    stage: int
    pattern: str
    result: str
    build: Callable[..., Any]
    fixed: Mapping[str, Any]


class Group(NamedTuple):
    """A named part of a pattern: its number in the stage's regular expression, its class of words."""

    name: str
    index: int
    kind: str


class Alphabet:
    """Which character stands for which word, and which characters a class or a word expands to."""

    def __init__(self, classes: Mapping[str, Iterable[str]], unions: Mapping[str, Sequence[str]], made: Iterable[str]) -> None:
        """`classes` are words by class, `unions` classes made of other classes, `made` the results of patterns."""
        self.unions = unions
        names: dict[str, set[str]] = {}
        for name, words in classes.items():
            for word in words:
                names.setdefault(word, set()).add(name)
        codes: dict[frozenset[str], int] = {}
        self.codes = {word: codes.setdefault(frozenset(group), len(codes) + 1) for word, group in names.items()}
        self._chars: dict[str, set[str]] = {name: set() for name in classes}
        for group, code in codes.items():
            for name in group:
                self._chars[name].add(chr(code))
        self.made = {name: chr(0x8000 + index) for index, name in enumerate(sorted(set(made)))}

    def chars(self, name: str) -> set[str]:
        """All characters that a class, a union, a result or a word (with a leading "=") stands for."""
        found = set(self._chars.get(name, ()))
        if name in self.made:
            found.add(self.made[name])
        for part in self.unions.get(name, ()):
            found |= self.chars(part if part.isupper() else "=" + part)
        if not found:
            raise KeyError(name)
        return found


def words_of(pattern: str) -> set[str]:
    """The words and signs that a pattern names literally."""
    return {piece for piece in _PIECE.findall(pattern) if _literal(piece)}


def _literal(piece: str) -> bool:
    return not (piece in _OPERATORS or piece[0].isupper() or piece.startswith("(?") or (len(piece) > 1 and piece[-1] == ":"))


def _expression(form: Form, number: int, alphabet: Alphabet, groups: list[tuple[str, str]]) -> str:
    """The pattern as a regular expression in one outer group; appends (name, class) of each group inside."""
    out, name = [], ""
    for piece in _PIECE.findall(form.pattern):
        if piece.startswith("(?"):
            out.append(piece)
        elif piece == "(" and not name:
            out.append("(?:")
        elif piece in _OPERATORS and piece != "(":
            out.append(piece)
        elif len(piece) > 1 and piece[-1] == ":":
            name = piece[:-1]
        else:
            chars = "".join(re.escape(char) for char in sorted(alphabet.chars("=" + piece if _literal(piece) else piece)))
            out.append(f"([{chars}])" if name else f"[{chars}]")
            if name:
                groups.append((name, piece))
            name = ""
    return f"(?P<f{number}>{''.join(out)})"


class Compiled(NamedTuple):
    """A form of a stage: its character, its named groups in the stage's expression, and its expression alone."""

    form: Form
    char: str
    groups: list[Group]
    alone: str


class Stage:
    """One pass: all its patterns as one alternation, tried in order."""

    def __init__(self, forms: Sequence[Form], alphabet: Alphabet) -> None:
        self._forms: list[Compiled] = []
        self._alone: dict[int, re.Pattern[str]] = {}
        count = 0
        for number, form in enumerate(forms):
            groups: list[tuple[str, str]] = []
            try:
                expression = _expression(form, number, alphabet, groups)
            except KeyError as missing:
                raise ValueError(f"{form.id}: the pattern names {missing}, which is no class") from None
            numbered = [Group(name, count + 2 + index, kind) for index, (name, kind) in enumerate(groups)]
            self._forms.append(Compiled(form, alphabet.made[form.result], numbered, expression))
            count += 1 + len(groups)
        self._search = re.compile("|".join(compiled.alone for compiled in self._forms)).search

    def run(
        self, chars: str, items: list[Item], meaning: Callable[[Item, str], Any], accept: Callable[[str, Item, Item], bool]
    ) -> tuple[str, list[Item]]:
        """The string and its items after all matches of this stage.

        `meaning` tells what a mere word means in a class, `accept` whether a form may take the stretch from one item
        to another. Where it may not, or a builder returns None, the forms behind it are tried, and if none is left
        the first item of the match stays as it is.
        """
        match = self._search(chars)
        if match is None:
            return chars, items
        out_chars: list[str] = []
        out_items: list[Item] = []
        done = 0
        while match is not None:
            start = match.start()
            end, char, built = self._built(match, chars, items, meaning, accept)
            out_chars += (chars[done:start], char or chars[start:end])
            out_items += items[done:start]
            out_items += items[start:end] if char == "" else [Item(items[start].first, items[end - 1].last, built)]
            done = end
            match = self._search(chars, done)
        out_chars.append(chars[done:])
        out_items += items[done:]
        return "".join(out_chars), out_items

    def _built(
        self,
        match: re.Match[str],
        chars: str,
        items: list[Item],
        meaning: Callable[[Item, str], Any],
        accept: Callable[[str, Item, Item], bool],
    ) -> tuple[int, str, Any]:
        """End, character and meaning of the first form from this match on that takes it; "" where none does."""
        start = match.start()
        number, shift = int(match.lastgroup[1:]), 0  # type: ignore[index]  # every alternative is a named group
        found: re.Match[str] | None = match
        while True:
            if found is not None and found.end() > start:
                form, char, groups, _ = self._forms[number]
                end = found.end()
                if accept(form.id, items[start], items[end - 1]):
                    built = form.build(**self._arguments(found, form, groups, shift, items, meaning))
                    if built is not None:
                        return end, char, built
            number += 1
            if number == len(self._forms):
                return start + 1, "", None
            found = self._single(number).match(chars, start)
            shift = self._forms[number].groups[0].index - 2 if self._forms[number].groups else 0

    def _single(self, number: int) -> re.Pattern[str]:
        if number not in self._alone:
            self._alone[number] = re.compile(self._forms[number].alone)
        return self._alone[number]

    @staticmethod
    def _arguments(
        match: re.Match[str], form: Form, groups: list[Group], shift: int, items: list[Item], meaning: Callable[[Item, str], Any]
    ) -> dict[str, Any]:
        arguments = dict(form.fixed)
        for name, index, kind in groups:
            place = match.start(index - shift)
            if place >= 0:
                arguments[name] = meaning(items[place], kind)
        return arguments
