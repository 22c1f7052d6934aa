"""What alignment compares beside the published fields of a claim: words by distance, neighbours, position in lists."""

from __future__ import annotations

from factcheck.extraction.entities import Name, Names
from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import Lexicon
from factcheck.extraction.measure import Measured
from factcheck.model import Context, Mention, Publication
from factcheck.tokens import Tokens

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
    low, high = mention.first - WINDOW, mention.last + WINDOW
    near = tuple(
        (found, at - mention.last + 1 if at >= mention.last else at - mention.first)
        for at, found in frame.stems.items()
        if low <= at < high and not mention.first <= at < mention.last
    )
    return Context(
        head=measured.head,
        modifiers=measured.modifiers,
        concepts=measured.concepts,
        events=measured.events,
        near=near,
        subject=_subject(names, frame, mention),
        places=tuple(dict.fromkeys(name.key for name in frame.names if name.place)),
        qualifiers=_qualifiers(tokens, frame, mention),
        moves=measured.measure in words.moving,
        words=tuple(dict.fromkeys(frame.stems.values())),
        neighbours=tuple(
            _key(other)
            for other in frame.mentions
            if other is not mention and other.value is not None and other.value.point is not None
        ),
        group=mention.group,
        bracket_of=_primary(tokens, frame, mention),
        hyphenated=_hyphenated(tokens, mention),
        sentence=frame.index,
        published=published,
    )


def _primary(tokens: Tokens, frame: Frame, mention: Mention) -> str | None:
    """For a value in brackets, the value before them that it restates or explains; "" if there is none."""
    if mention.first <= frame.first or tokens.words[mention.first - 1] != "(":
        return None
    before = [other for other in frame.mentions if other.last in (mention.first - 1, mention.first - 2)]
    return _key(before[-1]) if before else ""


def _key(mention: Mention) -> str:
    if mention.value is None or mention.value.point is None:
        return mention.timex or ""
    return f"{mention.dimension or mention.kind}:{mention.value.point * mention.factor:.6g}"


def _subject(names: Names, frame: Frame, mention: Mention) -> tuple[str, ...]:
    """The words of the name that the mention is most likely said of: the last before it in its clause, in its
    sentence, or, where the sentence names none, the last of the sentence before."""
    low, _ = frame.clause(mention.first)
    before = [name for name in frame.names if name.last <= mention.first]
    found = [name for name in before if name.first >= low] or before
    if not found and not frame.names:
        found = names.before(frame.first)
    return _keys(found[-1]) if found else ()


def _keys(name: Name) -> tuple[str, ...]:
    return (name.key,) if name.place else tuple(part for part in name.key.split(" ") if len(part) > 2)


def _qualifiers(tokens: Tokens, frame: Frame, mention: Mention) -> tuple[str, ...]:
    """Quantities that tell which thing is meant ("the 13-inch model", "a third-generation …") and stand before the
    mention in its sentence or in its own noun phrase: hyphenated ones, sizes and ranks."""
    return tuple(
        _key(other)
        for other in frame.mentions
        if other is not mention
        and other.value is not None
        and other.value.point is not None
        and (other.kind == "rank" or _hyphenated(tokens, other))
    )


def _hyphenated(tokens: Tokens, other: Mention) -> bool:
    return any(tokens.words[at] == "-" for at in range(other.first, min(other.last + 1, len(tokens))))
