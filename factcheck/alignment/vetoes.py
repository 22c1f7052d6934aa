"""What speaks against a disagreement however alike the sentences are: each veto leaves a share of the probability.

The shares were set from what each veto removes on labelled news: a value that the other document also states is nearly
always another thing there, one that stands beside it in a sentence always is.
"""

from __future__ import annotations

from collections.abc import Sequence

from factcheck.alignment import aspects

SHARES: dict[str, float] = {
    "both_in_sentence": 0.0,
    "bracket_clash": 0.0,
    "contrary": 0.0,
    "another_age": 0.1,
    "hyphenated": 0.3,
    "value_at_home": 0.35,
    "which_clash": 0.4,
    "when_clash": 0.4,
}
"""What is left of the probability of a disagreement where a feature of the second stage is present."""

TWICE_AT_HOME = 0.3
"""The same where either document states both values."""

EQUAL_RIVAL = 0.15
"""The same where an equal value over there fits at least as well."""

_PLACES = {name: aspects.FINAL.index(name) for name in (*SHARES, "value_in_document", "equal_rival", "rival_margin")}


def leave(features: Sequence[float]) -> float:
    """The share of its probability that a contradicting pair with these features of the second stage keeps."""
    share = 1.0
    for name, left in SHARES.items():
        if features[_PLACES[name]]:
            share *= left
    if features[_PLACES["value_in_document"]] == 1.0:
        share *= TWICE_AT_HOME
    if features[_PLACES["equal_rival"]] and features[_PLACES["rival_margin"]] >= 0:
        share *= EQUAL_RIVAL
    return share
