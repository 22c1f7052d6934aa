"""The circumstances of a mention: status, scope, speaker, parties and the period that it speaks of."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from factcheck.extraction.entities import Name, Names
from factcheck.extraction.frame import Flag, Frame, hyphenated
from factcheck.extraction.lexicon import (
    BARE,
    DENIAL,
    EARLIER,
    ESTIMATE,
    FORECAST,
    FUNCTION,
    HYPOTHETICAL,
    MODAL,
    PRONOUN,
    ROLE,
    SAYING,
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


def status(tokens: Tokens, frame: Frame, mention: Mention, set_ahead: bool) -> Status:
    """As what a number is given: forecast, target, estimate …, by the words of its clause. What sellers `set_ahead` is
    no forecast: "it will cost $799".
    """
    if not frame.flags or (mention.kind in ("duration", "measure") and hyphenated(tokens, mention)):
        return "reported"
    low, high = frame.clause(mention.first)
    if tokens.words[low] == "that":
        low -= REPORTING  # "denied that …"
    near = 0
    given = _given(tokens, mention)
    for flag in frame.flags:
        if set_ahead and tokens.marks[flag.at] & MODAL:
            continue
        if flag.marks & STATUS_MARKS and low <= flag.at < high and flag.at < mention.first + REACH:
            near |= flag.marks & DENIAL if given and flag.at < mention.first else flag.marks
    return next((name for mark, name in _STATUS if near & mark), "reported")


_GIVEN = frozenset({"the", "its", "their", "his", "her", "these", "those", "this"})
_AHEAD = frozenset({"mark", "level", "target", "goal", "milestone", "threshold", "barrier", "figure"})


def _given(tokens: Tokens, mention: Mention) -> bool:
    """Whether a value only tells of which known thing is spoken: "hopes for a share of the $5 billion market"."""
    if mention.first < 1 or tokens.words[mention.first - 1] not in _GIVEN or mention.last >= len(tokens):
        return False
    following = tokens.words[mention.last]
    named = mention.noun is not None or (following.isalpha() and not tokens.marks[mention.last] & _UNNAMED)
    return named and following not in _AHEAD


def scope(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention) -> tuple[str, ...]:
    """Scope words that bear on a number: total, each, nationwide, only, part, earlier."""
    found = _scope_words(tokens, words, frame, mention) if frame.flags else ()
    return (*found, "earlier") if "earlier" not in found and _held_against(tokens, frame, mention) else found


def _held_against(tokens: Tokens, frame: Frame, mention: Mention) -> bool:
    """Whether a value is one of another time that a present one is held against: "fewer than the 41 detained last
    year", "from 12 in 2010".
    """
    low, high = frame.clause(mention.first)
    timed = any(mention.last <= time.first < high for time in frame.times)
    return timed and mention.kind not in ("date", "time") and _is_other(tokens, mention, max(low, mention.first - 3))


def _scope_words(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention) -> tuple[str, ...]:
    low, high = frame.clause(mention.first)
    fronted, _ = frame.clause(low - 1) if low > frame.first else (low, high)
    if low - fronted <= FRONTED:
        low = fronted
    found = [
        words.scopes[flag.phrase]
        for flag in frame.flags
        if flag.marks & _SCOPES and low <= flag.at < high and _bears(tokens, words, frame, flag, mention)
    ]
    return tuple(dict.fromkeys(found))


def _bears(tokens: Tokens, words: Lexicon, frame: Frame, flag: Flag, mention: Mention) -> bool:
    """Whether a scope word is near enough: words of part and "only" stand right before their number, or behind it."""
    apart = mention.first - flag.at
    if flag.marks & EARLIER and flag.at == frame.clause(mention.first)[0] + 1 and tokens.words[flag.at - 1] in _GIVEN:
        return True  # "The earlier study in 840 volunteers had shown 65 percent"
    if flag.at == mention.last and words.scopes[flag.phrase] == "part" and not flag.marks & FUNCTION:
        return True
    if any(one.first <= flag.at < one.last for one in frame.mentions if one is not mention or flag.phrase == "per"):
        return False  # "per" of a unit tells no scope, "per cent" least of all
    if flag.at == mention.last and flag.phrase.startswith("of "):
        return True
    if words.scopes[flag.phrase] in ("part", "only"):
        return -4 <= apart <= 4 if flag.marks & FUNCTION else 0 <= apart <= 4
    return abs(apart) <= REACH


_SCOPES = SCOPE | EARLIER
_UNNAMED = BARE | SAYING
"""Marks of words that belong to no name of a body."""
FRONTED = 3
"""Tokens, comma included, of an adverbial that opens a sentence and belongs to its next clause: "Nationwide, …"."""
REPORTING = 2
"""Tokens before "that" in which a word tells as what the clause behind it is given."""

# Speakers


def speaker(tokens: Tokens, words: Lexicon, frame: Frame, before: str | None) -> str | None:
    """Who is given as the source of a sentence: the name, role or pronoun beside its verb of saying.

    `before` is the speaker last named, for whom "he" and "she" stand.
    """
    for at in reversed(frame.says):
        if _subordinate(tokens, frame, at):
            continue
        found = _source(tokens, words, frame, at, before)
        if found is not None:
            return found
    return None


def _subordinate(tokens: Tokens, frame: Frame, at: int) -> bool:
    """Whether a verb of saying stands in a clause that tells when or why: "… when the firm disclosed its plans"."""
    edge, _ = frame.clause(at)
    return edge in frame.closed and tokens.words[edge] not in ("as", "who", "which")


def _source(tokens: Tokens, words: Lexicon, frame: Frame, at: int, before: str | None) -> str | None:
    """The source that a verb of saying at token `at` names: its subject, or what follows "according to"."""
    if tokens.words[at] == "to" or tokens.words[at + 1 : at + 2] == ["by"]:
        return _named(tokens, words, frame, at + 1, at + 9, at)
    if at > frame.first and tokens.marks[at - 1] & PRONOUN:
        return before if tokens.words[at - 1] in ("he", "she") else None
    subject = _named(tokens, words, frame, at - 7, at, at)
    if subject is None and tokens.words[at] in _TELLING:
        return next((name.shown for name in frame.names if name.last <= at and not name.place), None)
    return subject or _named(tokens, words, frame, at + 1, at + 9, at)


_TELLING = frozenset({"told", "tell", "tells", "telling", "informed", "inform", "informs"})
"""Verbs whose object is the hearer."""


def _named(tokens: Tokens, words: Lexicon, frame: Frame, first: int, last: int, at: int) -> str | None:
    """The person or organisation in a stretch, else a role in it, else a place that stands right beside the verb."""
    inside = [name for name in frame.names if first <= name.first and name.last <= last]
    people = [name for name in inside if not name.place]
    if people:
        return min(people, key=lambda name: _apart(name, at)).shown
    body = _body(tokens, words, frame, first, last, at)
    if body is not None:
        return body
    roles = [flag for flag in frame.flags if flag.marks & ROLE and first <= flag.at < last and _is_role(tokens, flag)]
    if roles:
        return min(roles, key=lambda flag: (abs(flag.at - at), -len(flag.phrase))).phrase
    return next((name.shown for name in inside if _apart(name, at) == 0), None)


def _body(tokens: Tokens, words: Lexicon, frame: Frame, first: int, last: int, at: int) -> str | None:
    """The organisation or document in small letters that stands right before a verb of saying, or right behind
    "according to": "the statistics office said"."""
    stop = at
    if at < last:
        stop = next(
            (one + 1 for one in range(first, min(first + 4, frame.last)) if tokens.words[one] in words.sources), at
        )
        ends = stop >= frame.last or not tokens.words[stop][0].isalpha()
        if not ends and tokens.words[first - 1] not in ("to", "by"):
            return None  # "said the council had …"
    if stop <= frame.first or tokens.words[stop - 1] not in words.sources:
        return None
    start = stop - 1
    while start > max(frame.first, stop - 4) and not tokens.marks[start - 1] & _UNNAMED:
        start -= 1
    return " ".join(tokens.words[start:stop])


def _is_role(tokens: Tokens, flag: Flag) -> bool:
    """Whether a word is a role and not an adjective ("major cities")."""
    behind = flag.at + 1 + flag.phrase.count(" ")
    if behind >= len(tokens) or tokens.marks[behind] & _UNNAMED:
        return True
    return tokens.text[tokens.starts[behind]].isupper()


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
    return tuple([words.place_names[key] for key in keys]) if len(keys) > 1 else ()


# The period of a quantity


def period(
    tokens: Tokens,
    frames: list[Frame],
    position: int,
    mention: Mention,
    published: Publication | None,
    lasting: bool = False,
) -> Period | None:
    """The period of a number: of its clause, its sentence, the sentence before, or the document. That of a `lasting`
    value is not the day of an event that it is told with.
    """
    frame = frames[position]
    when = _when(tokens, frame, mention)
    if when is not None:
        return when
    times = [one for one in _times(frame, mention) if not _compared(tokens, frame, mention, one)]
    if lasting:
        times = [one for one in times if not _of_event(one)]
    if times:
        low, high = frame.clause(mention.first)
        inside = [one for one in times if low <= one.first < high]
        seen = inside or [one for one in times if _open(frame, one) and not _parted(tokens, one, mention)]
        if mention.kind in _REPORTED:  # "second-quarter revenue of $5m on Thursday"
            seen = [one for one in seen if one.period is not None and one.period.grain not in _DATED] or seen
        if seen:
            nearest = min(seen, key=lambda one: abs(one.first - mention.first))
            return _found(nearest, "clause" if inside else "sentence") if nearest.period is not None else None
    goes_on = position and not lasting and _goes_on(tokens, frame, mention)
    if goes_on and frames[position - 1].index == frame.index - 1:
        past = frames[position - 1]
        before = [one for one in _times(past, mention) if _open(past, one) and not _base(tokens, one)]
        last = before[-1].period if before else None
        if last is not None and (mention.kind in _REPORTED or last.grain in _DATED):
            return _found(before[-1], "paragraph")
    if published is not None:
        return Period(start=published.start, end=published.end, grain="day", basis="document")
    return None


def _base(tokens: Tokens, time: Mention) -> bool:
    """Whether a time is that of what another figure is compared with: "up 6% from a year earlier"."""
    return tokens.words[time.first - 1 : time.first] in (["from"], ["than"], ["against"], ["versus"])


def _when(tokens: Tokens, frame: Frame, mention: Mention) -> Period | None:
    """The time that a clause opened by "when" or behind a label tells of: "the worst since 2010, when 14 perished",
    "£386m (2024: £412m)".
    """
    low, _ = frame.clause(mention.first)
    label = low > frame.first and tokens.words[low - 1] == ":"
    if not label and tokens.words[low] != "when":
        return None
    end = low - (label or tokens.words[low - 1] == ",")
    time = next((one for one in frame.mentions if one.last == end and one.period is not None), None)
    if time is None:
        return None
    found = _found(time, "clause")
    if found.end is None and found.start is not None:  # "since 2010"
        return Period(start=found.start, end=found.start[:4] + "-12-31", grain=found.grain, basis="clause")
    return found


def _parted(tokens: Tokens, one: Mention, two: Mention) -> bool:
    """Whether a semicolon stands between two mentions."""
    return ";" in tokens.words[min(one.last, two.last) : max(one.first, two.first)]


_REPORTED = frozenset({"money", "percent"})
"""Kinds of figures that are told for whole months and years, sentence after sentence."""
_DATED = frozenset({"day", "hour", "minute", "second"})


def _of_event(time: Mention) -> bool:
    """Whether a time tells a day without its year: that of what the news is about ("on Sunday")."""
    return time.period is None or (time.period.grain in _DATED and time.period.basis != "stated")


_LASTING = frozenset({"is", "are", "has", "have", "sits", "lies"})
_COMPARING = frozenset({"than", "compared", "against", "versus", "same", "previous"})


def _goes_on(tokens: Tokens, frame: Frame, mention: Mention) -> bool:
    """Whether a sentence without a time goes on with the time of the one before: ages and lasting facts do not."""
    if mention.kind in ("age", "duration"):
        return False
    low, high = frame.clause(mention.first)
    return _LASTING.isdisjoint(tokens.words[low:high])


def _compared(tokens: Tokens, frame: Frame, mention: Mention, time: Mention) -> bool:
    """Whether a time is only that of what a value or a change is compared with: "up 4% on the same week last year",
    "34 seats, up from 31 in 2020".
    """
    if time.first < mention.last:
        return False
    if time.last < frame.last and tokens.words[time.last] == ":":
        return True  # a label of what stands behind it
    low, high = frame.clause(time.first)
    if not low <= mention.first < high and any(
        one.kind == mention.kind and low <= one.first < time.first and _is_other(tokens, one, low)
        for one in frame.mentions
    ):
        return True
    if mention.change not in ("up", "down", "by", "times"):
        return False
    before = tokens.words[max(mention.last, time.first - 4) : time.first]
    dated = time.period is None or time.period.grain in _DATED
    return not _COMPARING.isdisjoint(before) or (before[-1:] == ["on"] and not dated)


def _is_other(tokens: Tokens, one: Mention, low: int) -> bool:
    """Whether a value is one that another is held against: "up from 31", "fewer than the 41 detained"."""
    return one.change == "from" or not _COMPARING.isdisjoint(tokens.words[low : one.first])


def _times(frame: Frame, mention: Mention) -> list[Mention]:
    """The times of a sentence that may be those of a quantity: not those that tell when something was said. One whose
    period is not known stands for itself: no other time of the sentence does.
    """
    return [one for one in frame.times if one is not mention]


def _open(frame: Frame, time: Mention) -> bool:
    """Whether a time holds beyond its clause: it does not if that clause is subordinate."""
    if not frame.closed:
        return True
    edge = frame.edges[bisect_right(frame.edges, time.first) - 1]
    at = bisect_left(frame.closed, edge)
    return not (at < len(frame.closed) and frame.closed[at] == edge)


def _found(time: Mention, basis: str) -> Period:
    assert time.period is not None
    return Period(start=time.period.start, end=time.period.end, grain=time.period.grain, basis=basis)
