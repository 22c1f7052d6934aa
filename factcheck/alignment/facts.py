"""From links to facts: claims are joined strongest link first, as long as the whole group still holds together.

A chain A~B, B~C does not join A and C when they were compared and found to be two things: two groups are joined
only if their claims, taken together, are more likely one fact than not (average linkage over the pairs that were
compared).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from factcheck.alignment.evidence import EQUAL
from factcheck.alignment.links import Link
from factcheck.alignment.profile import TIMES, Profile
from factcheck.alignment.values import apart
from factcheck.model import Fact, Level

HOLD = 0.35
"""Least mean probability over all pairs of two groups that are joined, as a share of that of the link between them."""

Key = tuple[str, int]


def facts(links: Iterable[Link], levels: Callable[[Link], tuple[Level, ...]], sure: float) -> list[Fact]:
    """The facts that `links` make, in the order of their first claims; `levels` explains a link.

    A disagreement of a probability from `sure` on stands by itself where the groups of its claims do not hold together.
    """
    table = {_pair(link): link for link in links}
    ordered = sorted(table.values(), key=lambda link: (-link.probability, _pair(link)))
    members: dict[Key, list[Profile]] = {}
    for link in ordered:
        _join(members, link, table)
    groups = [*{id(group): group for group in members.values()}.values(), *_between(members, ordered, sure)]
    return [_fact(group, table, levels) for group in sorted(groups, key=lambda one: (min(map(_key, one)), len(one)))]


def _between(members: Mapping[Key, list[Profile]], ordered: Iterable[Link], sure: float) -> Iterator[list[Profile]]:
    """The claims of the sure links between any two groups that did not hold together though values differ.

    Two texts may disagree where others tell both values apart: what they state is a matter of its own.
    """
    between: dict[tuple[int, int], dict[Key, Profile]] = {}
    for link in ordered:
        one, two = id(members[_key(link.a)]), id(members[_key(link.b)])
        if link.probability < sure or link.second[EQUAL] or one == two:
            continue
        claims = between.setdefault((min(one, two), max(one, two)), {})
        claims.update({_key(link.a): link.a, _key(link.b): link.b})
    yield from (list(claims.values()) for claims in between.values())


def _key(profile: Profile) -> Key:
    return profile.claim.path, profile.claim.start


def _pair(link: Link) -> tuple[Key, Key]:
    a, b = sorted((_key(link.a), _key(link.b)))
    return a, b


def _join(members: dict[Key, list[Profile]], link: Link, table: dict[tuple[Key, Key], Link]) -> None:
    """Joins the groups of the two claims of `link` if they hold together."""
    one = members.setdefault(_key(link.a), [link.a])
    two = members.setdefault(_key(link.b), [link.b])
    if one is two or not _holds(one, two, table, HOLD * link.probability):
        return
    one.extend(two)
    for profile in two:
        members[_key(profile)] = one


def _holds(one: Sequence[Profile], two: Sequence[Profile], table: dict[tuple[Key, Key], Link], least: float) -> bool:
    total, count = 0.0, 0
    for a in one:
        for b in two:
            if a.document == b.document:
                if apart(a, b):
                    return False
                continue
            x, y = sorted((_key(a), _key(b)))
            link = table.get((x, y))
            total += link.probability if link else 0.0
            count += 1
    return count > 0 and total >= least * count


def _fact(
    group: list[Profile], table: dict[tuple[Key, Key], Link], levels: Callable[[Link], tuple[Level, ...]]
) -> Fact:
    ordered = sorted(group, key=lambda one: (one.claim.path, one.claim.start))
    links: dict[tuple[int, int], float] = {}
    deciding: list[Link] = []
    for i, a in enumerate(ordered):
        for j in range(i + 1, len(ordered)):
            x, y = sorted((_key(a), _key(ordered[j])))
            link = table.get((x, y))
            if link is not None:
                links[i, j] = link.probability
                deciding.append(link)
    best = max(deciding, key=lambda link: (link.second[EQUAL] == 0, link.probability), default=None)
    return Fact(
        claims=tuple(one.claim for one in ordered),
        links=links,
        levels=levels(best) if best else (),
        times=group[0].claim.kind in TIMES,
    )
