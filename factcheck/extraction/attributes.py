"""The circumstances of a mention: status, scope, speaker, parties and the period that it speaks of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from factcheck.extraction.entities import Name, Names
from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import (
    DENIAL,
    EARLIER,
    ESTIMATE,
    FORECAST,
    HYPOTHETICAL,
    PRONOUN,
    ROLE,
    SCOPE,
    STATUS_MARKS,
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


def status(frame: Frame, mention: Mention) -> Status:
    """As what a number is given: forecast, target, estimate …, by the words of its clause."""
    if not frame.flags:
        return "reported"
    low, high = frame.clause(mention.first)
    near = 0
    for flag in frame.flags:
        if flag.marks & STATUS_MARKS and low <= flag.at < high and flag.at < mention.first + REACH:
            near |= flag.marks
    return next((name for mark, name in _STATUS if near & mark), "reported")


def scope(words: Lexicon, frame: Frame, mention: Mention) -> tuple[str, ...]:
    """Scope words that bear on a number: total, each, nationwide, only, part, earlier."""
    if not frame.flags:
        return ()
    low, high = frame.clause(mention.first)
    found = [
        words.scopes[flag.phrase]
        for flag in frame.flags
        if flag.marks & (SCOPE | EARLIER) and low <= flag.at < high and abs(flag.at - mention.first) <= REACH
    ]
    return tuple(dict.fromkeys(found))


# Speakers


def speaker(tokens: Tokens, frame: Frame, before: str | None) -> str | None:
    """Who is given as the source of a sentence: the name, role or pronoun beside its verb of saying.

    `before` is the speaker last named, for whom "he" and "she" stand.
    """
    for at in reversed(frame.says):
        found = _source(tokens, frame, at, before)
        if found is not None:
            return found
    return None


def _source(tokens: Tokens, frame: Frame, at: int, before: str | None) -> str | None:
    """The source that a verb of saying at token `at` names: its subject, or what follows "according to"."""
    if tokens.words[at] == "to":
        return _named(tokens, frame, at + 1, at + 8, at)
    subject = _named(tokens, frame, at - 7, at, at)
    if subject is not None:
        return subject
    if at > frame.first and tokens.marks[at - 1] & PRONOUN:
        return before if tokens.words[at - 1] in ("he", "she") else None
    return _named(tokens, frame, at + 1, at + 5, at)


def _named(tokens: Tokens, frame: Frame, first: int, last: int, at: int) -> str | None:
    """The person or organisation in a stretch, else a role in it, else a place that stands right beside the verb."""
    inside = [name for name in frame.names if first <= name.first and name.last <= last]
    people = [name for name in inside if not name.place]
    if people:
        return min(people, key=lambda name: _apart(name, at)).shown
    role = next((flag.phrase for flag in frame.flags if flag.marks & ROLE and first <= flag.at < last), None)
    if role is not None:
        return role
    return next((name.shown for name in inside if _apart(name, at) == 0), None)


def _apart(name: Name, at: int) -> int:
    return name.first - at - 1 if name.first > at else at - name.last


# Names


def entities(frame: Frame, mention: Mention) -> tuple[str, ...]:
    """The names of the sentence, those of the mention's clause first, by distance."""
    if len(frame.names) < 2:
        return tuple([name.shown for name in frame.names])
    low, high = frame.clause(mention.first)
    at = mention.first
    ranked = sorted([(not low <= name.first < high, abs(name.first - at), name.shown) for name in frame.names])
    return tuple(dict.fromkeys([shown for _, _, shown in ranked]))[:6]


def parties(words: Lexicon, names: Names, frame: Frame) -> tuple[str, ...]:
    """The places between which something holds: those named, or for "the two countries" those the text is about."""
    keys = sorted(frame.places)
    if frame.pairs and len(keys) < 2:
        keys = sorted(names.places[:2])
    return tuple([words.place_names[key] for key in keys]) if frame.pairs or len(keys) > 1 else ()


# The period of a quantity


def period(frames: list[Frame], position: int, mention: Mention, published: Publication | None) -> Period | None:
    """The period of a number: of its clause, its sentence, the sentence before, or the document."""
    frame = frames[position]
    times = _times(frame, mention)
    if times:
        low, high = frame.clause(mention.first)
        inside = [one for one in times if low <= one.first < high]
        seen = inside or [one for one in times if _open(frame, one)]
        if seen:
            nearest = min(seen, key=lambda one: abs(one.first - mention.first))
            return _found(nearest, "clause" if inside else "sentence")
    if position and frames[position - 1].index == frame.index - 1:
        before = [one for one in _times(frames[position - 1], mention) if _open(frames[position - 1], one)]
        if before:
            return _found(before[-1], "paragraph")
    if published is not None:
        return Period(start=published.start, end=published.end, grain="day", basis="document")
    return None


def _times(frame: Frame, mention: Mention) -> list[Mention]:
    """The times of a sentence that may be those of a quantity: not those that tell when something was said."""
    return [
        one for one in frame.mentions if one.period is not None and one is not mention and not _of_saying(frame, one)
    ]


def _open(frame: Frame, time: Mention) -> bool:
    """Whether a time holds beyond its clause: it does not if that clause is subordinate."""
    if not frame.closed:
        return True
    edge = frame.edges[bisect_right(frame.edges, time.first) - 1]
    at = bisect_left(frame.closed, edge)
    return not (at < len(frame.closed) and frame.closed[at] == edge)


def _of_saying(frame: Frame, time: Mention) -> bool:
    """Whether a date tells when something was said ("said on Monday") and not when it happened."""
    return any(0 < time.first - at <= 3 for at in frame.says)


def _found(time: Mention, basis: str) -> Period:
    assert time.period is not None
    return Period(start=time.period.start, end=time.period.end, grain=time.period.grain, basis=basis)
