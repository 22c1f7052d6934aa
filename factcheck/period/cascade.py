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


class Stage:
    """One pass: all its patterns as one alternation, tried in order."""

    def __init__(self, forms: Sequence[Form], alphabet: Alphabet) -> None:
        parts, self._forms = [], {}
        count = 0
        for number, form in enumerate(forms):
            groups: list[tuple[str, str]] = []
            try:
                parts.append(_expression(form, number, alphabet, groups))
            except KeyError as missing:
                raise ValueError(f"{form.id}: the pattern names {missing}, which is no class") from None
            numbered = [Group(name, count + 2 + index, kind) for index, (name, kind) in enumerate(groups)]
            count += 1 + len(groups)
            self._forms[f"f{number}"] = (form, alphabet.made[form.result], numbered)
        self._search = re.compile("|".join(parts)).search

    def run(
        self, chars: str, items: list[Item], meaning: Callable[[Item, str], Any], accept: Callable[[str, Item, Item], bool]
    ) -> tuple[str, list[Item]]:
        """The string and its items after all matches of this stage.

        `meaning` tells what a mere word means in a class, `accept` whether a form may take the stretch from one item
        to another. Where it may not, or a builder returns None, the first item of the match stays as it is and the
        search goes on behind it.
        """
        match = self._search(chars)
        if match is None:
            return chars, items
        out_chars, out_items, done = [], [], 0
        while match is not None:
            start, end = match.span()
            form, char, groups = self._forms[match.lastgroup]  # type: ignore[index]
            built = None
            if end > start and accept(form.id, items[start], items[end - 1]):
                arguments = dict(form.fixed)
                for name, index, kind in groups:
                    place = match.start(index)
                    if place >= 0:
                        arguments[name] = meaning(items[place], kind)
                built = form.build(**arguments)
            if built is None:
                end = start + 1
                out_chars.append(chars[done:end])
                out_items.extend(items[done:end])
            else:
                item = Item(items[start].first, items[end - 1].last, built)
                out_chars += (chars[done:start], char)
                out_items.extend(items[done:start])
                out_items.append(item)
            done = end
            match = self._search(chars, done)
        out_chars.append(chars[done:])
        out_items.extend(items[done:])
        return "".join(out_chars), out_items
