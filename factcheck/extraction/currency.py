"""Currencies that several countries have a name for, and sums that are told without one.

"48 billion kroner" are Norwegian in a text on Norway: the country decides that the text speaks of most, or a sum of one
such currency that names its own ("NOK 73"). "The damage was 340 million euros. Insurers speak of half a billion" goes
on in euros.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from factcheck.model import Mention
from factcheck.quantity.nouns import plural
from factcheck.rulebook import Rulebook
from factcheck.tokens import Tokens

if TYPE_CHECKING:
    from factcheck.extraction.entities import Names

Shared = Mapping[str, frozenset[str]]
"""The currencies (ISO 4217) that have a word as their name, by that word."""

_ALONE = frozenset({"dollar", "pound", "mark"})
"""Names that stand for the currency of one country even in texts on others."""


def shared(rules: Rulebook) -> Shared:
    """The names that several currencies share, in singular and plural."""
    codes: dict[str, set[str]] = defaultdict(set)
    for code, entry in rules.currencies.items():
        for name in (*entry.names, *entry.plurals):
            codes[name.rpartition(" ")[2]].add(code)
    found: dict[str, frozenset[str]] = {}
    for word, owners in codes.items():
        if len(owners) > 1 and word not in _ALONE:
            found[word] = found[plural(word)] = frozenset(owners)
    return found


def homes(rules: Rulebook) -> dict[str, str]:
    """The currency of each country of the rules."""
    return {key: place.currency for key, place in rules.places.items() if place.currency}


def told(
    tokens: Tokens, names: Names, table: Shared, home: Mapping[str, str], mentions: list[Mention]
) -> list[Mention]:
    """`mentions` with the currencies that the text means by names that several have."""
    called = [_name(tokens, one) if _may_be_sum(one) else "" for one in mentions]
    if table.keys().isdisjoint(called):
        return mentions
    named = list(zip(mentions, called, strict=True))
    spoken = Counter(home[name.key] for name in names.spans if name.place and name.key in home)
    spoken.update(_code(one) for one, name in named if one.kind == "money" and name not in table)
    meant = {name: _meant(table[name], spoken, _code(one)) for one, name in named if name in table}
    return [_in(one, meant.get(name)) for one, name in named]


LEAST = 20
"""Fewer "crowns" are no money."""


def _may_be_sum(mention: Mention) -> bool:
    many = mention.kind == "count" and mention.value is not None and (mention.value.point or 0) >= LEAST
    return mention.kind == "money" or many


def _code(mention: Mention) -> str:
    """The currency of a sum, that of "NOK 73 a share" too."""
    return (mention.unit or "").partition(" ")[0]


def _name(tokens: Tokens, mention: Mention) -> str:
    """The word that names the currency of a sum, if nothing beside it tells whose."""
    last = mention.last - 1
    owned = last > mention.first and tokens.text[tokens.starts[last - 1]].isupper()
    return "" if owned else tokens.words[last]


def _meant(owners: Iterable[str], spoken: Counter[str], usual: str) -> str | None:
    """The currency of `owners` that the text speaks of most, the `usual` one where it speaks of none more."""
    most = max(owners, key=lambda code: (spoken[code], code == usual, code))
    return most if spoken[most] > spoken[usual] else None


def _in(mention: Mention, code: str | None) -> Mention:
    if code is None:
        return mention
    return msgspec.structs.replace(mention, kind="money", unit=code, dimension=f"money:{code}", noun=None)


SCALES = frozenset({"million", "billion", "trillion", "mln", "bln", "trln", "mn", "bn", "m", "tn"})


def going_on(tokens: Tokens, mentions: list[Mention], before: Sequence[Mention]) -> list[Mention]:
    """The mentions of a sentence that names no sum, large bare numbers in the currency of the sentence before, if that
    told a large sum last."""
    large = [one for one in before if scaled(tokens, one)]
    if not large or large[-1].kind != "money" or any(one.kind == "money" for one in mentions):
        return mentions
    return [paid(one, large[-1]) if one.kind == "number" and scaled(tokens, one) else one for one in mentions]


def scaled(tokens: Tokens, mention: Mention) -> bool:
    """Whether a number is written in millions or more."""
    return not SCALES.isdisjoint(tokens.words[mention.first : mention.last])


def paid(mention: Mention, sum_: Mention) -> Mention:
    """A bare number as a sum in the currency of another."""
    return msgspec.structs.replace(
        mention, kind="money", unit=sum_.unit, dimension=sum_.dimension, factor=sum_.factor, rule=SAME_CURRENCY
    )


SAME_CURRENCY = "same currency"
"""The rule of a mention that has its currency from another."""
