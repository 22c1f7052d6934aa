"""Every regular expression of the package and of the rules, on inputs made to be the worst for it.

    python tests/fuzz/expressions.py [--size 100000]

The inputs come from the structure of an expression: what leads to a repetition, the repeated part many times over, and
then something that breaks the match; besides, pieces that are bad for many. The size grows by steps, so that what is
exponential is seen before it would never end. Prints the slowest ten; status 1 if any takes a second or more
(for smaller inputs, less).
"""

from __future__ import annotations

import argparse
import ast
import importlib
import pkgutil
import re
import sys
import tempfile
import time
from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from re import _constants as codes
from re import _parser as parser
from typing import Any, NamedTuple

sys.path[:0] = [str(Path(__file__).parents[2]), str(Path(__file__).parents[1])]

SIZE = 100_000
"""Characters of the longest input."""

MOST = 1.0
"""Seconds of processor time that no expression may take for it."""

ANYTHING = (
    " ",
    "a",
    "1",
    "a ",
    "1,",
    "1.",
    "1 ",
    "a,",
    "-",
    "A ",
    "(",
    ")",
    "<",
    '"',
    "'",
    "\n",
    "\n ",
    "|",
    "=",
    "a-",
)
"""Pieces that are bad for many expressions."""

BREAKERS = ("\0", "!")
MOST_PIECES = 30
DEEPEST = 5
REPEATS = {codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT}


class Expression(NamedTuple):
    """A compiled expression, where it stands, how it is used, and what it is used on at most."""

    place: str
    pattern: re.Pattern[Any]
    methods: tuple[str, ...] = ("finditer",)
    longest: int = 1_000_000


class Slowest(NamedTuple):
    """What an expression took for its worst input: seconds for `size` characters, and what is predicted for all."""

    seconds: float
    size: int
    expression: Expression
    piece: str


# Where expressions come from


def collected() -> list[Expression]:
    """The expressions that are compiled while all modules are imported and every stage has run once, each once."""
    found: dict[tuple[Any, int], tuple[str, str, int, re.Pattern[Any]]] = {}
    compile_ = re._compile  # type: ignore[attr-defined]

    def noting(pattern: Any, flags: Any) -> Any:
        made = compile_(pattern, flags)
        frame = sys._getframe(1)
        while frame.f_back is not None and frame.f_code.co_filename.endswith(("/re/__init__.py", "/expressions.py")):
            frame = frame.f_back
        name = frame.f_globals.get("__name__", "")
        if name.startswith("factcheck"):
            found.setdefault((made.pattern, made.flags), (name, frame.f_code.co_filename, frame.f_lineno, made))
        return made

    for name in [name for name in sys.modules if name.split(".")[0] == "factcheck"]:
        del sys.modules[name]
    re._compile = noting  # type: ignore[attr-defined]
    try:
        package = importlib.import_module("factcheck")
        for module in pkgutil.walk_packages(package.__path__, "factcheck."):
            if not module.name.endswith(("__main__", ".fit")):
                importlib.import_module(module.name)
        _run()
    finally:
        re._compile = compile_  # type: ignore[attr-defined]
    return sorted((_expression(*one) for one in found.values()), key=lambda one: one.place)


def _expression(module: str, file: str, line: int, pattern: re.Pattern[Any]) -> Expression:
    methods, name = used(file, line)
    place = f"{module}:{name or line}"
    only = tuple(sorted(methods)) if methods <= {"match", "fullmatch"} else ("finditer",)
    return Expression(place, pattern, only, BOUNDED.get(place, 1_000_000))


def used(file: str, line: int) -> tuple[set[str], str]:
    """The methods of the expression that is compiled in a line, and the name it bears ("" for none)."""
    name = next((name for name, first, last in _names(file) if first <= line <= last), "")
    if name:
        where = Path(file).read_text() if name.startswith("_") else _sources()
        return set(re.findall(rf"\b{name}\.(match|fullmatch|search|finditer|findall|sub|subn|split)\b", where)), name
    said = Path(file).read_text().splitlines()[line - 1]
    inline = set(re.findall(r"\.(match|fullmatch|search|finditer|findall|sub|split)\(", said))
    return inline or KNOWN.get(Path(file).stem, {"finditer"}), ""


KNOWN = {"cascade": {"match"}, "lexicon": {"match"}}
"""How expressions that are made of rules are used."""

BOUNDED = {
    "factcheck.reading.tables:_NUMBER": 40,
    "factcheck.reading.tables:_PERIOD": 40,
    "factcheck.extraction.sentences:_LAST_WORD": 24,
    **dict.fromkeys((f"factcheck.structure.totals:{name}" for name in ("_VERB", "_OPENS", "_BOLD")), 40),
    "factcheck.period.cascade:_ATOM": 2_000,
    "factcheck.period.cascade:_PIECE": 4_000,
    "factcheck.extraction.cells:_TAIL": 80,
    "factcheck.derivation.figures:_FROM_TO": 120,
    "factcheck.reading.remarks:_REMARK": 2_000,
    "factcheck.extraction.cells:_GAIN": 200,
    "factcheck.extraction.cells:_LOSS": 200,
}
"""Expressions that only ever see a stretch of a text, of so many characters."""


SQUEEZED = "factcheck.derivation.patterns"
"""Where expressions are made that only see sentences with single blanks."""


@cache
def _names(file: str) -> list[tuple[str, int, int]]:
    """The names that a module assigns, with the lines of their statements."""
    body = ast.parse(Path(file).read_text()).body
    return [
        (target.id, node.lineno, node.end_lineno or node.lineno)
        for node in body
        if isinstance(node, ast.Assign)
        for target in node.targets
        if isinstance(target, ast.Name)
    ]


@cache
def _sources() -> str:
    return "\n".join(path.read_text() for path in (Path(__file__).parents[2] / "factcheck").rglob("*.py"))


def _run() -> None:
    """Runs every stage, so that expressions made of rules, and those inside functions, are compiled."""
    from fuzz import seeds, targets

    import factcheck
    from factcheck import derivation, rulebook
    from factcheck.report import FORMATS, render

    targets.rules.cache_clear()
    list(derivation.examples(rulebook.load()))
    for number in range(len(targets.FORMS)):
        for text in seeds.TEXTS[-4:] if targets.FORMS[number][1] is not bytes else seeds.TEXTS:
            targets.readers(bytes((number, 0)) + text.encode())
    with tempfile.TemporaryDirectory() as name:
        for number, text in enumerate(seeds.TEXTS[:3] * 2):
            suffix = (".md", ".html", ".txt")[number % 3]
            Path(name, f"{number}{suffix}").write_text(text.replace("441.4", f"45{number}.4"))
        report = factcheck.check([name])
        for form in FORMATS:
            render(report, form)


# Inputs made of the structure of an expression


def pieces(pattern: re.Pattern[Any]) -> Iterator[tuple[str, str]]:
    """Pairs of what comes first and what is repeated, for every repetition in the expression and for the whole."""
    text = pattern.pattern if isinstance(pattern.pattern, str) else pattern.pattern.decode("latin-1")
    tree = parser.parse(
        text, pattern.flags & ~re.UNICODE.value if isinstance(pattern.pattern, bytes) else pattern.flags
    )
    seen: set[tuple[str, str]] = set()
    for choice in (0, 1, 2):
        whole = sample(tree, choice)
        for lead, body in (
            ("", whole),
            ("", whole[:-1]),
            ("", whole[: len(whole) // 2]),
            *_repeated(tree, "", choice, 0),
        ):
            if body and (lead, body) not in seen:
                seen.add((lead, body))
                yield lead, body


def _repeated(tree: Iterable[Any], lead: str, choice: int, depth: int) -> Iterator[tuple[str, str]]:
    for code, given in tree:
        if code in REPEATS:
            body = sample(given[2], choice)
            if given[1] > 8:
                yield lead, body
                yield lead, body + " "
            if depth < DEEPEST:
                yield from _repeated(given[2], lead, choice, depth + 1)
        elif code is codes.BRANCH:
            for one in given[1][:6]:
                yield from _repeated(one, lead, choice, depth + 1)
        elif code is codes.SUBPATTERN:
            yield from _repeated(given[-1], lead, choice, depth + 1)
        elif code is codes.ATOMIC_GROUP:
            yield from _repeated(given, lead, choice, depth + 1)
        elif code in (codes.ASSERT, codes.ASSERT_NOT):
            yield from _repeated(given[1], lead if given[0] > 0 else "", choice, depth + 1)
        lead += _sample(code, given, choice)


def sample(tree: Iterable[Any], choice: int) -> str:
    """A text that the expression matches, by the alternative and sign number `choice` where there are several."""
    return "".join(_sample(code, given, choice) for code, given in tree)


def _sample(code: Any, given: Any, choice: int) -> str:
    if code is codes.LITERAL:
        return chr(given)
    if code is codes.NOT_LITERAL:
        return "a" if given != ord("a") else "b"
    if code is codes.ANY:
        return "a1 "[choice]
    if code is codes.IN:
        return _member(given, choice)
    if code is codes.BRANCH:
        return sample(given[1][choice % len(given[1])], choice)
    if code is codes.SUBPATTERN:
        return sample(given[-1], choice)
    if code is codes.ATOMIC_GROUP:
        return sample(given, choice)
    if code in REPEATS:
        return sample(given[2], choice) * min(max(given[0], 1), 50)
    if code is codes.GROUPREF_EXISTS:
        return sample(given[1], choice)
    return ""


_CATEGORIES = {codes.CATEGORY_DIGIT: "1", codes.CATEGORY_SPACE: " ", codes.CATEGORY_WORD: "a"}
_CATEGORIES |= {codes.CATEGORY_NOT_DIGIT: "a", codes.CATEGORY_NOT_SPACE: "a", codes.CATEGORY_NOT_WORD: "-"}


def _member(given: list[Any], choice: int) -> str:
    if given[0][0] is codes.NEGATE:
        refused = re.compile("[" + "".join(map(_written, given[1:])) + "]")
        signs = "a1 -\n\tZé§(<\"'."
        kept = [sign for sign in signs if not refused.match(sign)]
        return kept[choice % len(kept)] if kept else "\u4e00"
    signs = [_one(code, value) for code, value in given]
    return signs[choice % len(signs)]


def _one(code: Any, value: Any) -> str:
    if code is codes.LITERAL:
        return chr(value)
    return chr(value[0]) if code is codes.RANGE else _CATEGORIES.get(value, "a")


def _written(one: tuple[Any, Any]) -> str:
    code, value = one
    if code is codes.LITERAL:
        return re.escape(chr(value))
    if code is codes.RANGE:
        return f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
    return {"1": r"\d", " ": r"\s"}.get(_CATEGORIES.get(value, ""), r"\w")


# Measuring


def inputs(expression: Expression, most: int = MOST_PIECES) -> Iterator[tuple[str, str, str]]:
    """What leads, what is repeated and what breaks, for each input of an expression."""
    found = list(pieces(expression.pattern))
    for lead, body in found[:: len(found) // most + 1]:
        for breaker in BREAKERS:
            yield lead, body, breaker
    for body in ANYTHING[:most]:
        yield "", body, BREAKERS[0]


def worst(expression: Expression, size: int, number: int, most: float = MOST) -> Slowest:
    """The slowest input of an expression; one that would take more than `most` is not run to the end."""
    slowest = Slowest(0.0, 0, expression, "")
    for lead, body, breaker in inputs(expression, number):
        seconds, reached = grown(expression, lead, body, breaker, min(size, expression.longest), most)
        if seconds > slowest.seconds:
            slowest = Slowest(seconds, reached, expression, f"{lead!r} + {body!r} * n + {breaker!r}")
            if seconds >= most:
                break
    return slowest


def grown(expression: Expression, lead: str, body: str, breaker: str, size: int, most: float) -> tuple[float, int]:
    """The seconds for an input of `size`, from steps that are left when they foretell more than `most`."""
    count, total = 6, max(1, size // len(body))
    before = 0.0
    while True:
        count = min(count, total)
        text: Any = lead + body * count + breaker
        if expression.place.startswith(SQUEEZED):
            text = " ".join(text.split())
        if isinstance(expression.pattern.pattern, bytes):
            text = text.encode("latin-1", "replace")
        seconds = spent(expression, text)
        if count == total:
            return seconds, len(text)
        if seconds > most or (seconds > 0.02 and seconds > 3 * before and count < 60):
            return max(seconds, most), len(text)
        growth = max(1.0, seconds / before) if before > 1e-4 else 1.0
        if growth > 8 and seconds * (total / count) ** 2 > 4 * most and seconds > 0.01:
            return seconds * (total / count) ** 2, len(text)
        before = seconds
        count += 4 if count < 30 else 3 * count


def spent(expression: Expression, text: Any) -> float:
    """Processor time of finding all places of the expression in a text, or of trying it at its start and as a whole."""
    before = time.process_time()
    for method in expression.methods:
        found = getattr(expression.pattern, method)(text)
        if method == "finditer":
            deque(found, maxlen=0)
    return time.process_time() - before


def main() -> int:
    given = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    given.add_argument("--size", type=int, default=SIZE)
    given.add_argument("--pieces", type=int, default=MOST_PIECES, help="taken from each expression")
    given.add_argument("--verbose", action="store_true")
    options = given.parse_args()
    most = MOST * max(0.2, options.size / SIZE)
    found = collected()
    results = []
    for one in found:
        before = time.process_time()
        results.append(worst(one, options.size, options.pieces, most))
        if options.verbose and time.process_time() - before > 5:
            print(f"{one.place}: {time.process_time() - before:.0f} s for all inputs", flush=True)
    count = sum(1 for one in found for _ in inputs(one, options.pieces))
    print(f"{len(found)} expressions, {count:,} inputs of {options.size:,}")
    over = [one for one in results if one.seconds >= most]
    for one in sorted(results, key=lambda one: -one.seconds)[: max(10, len(over))]:
        print(f"{one.seconds:8.3f} s at {one.size:7,}  {one.expression.place:45} {one.piece[:100]}")
    return int(bool(over))


if __name__ == "__main__":
    sys.exit(main())
