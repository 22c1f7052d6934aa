"""What speaks against a disagreement however alike the sentences are; each veto leaves a share of the probability."""

from __future__ import annotations

from factcheck.alignment.links import Candidate
from factcheck.extraction.lexicon import Lexicon


def leave(pair: Candidate, words: Lexicon) -> float:
    """The share of its probability that a contradicting pair keeps."""
    one, two = pair.a.claim, pair.b.claim
    if two.measure in words.contrary.get(one.measure or "", ()):
        return 0.0
    if one.context.bracket_of != two.context.bracket_of:
        return 0.2
    return 1.0
