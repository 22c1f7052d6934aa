"""What alignment compares beside the published fields of a claim: words by distance, neighbours, position in lists."""

from __future__ import annotations

from factcheck.extraction.frame import Frame
from factcheck.extraction.lexicon import Lexicon
from factcheck.extraction.measure import Measured
from factcheck.model import Context, Mention, Publication
from factcheck.tokens import Tokens

WINDOW = 10
"""Tokens on either side whose content words are kept with their distance."""


def of(
    tokens: Tokens, words: Lexicon, frame: Frame, mention: Mention, measured: Measured, published: Publication | None
) -> Context:
    """The context of `mention` in the sentence of `frame`."""
    low, high = mention.first - WINDOW, mention.last + WINDOW
    near = tuple(
        (found, at - mention.last + 1 if at >= mention.last else at - mention.first)
        for at, found in frame.stems.items()
        if low <= at < high and not mention.first <= at < mention.last
    )
    before = tokens.words[mention.first - 1] if mention.first > frame.first else ""
    return Context(
        head=measured.head,
        modifiers=measured.modifiers,
        concepts=measured.concepts,
        events=measured.events,
        near=near,
        words=tuple(dict.fromkeys(frame.stems.values())),
        neighbours=tuple(
            f"{other.dimension or other.kind}:{other.value.point * other.factor:.6g}"
            for other in frame.mentions
            if other is not mention and other.value is not None and other.value.point is not None
        ),
        group=mention.group,
        bracket_of=0 if before == "(" else None,
        sentence=frame.index,
        published=published,
    )
