"""Characters that the whole extraction reads in a second, beside quantulum3 and duckling, and on hostile text.

Processor time of one core, the best of some passes over articles read one by one, as they come. The other two come with
the extra `bench`; without it their lines say so.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from factcheck import _document, extraction, rulebook

PASSES = 3
SAMPLE = 20_000
"""Characters that the slower readers are given."""
LENGTH = 100_000
"""Characters of each hostile text."""
MOST = 20.0
"""How many times slower than news a hostile text may be, for each character."""

HOSTILE = {
    "digits": "7" * LENGTH,
    "digits, many runs": "1234567890 " * (LENGTH // 11),
    "commas": "," * LENGTH,
    "numbers and commas": "1,2," * (LENGTH // 4),
    "open brackets": "(" * LENGTH,
    "bracketed numbers": "(5 " * (LENGTH // 3),
    "a a a": "a " * (LENGTH // 2),
    "nested quotes": "\"'“‘" * (LENGTH // 4),
    "number words": "hundred " * (LENGTH // 8),
    "number words joined": "two and three " * (LENGTH // 14),
    "one sentence of amounts": "5 km and $3 million or 20% of 7 men, " * (LENGTH // 37),
    "one sentence of ranges": "5 to 7 to 9 to " * (LENGTH // 15),
    "hyphens": "-" * LENGTH,
    "hyphened numbers": "5-6-7-" * (LENGTH // 6),
    "slashes": "/" * LENGTH,
    "slashed numbers": "1/2/3/" * (LENGTH // 6),
    "points": "1.2.3." * (LENGTH // 6),
    "dates": "5 May 2017, " * (LENGTH // 12),
    "months": "May June " * (LENGTH // 9),
    "names": "Ann Lee of " * (LENGTH // 11),
    "hedges": "about almost over " * (LENGTH // 18),
    "currencies": "$€£" * (LENGTH // 3),
    "line ends": "\n" * LENGTH,
    "lines of one number": "5\n" * (LENGTH // 2),
}

Reader = Callable[[str], object]
T = TypeVar("T")


def articles(folder: Path) -> list[str]:
    """News: the articles of the development corpus under `folder`, or generated ones where it is absent."""
    found = [path.read_text(encoding="utf-8") for path in sorted(folder.glob("*/docs/*.txt"))]
    if found:
        return found
    import corpus

    return [one.text for some, _ in corpus.generate(200) for one in some]


def whole() -> Reader:
    """The complete extraction: every field of a claim, sentences, periods and publication date included."""
    rules = rulebook.load()
    return lambda text: extraction.read(_document("text", text, None), rules)


def together() -> Callable[[Sequence[str]], object]:
    """The same for many texts, as a corpus is read."""
    rules = rulebook.load()
    return lambda texts: extraction.read_all([_document("text", text, None) for text in texts], rules)


def quantulum() -> Reader:
    """quantulum3 without its trained disambiguation, which is its faster way."""
    from quantulum3 import classifier, parser  # type: ignore[import-not-found]

    classifier.USE_CLF = False
    return parser.parse  # type: ignore[no-any-return]


def duckling() -> Reader:
    """duckling with all its dimensions of quantities and times."""
    import duckling as native  # type: ignore[import-not-found]

    names = "amount-of-money distance duration number ordinal quantity temperature time volume".split()
    zones = native.load_time_zones("/usr/share/zoneinfo")
    now = native.parse_ref_time(zones, "UTC", 1_500_000_000)
    locale = native.parse_locale("EN_US", native.default_locale_lang(native.parse_lang("EN")))
    context, dimensions = native.Context(now, locale), native.parse_dimensions(names)
    return lambda text: native.parse(text, context, dimensions, False)


def seconds(read: Callable[[T], object], texts: Sequence[T], passes: int = PASSES) -> float:
    """Processor time of the best pass over some texts."""

    def once() -> float:
        begin = time.process_time()
        for text in texts:
            read(text)
        return time.process_time() - begin

    return min(once() for _ in range(passes))


def sample(texts: Iterable[str], size: int) -> list[str]:
    """The first texts that together reach a number of characters."""
    kept: list[str] = []
    for text in texts:
        if sum(map(len, kept)) >= size:
            break
        kept.append(text)
    return kept


def compared(texts: Sequence[str]) -> float:
    """Prints the table of readers; gives the seconds that ours takes for a character of news."""
    read = whole()
    alone = seconds(read, texts) / sum(map(len, texts))
    joined = seconds(read, ["\n\n".join(texts)]) / sum(map(len, texts))
    batch = seconds(together(), [texts]) / sum(map(len, texts))
    print("== speed, characters a second on one core")
    print(f"  factcheck, {len(texts)} articles    {1 / alone:12,.0f}")
    print(f"  factcheck, as a corpus    {1 / batch:12,.0f}")
    print(f"  factcheck, joined to one  {1 / joined:12,.0f}")
    some = sample(texts, SAMPLE)
    for name, made in (("quantulum3", quantulum), ("duckling", duckling)):
        try:
            other = seconds(made(), some, 1) / sum(map(len, some))
        except ImportError as missing:
            print(f"  {name:25} {'skipped':>12}  {missing}; install the extra `bench`")
            continue
        print(f"  {name:25} {1 / other:12,.0f}  factcheck reads {other / alone:.0f} times as fast")
    return alone


def hostile(news: float) -> None:
    """Prints the time for a character of each hostile text, as a multiple of that of news."""
    read = whole()
    print(f"== hostile text, time for a character against news (at most {MOST:.0f})")
    for name, text in HOSTILE.items():
        ratio = seconds(read, [text], 1) / len(text) / news
        print(f"  {name:25} {ratio:8.2f}{'  TOO SLOW' if ratio > MOST else ''}")


def show(corpus: Path) -> None:
    """Prints both tables; `corpus` is the folder of news."""
    hostile(compared(articles(corpus)))
