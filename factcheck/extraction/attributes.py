"""The circumstances of a mention: status, scope, speaker, parties and the period that it speaks of."""

from __future__ import annotations

from factcheck.extraction.entities import Name, Names
from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import (
    DENIAL,
    EARLIER,
    ESTIMATE,
    FORECAST,
    HYPOTHETICAL,
    ROLE,
    SCOPE,
    TARGET,
    Lexicon,
)
from factcheck.model import Mention, Period, Publication, Status
from factcheck.tokens import Tokens

_STATUS: tuple[tuple[int, Status], ...] = (
    (DENIAL, "denied"),
    (HYPOTHETICAL, "hypothetical"),
    (TARGET, "target"),
    (FORECAST, "forecast"),
    (ESTIMATE, "estimate"),
)
REACH = 8
"""Tokens within which a scope or status word qualifies a number of its clause."""


def status(tokens: Tokens, frame: Frame, mention: Mention) -> Status:
    """As what a number is given: forecast, target, estimate …, by the words of its clause."""
    low, high = frame.clause(mention.first)
    near = 0
    for at in frame.flags:
        if low <= at < high and at < mention.first + REACH:
            near |= tokens.marks[at]
    return next((name for mark, name in _STATUS if near & mark), "reported")


def scope(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention) -> tuple[str, ...]:
    """Scope words that bear on a number: total, each, nationwide, only, part, earlier."""
    low, high = frame.clause(mention.first)
    found = [
        words.scopes[tokens.words[at]]
        for at in frame.flags
        if low <= at < high and tokens.marks[at] & (SCOPE | EARLIER) and abs(at - mention.first) <= REACH
    ]
    return tuple(dict.fromkeys(found))


def speaker(tokens: Tokens, words: Lexicon, frame: Frame) -> str | None:
    """Who is given as the source of a sentence: the name or role next to its verb of saying."""
    if not frame.says:
        return None
    at = frame.says[-1]
    name = min(frame.names, key=lambda one: (min(abs(one.first - at), abs(one.last - at)), one.first), default=None)
    if name is not None and min(abs(name.first - at), abs(name.last - at)) <= 6:
        return shown(name, words)
    role = next((i for i in frame.flags if tokens.marks[i] & ROLE and abs(i - at) <= 5), None)
    return tokens.words[role] if role is not None else None


def shown(name: Name, words: Lexicon) -> str:
    """A name as it is shown: the country for its demonym, else in title case."""
    if name.place:
        return words.place_names[name.key]
    return " ".join(part if part.isupper() else part[:1].upper() + part[1:] for part in name.key.split(" "))


def entities(words: Lexicon, frame: Frame, mention: Mention) -> tuple[str, ...]:
    """The names of the sentence, those of the mention's clause first, by distance."""
    low, high = frame.clause(mention.first)

    def distance(name: Name) -> tuple[bool, int]:
        return not low <= name.first < high, abs(name.first - mention.first)

    return tuple(dict.fromkeys(shown(name, words) for name in sorted(frame.names, key=distance)))[:6]


def parties(words: Lexicon, names: Names, frame: Frame) -> tuple[str, ...]:
    """The places between which something holds: those named, or for "the two countries" those the text is about."""
    keys = sorted({name.key for name in frame.names if name.place})
    if frame.pairs and len(keys) < 2:
        keys = sorted(names.places[:2])
    return tuple(words.place_names[key] for key in keys) if frame.pairs or len(keys) > 1 else ()


def period(frames: list[Frame], position: int, mention: Mention, published: Publication | None) -> Period | None:
    """The period of a number: of its clause, its sentence, the sentence before, or the document."""
    frame = frames[position]
    low, high = frame.clause(mention.first)
    times = [m for m in frame.mentions if m.period is not None and m is not mention and not _of_saying(frame, m)]
    nearest = sorted(times, key=lambda m: (not low <= m.first < high, abs(m.first - mention.first)))
    for time in nearest[:1]:
        return _found(time, "clause" if low <= time.first < high else "sentence")
    if position and frames[position - 1].index == frame.index - 1:
        before = [
            m for m in frames[position - 1].mentions if m.period is not None and not _of_saying(frames[position - 1], m)
        ]
        if before:
            return _found(before[-1], "paragraph")
    if published is not None:
        return Period(start=published.start, end=published.end, grain="day", basis="document")
    return None


def _of_saying(frame: Frame, time: Mention) -> bool:
    """Whether a date tells when something was said ("said on Monday") and not when it happened."""
    return any(0 < time.first - at <= 3 for at in frame.says)


def _found(time: Mention, basis: str) -> Period:
    assert time.period is not None
    return Period(start=time.period.start, end=time.period.end, grain=time.period.grain, basis=basis)
