"""Shares of one whole: more than 100 percent together, or short of it though the rest is named."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from factcheck.comparison.findings import value_key
from factcheck.comparison.wording import amount
from factcheck.derivation.evaluation import sound
from factcheck.derivation.ranges import Range, add
from factcheck.derivation.show import build, compact, term
from factcheck.derivation.terms import stated
from factcheck.derivation.texts import Sentence, Text
from factcheck.model import Claim, Finding, Verdict
from factcheck.rulebook.schema import Relation

_REST = re.compile(
    r"\b(?:the (?:rest|remainder|remaining|others?)|the other)\b[^⟨⟩.;]{0,40}⟨p\d+⟩"
    r"|⟨p\d+⟩[^⟨⟩.;]{0,20}\bthe (?:rest|remainder)\b"
)
_OF = re.compile(r"⟨p\d+⟩ of\b")


def findings(texts: list[Text], sources: Mapping[str, str], relations: Mapping[str, Relation]) -> Iterator[Finding]:
    """The lists of shares that a sentence adds up, or that cannot be added."""
    wanted = [(id, relation) for id, relation in relations.items() if relation.kind == "shares"]
    for text in texts:
        for sentence in text.sentences:
            if sentence.masked.count("⟨p") >= 2:
                for id, relation in wanted:
                    yield from _of_sentence(id, relation, sentence, sources)


def _of_sentence(id: str, relation: Relation, sentence: Sentence, sources: Mapping[str, str]) -> Iterator[Finding]:
    whole = bool(_REST.search(sentence.masked))
    measures = frozenset(relation.measures)
    claims = [one for one in sentence.claims if _share(one)]
    if len(_OF.findall(sentence.masked)) > 1:
        return  # shares of several wholes
    if not whole:
        claims = [one for one in claims if one.measure in measures]
        if len({one.measure for one in claims}) != 1:
            return
    others = sum(one.kind == "percent" for one in sentence.claims) - len(claims)
    if len(claims) < (2 if whole else 3) or others or not sound(claims):
        return
    total = Range(0.0, 0.0, 0.0)
    for claim in claims:
        one = stated(claim)
        if one is None:
            return
        total = add(total, one)
    verdict = _verdict(total, whole, len(claims), relation)
    if verdict is not None:
        yield _finding(id, relation, claims, total, verdict, whole, sources)


def _share(claim: Claim) -> bool:
    return claim.kind == "percent" and claim.change is None and not {"each", "earlier"} & set(claim.scope)


def _verdict(total: Range, whole: bool, count: int, relation: Relation) -> Verdict | None:
    """Over 100 is a conflict; a list that names the rest must come near 100; nothing is said of other lists."""
    slack = relation.tolerance + 0.005 * count
    if total.low > 1 + slack:
        return relation.verdict
    if not whole:
        return None
    return "agree" if total.high >= 1 - slack else relation.verdict


def _finding(
    id: str,
    relation: Relation,
    claims: list[Claim],
    total: Range,
    verdict: Verdict,
    whole: bool,
    sources: Mapping[str, str],
) -> Finding:
    equation = f"{' + '.join(amount(one) for one in claims)} {'=' if whole else '≤'} 100 percent"
    said = "holds" if verdict == "agree" else f"they add up to {compact(total.middle * 100)} percent"
    return build(
        id,
        verdict,
        f"{relation.says}: {equation}: {said}",
        equation,
        [term(f"share {number}", (claim,), sources) for number, claim in enumerate(claims, 1)],
        claims,
        sorted(value_key(claim) for claim in claims),
    )
