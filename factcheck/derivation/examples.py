"""The relations' own examples: documents in which a relation holds, and documents in which it fails."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

import msgspec

from factcheck.derivation import bymeasure
from factcheck.derivation.matter import Matters
from factcheck.derivation.patterns import SLOT, gathered, matches, of_kind
from factcheck.derivation.texts import Sentence, Text, read
from factcheck.derivation.validation import validate
from factcheck.model import Claim, Document, Finding, Publication
from factcheck.rulebook import Rulebook
from factcheck.rulebook.schema import Relation, RelationCase

WRONG = frozenset({"conflict", "review"})


class Outcome(NamedTuple):
    """An example, item `number` of `field` of the relation `id`, and what is wrong in lines (None if it holds)."""

    id: str
    field: str
    number: int
    fault: str | None


def examples(rules: Rulebook, ids: Iterable[str] | None = None) -> Iterator[Outcome]:
    """What came of each example of each relation, or of those with these ids.

    Where a relation `holds` it must not object; where it `fails` it must. An example that holds may be a near miss
    of which the relation says nothing.
    """
    validate(rules)
    for id in rules.relations if ids is None else ids:
        relation = rules.relations[id]
        alone = msgspec.structs.replace(rules, relations={id: relation})
        for field, cases in (("holds", relation.holds), ("fails", relation.fails)):
            for number, case in enumerate(cases):
                found = _run(case, alone)
                wrong = any(one.verdict in WRONG for one in found)
                as_told = wrong == (field == "fails")
                yield Outcome(id, field, number, None if as_told else _told(case, field, found, relation, alone))


def _run(case: str | RelationCase, rules: Rulebook) -> list[Finding]:
    from factcheck.derivation import findings

    texts, corpus = claims(case, rules)
    return [one for one in findings(corpus, texts, rules) if one.check in rules.relations]


def claims(case: str | RelationCase, rules: Rulebook) -> tuple[dict[str, str], list[list[Claim]]]:
    """The texts of an example by path, and their claims."""
    from factcheck import extraction

    one = _case(case)
    documents = [
        Document(path=f"{number}.txt", text=text, published=_published(one, number - 1))
        for number, text in enumerate(one.texts, 1)
    ]
    return {d.path: d.text for d in documents}, [extraction.claims(d, rules)[1] for d in documents]


def _case(case: str | RelationCase) -> RelationCase:
    return RelationCase(texts=(case,)) if isinstance(case, str) else case


def _published(case: RelationCase, index: int) -> Publication | None:
    if index >= len(case.published):
        return None
    day = case.published[index]
    return Publication(start=day, end=day, basis="configured", confidence=1.0)


# What is told of an example that does not come out as it says


def _told(case: str | RelationCase, field: str, found: list[Finding], relation: Relation, rules: Rulebook) -> str:
    expected = "an objection" if field == "fails" else "no objection"
    said = "; ".join(f"{one.verdict}: {one.summary}" for one in found) or "nothing, neither agreement nor objection"
    texts, corpus = claims(case, rules)
    lines = [f"text:     {text}" for text in _case(case).texts]
    lines += [f"expected: {expected}", f"found:    {said}"]
    documents = read(corpus, texts)
    if not found:
        lines += [f"read as:  {_slotted(one)}" for text in documents for one in text.sentences]
        lines += _bound(documents, relation, rules)
    return "\n".join(lines)


def _slotted(sentence: Sentence) -> str:
    """The sentence as patterns see it: in small letters, with a slot for each claim."""

    def shown(slot: re.Match[str]) -> str:
        claim = sentence.claims[int(slot[1])]
        return f"{{{claim.kind} {claim.text}}}"

    return SLOT.sub(shown, sentence.masked)


def _bound(documents: list[Text], relation: Relation, rules: Rulebook) -> Iterator[str]:
    """Which claims can stand for the terms and what they do not share, or whether a pattern matches."""
    if relation.kind != "equation":
        return
    if relation.patterns:
        yield f"remedy:   {_matched(documents, relation, rules)}"
        return
    terms = [(text, bymeasure.candidates(text, relation, rules)) for text in documents]
    for name in relation.terms:
        shown = ", ".join(repr(claim.text) for _, found in terms for _, claim in found[name])
        yield f"term:     {name}: {shown or f'no claim with {_asked(relation, name)}'}"
    if not all(any(found[name] for _, found in terms) for name in relation.terms):
        claims = (claim for text in documents for claim in text.claims)
        shown = "; ".join(f"{one.text!r} ({one.kind}, measure {one.measure or 'none'})" for one in claims)
        yield f"claims:   {shown or 'none'}"
    yield from _apart(
        [claim for _, found in terms for placed in found.values() for _, claim in placed], relation, rules
    )
    for _, found in terms:
        yield from _far(found, relation)


def _matched(documents: list[Text], relation: Relation, rules: Rulebook) -> str:
    fitting = gathered("equation", rules.relations, rules, lambda: of_kind("equation", rules.relations, rules))
    sentences = [sentence for text in documents for sentence in text.sentences]
    if any(True for one in sentences for _, pattern in fitting.of(one) for _ in matches(pattern, one)):
        return "a pattern matches, but its claims cannot stand together: look at 'same', 'differ' and 'terms'"
    return f"no pattern matches what was read: compare it with {' and '.join(map(repr, relation.patterns))}"


def _apart(claims: list[Claim], relation: Relation, rules: Rulebook) -> Iterator[str]:
    """What claims do not have in common, of that which the relation wants to be the same."""
    matters = Matters([], rules)
    for aspect in relation.same:
        values = {claim.text: matters.key((claim,), (aspect,), across=False) for claim in claims}
        if len(set(values.values())) > 1:
            shown = "; ".join(f"{text!r} {_plain(value)}" for text, value in values.items())
            remedy = f"state it beside each, or take {aspect} out of 'same'"
            yield f"differs:  {aspect}: {shown}; {remedy}"


def _far(found: dict[str, list[bymeasure.Placed]], relation: Relation) -> Iterator[str]:
    """The terms that stand too far from the first one in a document."""
    anchor, *others = found
    most = bymeasure.NEAR[relation.reach]
    for name in others:
        away = [abs(place - other) for place, _ in found[anchor] for other, _ in found[name]]
        if away and min(away) > most:
            said = f"{name!r} stands {min(away)} sentences from {anchor!r}, the first of 'terms'"
            yield f"differs:  reach: {said}; {relation.reach} reaches {most}, document the whole text"


def _plain(key: tuple[object, ...] | None) -> str:
    """A key of one aspect for people: a period as its ends."""
    value = key[0] if key else None
    return "none" if value is None else "..".join(map(str, value)) if isinstance(value, tuple) else str(value)


def _asked(relation: Relation, name: str) -> str:
    term = relation.terms[name]
    fields = ("measures", "kinds", "changes", "words")
    return ", ".join(f"{field} {'/'.join(getattr(term, field))}" for field in fields if getattr(term, field))
