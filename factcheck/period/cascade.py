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
from itertools import zip_longest
from typing import Any, NamedTuple

import msgspec

from factcheck.rulebook import expressions

_PIECE = re.compile(r"\(\?(?:<[=!]|[=!])|[a-z_]+:(?=[^\s])|[A-Z][A-Z_0-9]*|[^\W\d_]+(?:'[^\W\d_]+)*|[()|?*+]|[^\s]")
_ATOM = re.compile(r"\(\?(?:P<\w+>|<[=!]|[=!:])|\[(?:\\.|[^\]\\])*\]|.", re.DOTALL)
_OPERATORS = frozenset("()|?*+")


class Item(msgspec.Struct, frozen=True, gc=False):
    """A word or a recognised phrase: its tokens, half open, and what it means (None for a mere word)."""

    first: int
    last: int
    meaning: Any


Meaning = Callable[[Item, str], Any]
"""What a word or phrase means in a class of words."""

Accept = Callable[[str, Item, Item], bool]
"""Whether a form may take the stretch from one item to another."""


class Form(msgspec.Struct, frozen=True, gc=False):
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
    number: int
    kind: str


class Alphabet:
    """Which character stands for which word, and which characters a class or a word expands to."""

    def __init__(
        self, classes: Mapping[str, Iterable[str]], unions: Mapping[str, Sequence[str]], made: Iterable[str]
    ) -> None:
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


def classes_of(pattern: str) -> set[str]:
    """The classes and results that a pattern names."""
    return {piece for piece in _PIECE.findall(pattern) if piece[0].isupper()}


def _literal(piece: str) -> bool:
    return not (
        piece in _OPERATORS or piece[0].isupper() or piece.startswith("(?") or (len(piece) > 1 and piece[-1] == ":")
    )


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
            chars = "".join(
                re.escape(char) for char in sorted(alphabet.chars("=" + piece if _literal(piece) else piece))
            )
            out.append(f"([{chars}])" if name else f"[{chars}]")
            if name:
                groups.append((name, piece))
            name = ""
    return f"(?P<f{number}>{''.join(out)})"


class _Openings(NamedTuple):
    """How the matches of an expression can begin: their first characters, whether one is `empty` or a `single`
    character, and the second characters of those that are longer."""

    first: set[str]
    empty: bool
    single: bool
    second: set[str]

    def then(self, other: _Openings) -> _Openings:
        """Of this expression followed by another."""
        return _Openings(
            self.first | other.first if self.empty else self.first,
            self.empty and other.empty,
            (self.single and other.empty) or (self.empty and other.single),
            self.second | (other.first if self.single else set()) | (other.second if self.empty else set()),
        )

    def either(self, other: _Openings) -> _Openings:
        """Of this expression or another."""
        return _Openings(
            self.first | other.first, self.empty or other.empty, self.single or other.single, self.second | other.second
        )

    def repeated(self, sign: str) -> _Openings:
        """Of this expression behind which "?", "*" or "+" stands."""
        again = self.then(self).second if sign != "?" else self.second
        return self._replace(empty=self.empty or sign != "+", second=again)


_NOTHING, _NEVER = _Openings(set(), True, False, set()), _Openings(set(), False, False, set())


def _openings(expression: str) -> _Openings:
    """How matches of an expression made here can begin; look-around, which only forbids, is taken for nothing."""
    return _alternation(_ATOM.findall(expression), 0)[0]


def _alternation(pieces: list[str], at: int) -> tuple[_Openings, int]:
    whole, part = _NEVER, _NOTHING
    while at < len(pieces) and pieces[at] != ")":
        if pieces[at] == "|":
            whole, part, at = whole.either(part), _NOTHING, at + 1
            continue
        found, at = _atom(pieces, at)
        part = part.then(found)
    return whole.either(part), at + 1


def _atom(pieces: list[str], at: int) -> tuple[_Openings, int]:
    piece = pieces[at]
    if piece[0] == "[":
        chars = set(re.sub(r"\\(.)", r"\1", piece[1:-1], flags=re.DOTALL))
        found, at = _Openings(chars, False, True, set()), at + 1
    else:
        found, at = _alternation(pieces, at + 1)
        if piece in ("(?=", "(?!", "(?<=", "(?<!"):
            found = _NOTHING
    if at < len(pieces) and pieces[at] in "?*+":
        found, at = found.repeated(pieces[at]), at + 1
    return found, at


class Compiled(msgspec.Struct, frozen=True, gc=False):
    """A form of a stage: its character, its named groups, and its expression, whose group 1 is the whole."""

    form: Form
    char: str
    groups: list[Group]
    expression: str


class Stage:
    """One pass: the patterns of a stage, tried in order at each word with which one of them can begin."""

    def __init__(self, forms: Sequence[Form], alphabet: Alphabet, limited: bool = False) -> None:
        """With `limited`, patterns run within a time limit.

        Raises ValueError for a pattern that names an unknown class, or that matches nothing at all."""
        self._forms: list[Compiled] = []
        starting: dict[str, list[int]] = {}
        following: dict[str, set[str] | None] = {}
        self._compiled: dict[tuple[int, ...], expressions.Expression] = {}
        self._opening: dict[str, expressions.Expression] = {}
        self._limited = limited
        for number, form in enumerate(forms):
            groups: list[tuple[str, str]] = []
            try:
                expression = _expression(form, number, alphabet, groups)
            except KeyError as missing:
                raise ValueError(f"{form.id}: the pattern names {missing}, which is no class") from None
            openings = _openings(expression)
            if openings.empty:
                raise ValueError(f"{form.id}: the pattern can match nothing")
            numbered = [Group(name, 2 + index, kind) for index, (name, kind) in enumerate(groups)]
            self._forms.append(Compiled(form, alphabet.made[form.result], numbered, expression))
            for char in openings.first:
                starting.setdefault(char, []).append(number)
                known = following.setdefault(char, set())
                if openings.single:
                    following[char] = None
                elif known is not None:
                    known.update(openings.second)
        self._candidates = {char: tuple(numbers) for char, numbers in starting.items()}
        self._following = following
        self._start = re.compile(f"[{''.join(map(re.escape, sorted(starting)))}]")

    def starts(self, char: str, following: str) -> bool:
        """Whether a match can begin with a character that another one, or the end (""), follows."""
        known = self._following.get(char, ())
        return known is None or following in known

    def run(
        self,
        chars: str,
        items: list[Item],
        meaning: Meaning,
        accept: Accept,
    ) -> tuple[str, list[Item]]:
        """The string and its items after all matches of this stage.

        `meaning` tells what a mere word means in a class, `accept` whether a form may take the stretch from one item
        to another. Where it may not, or a builder returns None, the forms behind it are tried.
        """
        done = 0
        out_chars: list[str] = []
        out_items: list[Item] = []
        for start in self._start.finditer(chars):
            at = start.start()
            if at < done:
                continue
            char = start[0]
            if not self.starts(char, chars[at + 1 : at + 2]):
                continue
            opening = self._opening.get(char)
            if opening is None:
                opening = self._opening[char] = self._expressions(self._candidates[char])
            match = opening.match(chars, at)
            found = self._built(match, self._candidates[char], chars, items, meaning, accept) if match else None
            if found is not None:
                end, result, built = found
                out_chars += (chars[done:at], result)
                out_items += items[done:at]
                out_items.append(Item(items[at].first, items[end - 1].last, built))
                done = end
        if not done:
            return chars, items
        return "".join(out_chars) + chars[done:], out_items + items[done:]

    def _built(
        self,
        match: re.Match[str] | None,
        numbers: tuple[int, ...],
        chars: str,
        items: list[Item],
        meaning: Meaning,
        accept: Accept,
    ) -> tuple[int, str, Any] | None:
        """End, character and meaning of the first form that takes what starts here, of those after the first match."""
        while match is not None:
            number = int(match.lastgroup[1:])  # type: ignore[index]  # every alternative is a named group
            known = self._forms[number]
            at, end = match.span()
            if accept(known.form.id, items[at], items[end - 1]):
                built = known.form.build(**_arguments(match, known, items, meaning))
                if built is not None:
                    return end, known.char, built
            numbers = numbers[numbers.index(number) + 1 :]
            match = self._expressions(numbers).match(chars, at) if numbers else None
        return None

    def _expressions(self, numbers: tuple[int, ...]) -> expressions.Expression:
        """The alternation of some forms, compiled when it is first needed."""
        if numbers not in self._compiled:
            names = ", ".join(self._forms[number].form.id for number in numbers[:9])
            whole = "|".join(self._forms[number].expression for number in numbers)
            self._compiled[numbers] = expressions.compiled(whole, self._limited, f"times: one of {names}")
        return self._compiled[numbers]


def _arguments(match: re.Match[str], known: Compiled, items: list[Item], meaning: Meaning) -> dict[str, Any]:
    arguments = dict(known.form.fixed)
    shift = match.lastindex or 1
    for name, number, kind in known.groups:
        place = match.start(number + shift - 1)
        if place >= 0:
            arguments[name] = meaning(items[place], kind)
    return arguments


class Cascade:
    """All stages in order, of which each runs only where two characters of the string let it: few do."""

    def __init__(self, stages: Sequence[Stage]) -> None:
        self._stages = stages
        self._able: dict[tuple[str, str], int] = {}

    def run(
        self,
        chars: str,
        items: list[Item],
        meaning: Meaning,
        accept: Accept,
    ) -> tuple[str, list[Item]]:
        """The string and its items after all stages; see `Stage.run`."""
        waiting = self._waiting(chars)
        while waiting:
            number = (waiting & -waiting).bit_length() - 1
            before = items
            chars, items = self._stages[number].run(chars, items, meaning, accept)
            waiting = (waiting if items is before else self._waiting(chars)) & (-2 << number)
        return chars, items

    def _waiting(self, chars: str) -> int:
        """The stages that may find something in a string, as bits."""
        waiting = 0
        for pair in zip_longest(chars, chars[1:], fillvalue=""):
            able = self._able.get(pair)
            if able is None:
                able = sum(1 << number for number, stage in enumerate(self._stages) if stage.starts(*pair))
                self._able[pair] = able
            waiting |= able
        return waiting
