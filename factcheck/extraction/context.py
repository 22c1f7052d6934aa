"""What alignment compares beside the published fields of a claim: words by distance, neighbours, position in lists."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

from factcheck.extraction.entities import Name, Names
from factcheck.extraction.frame import Frame, hyphenated, key
from factcheck.extraction.lexicon import BASE, MODAL, PREDICATE, SAYING, Lexicon
from factcheck.extraction.measure import Measured
from factcheck.extraction.nominal import RELATIVE, is_verb
from factcheck.model import Context, Mention, Publication
from factcheck.tokens import PAST, Tokens

TITLED = 3
"""Words that may stand between an age and the name of its bearer: "the 20-year-old team captain Ann Lee"."""

RUNNING = "nth-unit"
"""The rule of durations that go on: "a third week"."""

WINDOW = 10
"""Tokens on either side whose content words are kept with their distance."""


def of(
    tokens: Tokens,
    words: Lexicon,
    names: Names,
    frame: Frame,
    mention: Mention,
    measured: Measured,
    published: Publication | None,
) -> Context:
    """The context of `mention` in the sentence of `frame`."""
    topic = _topic(tokens, words, names, frame.index) if _goes_on(tokens, words, frame.index) else None
    return Context(
        head=measured.head,
        modifiers=measured.modifiers,
        concepts=measured.concepts,
        events=measured.events,
        near=_near(frame, mention.first, mention.last),
        predicate=_predicate(tokens, words, frame, mention),
        subject=_subject(tokens, names, frame, mention, topic),
        bearer=_bearer(tokens, frame, mention, topic),
        places=frame.places,
        qualifiers=_qualifiers(tokens, frame, mention),
        moves=measured.measure in words.moving or mention.rule == RUNNING,
        slow=measured.measure in words.slow,
        words=frame.words,
        neighbours=tuple([key for other, key in frame.keyed if other is not mention]),
        group=mention.group,
        bracket_of=_bracketed(tokens, frame, mention),
        hyphenated=hyphenated(tokens, mention),
        role="dateline"
        if mention.kind in ("date", "time") and _is_dateline(tokens, frame, mention, published)
        else "prose",
        sentence=frame.index,
        published=published,
    )


def _near(frame: Frame, first: int, last: int) -> tuple[tuple[str, int], ...]:
    """The roots around a mention with their distance in tokens: negative before it, from 1 behind it."""
    content = frame.content
    low, start = bisect_left(content, first - WINDOW), bisect_left(content, first)
    stop, high = bisect_left(content, last), bisect_left(content, last + WINDOW)
    before, behind = map((-first).__add__, content[low:start]), map((1 - last).__add__, content[stop:high])
    return (*zip(frame.roots[low:start], before, strict=True), *zip(frame.roots[stop:high], behind, strict=True))


def _bracketed(tokens: Tokens, frame: Frame, mention: Mention) -> str | None:
    """For a value in brackets, the value before them that it restates or explains; "" if there is none."""
    if mention.first <= frame.first or tokens.words[mention.first - 1] != "(":
        return None
    found = primary(tokens, frame, mention)
    return key(found) if found is not None else ""


def primary(tokens: Tokens, frame: Frame, mention: Mention) -> Mention | None:
    """The mention right before the bracket that opens before `mention`."""
    before = [other for other in frame.mentions if other.last in (mention.first - 1, mention.first - 2)]
    return before[-1] if before else None


Topic = list[Name] | None
"""Whom a sentence goes on about: one name, or none that is known; None if it does not go on."""


def _subject(tokens: Tokens, names: Names, frame: Frame, mention: Mention, topic: Topic) -> tuple[str, ...]:
    """The words of the name that the mention is most likely said of: for an age before its noun ("the 20-year-old
    driver Ann Lee") the name right behind; else the last before it in its clause or its sentence. Where the sentence
    goes on about somebody ("It …", "The company …"), whom the sentence before is about; where it names none, the last
    name of that one."""
    if mention.kind == "age" and hyphenated(tokens, mention):
        behind = next((name for name in frame.names if 0 <= name.first - mention.last <= TITLED), None)
        if behind is not None and not behind.place and "," not in tokens.words[mention.last : behind.first]:
            return _keys(behind)
    if mention.kind == "age" and _of_nobody(tokens, mention):
        return ()
    low, _ = frame.clause(mention.first)
    before = [name for name in frame.names if name.last <= mention.first and not _hearsay(tokens, name)]
    found = [name for name in before if name.first >= low] or before
    if not found and topic is not None:
        found = topic
    elif not frame.names:
        found = names.before(frame.first)
    return _keys(found[-1]) if found else ()


def _bearer(tokens: Tokens, frame: Frame, mention: Mention, topic: Topic) -> tuple[str, ...]:
    """The words of the name that a sentence is about beyond doubt: that opens it, no other standing before the mention,
    or that opened the sentence or heading that it goes on from."""
    before, start = [name for name in frame.names if name.last <= mention.first], frame.first
    if not before and topic:
        before, start = topic, _start(tokens, topic[0].first)
    if len(before) != 1 or before[0].first - start > OPENING or tokens.marks[before[0].last] & SAYING:
        return ()
    return _keys(before[0])


OPENING = 1
"""Tokens that may stand before the name that opens a sentence: an article, the sign of a heading."""


def _start(tokens: Tokens, token: int) -> int:
    """The first token of the sentence of `token`."""
    return tokens.sentences[bisect_right(tokens.sentences, token) - 1]


def _of_nobody(tokens: Tokens, mention: Mention) -> bool:
    """Whether an age is that of one who is not named: "an 11-year-old girl", "a clerk then aged 24"."""
    words, at = tokens.words, mention.first - 1
    if at >= 0 and words[at] in ("a", "an"):
        return True
    while at > 0 and words[at] in ("aged", "then", "now", ","):
        at -= 1
    return at < mention.first - 1 and at > 0 and words[at - 1] in ("a", "an")


def _hearsay(tokens: Tokens, name: Name) -> bool:
    """Whether a name is only that of a source or a hearer: "according to the Post", "told Reuters"."""
    at = name.first - (tokens.words[name.first - 1 : name.first] == ["the"])
    before = tokens.words[max(0, at - 2) : at]
    return before == ["according", "to"] or before[-1:] in (["told"], ["tells"])


FARTHEST = 3
"""Sentences that are gone back for whom "it" means."""


def _goes_on(tokens: Tokens, words: Lexicon, sentence: int) -> bool:
    """Whether a sentence opens with a pronoun, or with what stands for a name: "The company …", "Its plant …"."""
    first = tokens.sentences[sentence]
    opener = tokens.words[first]
    return opener in _GOING_ON or (opener == "the" and tokens.words[first + 1] in words.anaphors)


_GOING_ON = frozenset({"it", "its", "he", "his", "she", "her", "they", "their"})


def _topic(tokens: Tokens, words: Lexicon, names: Names, sentence: int) -> list[Name]:
    """The name that opens the last sentence before `sentence` that does not itself go on about another."""
    for at in range(sentence - 1, max(sentence - 1 - FARTHEST, -1), -1):
        found = names.within(tokens.sentences[at], tokens.sentences[at + 1])
        named = [name for name in found if not _hearsay(tokens, name)]
        if named and not _goes_on(tokens, words, at):
            return named[:1]
    return []


DATELINE = 10
"""Tokens from the start of a sentence within which a dateline ends: "LA PAZ, Bolivia, March 18 - About …"."""

DASHES = frozenset("-–—")


def _is_dateline(tokens: Tokens, frame: Frame, mention: Mention, published: Publication | None) -> bool:
    """Whether a time only tells when its text was written: before the dash that opens a report, alone in a line, or
    the day of publication in a line at the top that tells nothing of what was done.
    """
    dated = published is not None and mention.period is not None and mention.period.start == published.start
    if dated and mention.start < TOP and not frame.verbs:
        return True
    behind = mention.last + 1 if tokens.words[mention.last : mention.last + 1] == ["("] else mention.last
    if mention.last - frame.first <= DATELINE and behind < frame.last and tokens.words[behind] in DASHES:
        return not frame.verbs or frame.verbs[0] > mention.first
    text = tokens.text
    first, last = text.rfind("\n", 0, mention.start) + 1, text.find("\n", mention.end)
    line = text[first : last if last >= 0 else len(text)]
    times = sum(one.end - one.start for one in frame.mentions if first <= one.start < first + len(line))
    return len(line) - times <= STAMP


TOP = 300
"""Characters at the top of a text in which its date may stand."""

STAMP = 16
"""Characters beside the times in a line that only tells when a text was written: "Updated: 11 May, 18:50 IST"."""


def verbs(tokens: Tokens, frame: Frame) -> list[int]:
    """The tokens of a sentence that are verbs with content: neither "is" and "has" nor verbs of saying, which tell
    nothing of what was done.
    """
    words, marks = tokens.words, tokens.marks
    likely = [at for at in frame.content if marks[at] & _LIKELY or marks[at - 1] & MODAL or words[at - 1] in RELATIVE]
    return [at for at in likely if not marks[at] & SAYING and (is_verb(tokens, frame, at) or _infinitive(tokens, at))]


_LIKELY = PREDICATE | PAST | BASE
"""Marks without which a word is a verb only behind one that asks for it: most words are passed over by these alone."""


def _infinitive(tokens: Tokens, at: int) -> bool:
    """Whether a verb stands in its base form behind "to"."""
    return at > 0 and tokens.words[at - 1] == "to" and bool(tokens.marks[at] & BASE)


def _predicate(tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention) -> tuple[str, ...]:
    """The root of the verb of a mention's clause: the last before it, or, where none stands there, the first behind it;
    for a time, which any verb may stand with, both.
    """
    low, high = frame.clause(mention.first)
    at = bisect_left(frame.verbs, mention.first)
    behind = bisect_left(frame.verbs, mention.last)
    found = [frame.verbs[at - 1]] if at and frame.verbs[at - 1] >= low else []
    if (not found or mention.kind in ("date", "time")) and behind < len(frame.verbs) and frame.verbs[behind] < high:
        found.append(frame.verbs[behind])
    return tuple([words.roots[tokens.words[verb]] for verb in found])


def _keys(name: Name) -> tuple[str, ...]:
    return (name.key,) if name.place else tuple([part for part in name.key.split(" ") if len(part) > 2])


def _qualifiers(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[str, ...]:
    """Quantities that tell which thing is meant, hyphenated ones and ranks ("the 13-inch model", "the second quake"):
    those of the mention's clause, or else the last before it and all that stand with that one."""
    if not frame.qualifying:
        return ()
    found = [one for one in frame.qualifying if one[0] is not mention]
    if not found:
        return ()
    low, high = _stretch(tokens, frame, mention)
    inside = [key for other, key in found if low <= other.first < high]
    before = [other for other, _ in found if other.first < mention.first]
    if inside or not before:
        return tuple(inside or [key for _, key in found])
    low, _ = frame.clause(before[-1].first)
    return tuple([key for other, key in found if low <= other.first <= before[-1].first])


def _stretch(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[int, int]:
    """The clause of a mention, brackets left open: "2.4 pounds (1.1 kg) for the 11-inch model"."""
    low, high = frame.clause(mention.first)
    while low > frame.first and tokens.words[low - 1] in "()":
        low, _ = frame.clause(low - 1)
    while high < frame.last and tokens.words[high - 1] in "()":
        _, high = frame.clause(high)
    return low, high
