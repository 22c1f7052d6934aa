"""Ways to write a unit or a currency that are taken already: of two entries that are written alike only one is read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from factcheck.quantity.forms import Form, forms_before, forms_behind, words_of
from factcheck.rulebook import Fault, Rulebook, load
from factcheck.rulebook.places import Step


class Written(NamedTuple):
    """A way to write a unit, and the entry that it comes from, as `units/meter`."""

    entry: str
    words: tuple[str, ...]
    form: Form


class Clash(NamedTuple):
    """Two entries that are written alike; `same` if they mean the same, so that nothing is read wrongly."""

    fault: Fault
    same: bool


def clashes(rules: Rulebook) -> Iterator[Clash]:
    """The units and currencies of the user that are written as another one is; of two entries the first such way."""
    own = {f"{section}/{id}" for section in ("units", "currencies") for id in rules.own.get(section, ())}
    for written in (_behind, _before) if own else ():
        known = {(one.entry, one.words, one.form.exact) for one in written(load()) if one.entry in own}
        table: dict[tuple[str, ...], list[Written]] = {}
        for one in written(rules):
            table.setdefault(one.words, []).append(one)
        told = set()
        for one in (one for alike in table.values() for one in alike if one.entry in own):
            if (one.entry, one.words, one.form.exact) in known:
                continue  # what the entry that it replaces had too is no news
            for other in table[one.words]:
                pair = frozenset((one.entry, other.entry))
                if len(pair) == 2 and pair not in told and _alike(one.form, other.form):
                    told.add(pair)
                    yield _told(one, other, own, rules)


def _behind(rules: Rulebook) -> Iterator[Written]:
    return (Written(entry, *one) for entry, forms in forms_behind(rules) for one in forms)


def _before(rules: Rulebook) -> Iterator[Written]:
    return (Written(entry, *one) for entry, forms in forms_before(rules) for one in forms)


def _alike(one: Form, other: Form) -> bool:
    """Whether both are read at the same place: a symbol in other letters than its own, or with cues, gives way."""
    if one.cues is not None or other.cues is not None:
        return False
    if any(form.symbol and form.exact is None for form in (one, other)):
        return False
    exact = [form.exact for form in (one, other) if form.exact is not None]
    return exact[0] == exact[1] if len(exact) == 2 else not exact or exact[0] == exact[0].lower()


def _told(one: Written, other: Written, own: set[str], rules: Rulebook) -> Clash:
    section, _, id = one.entry.partition("/")
    taken = other.entry.partition("/")[2]
    same = _meaning(one.form) == _meaning(other.form)
    if other.entry in own or not taken:
        remedy = "leave it out" + " of one of the two" * bool(taken)
    elif same:
        remedy = f"both mean the same: leave yours out, or call it {taken} to replace that one"
    else:
        remedy = f"write yours otherwise, or add an entry {taken} of your own without it, which replaces that one"
    steps, shown = _place(one, rules)
    return Clash(Fault(section, id, steps, f"{shown!r} is how {other.entry} is written too; {remedy}"), same)


def _meaning(form: Form) -> tuple[object, ...]:
    unit = form.unit
    return unit.kind, unit.dimension, unit.factor, unit.offset, unit.scale


def _place(one: Written, rules: Rulebook) -> tuple[tuple[Step, ...], str]:
    """Where in the entry it stands, and how; no place if it is made of a prefix, an ending or the name of the entry."""
    section, _, id = one.entry.partition("/")
    entry = getattr(rules, section)[id]
    for field in ("symbols", "words", "plurals", "names", "before", "after"):
        for at, surface in enumerate(getattr(entry, field, ())):
            if words_of(surface) == one.words and one.form.exact in (None, surface):
                return (field, at), surface
    return (), one.form.exact or " ".join(one.words)
