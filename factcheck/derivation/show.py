"""Outcomes as findings: the summary that people read, the arithmetic, and all terms with their places."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

import msgspec

from factcheck.comparison.findings import RANK, evidence, fact_key, identity, severity
from factcheck.comparison.wording import amount, number
from factcheck.derivation import equation as algebra
from factcheck.derivation.evaluation import PUBLISHED, Outcome, key
from factcheck.derivation.ranges import Range
from factcheck.derivation.slips import slip_of_scale
from factcheck.derivation.terms import TIME, YEAR, day
from factcheck.model import Claim, FactKey, Finding, Term, Verdict

CONFIDENCE: dict[Verdict, float] = {"conflict": 0.9, "review": 0.5}
"""How sure a derived finding is, by its verdict; what holds is sure."""


def finding(outcome: Outcome, texts: Mapping[str, str]) -> Finding:
    """The finding on an equation with its two sides."""
    relation = outcome.relation
    assert relation.equation is not None
    one = algebra.equation(relation.equation)
    shown = equation_text(one, outcome.terms, {name for name, needed in relation.terms.items() if needed.optional})
    left, right = (quantity(side, outcome.claims) for side in (outcome.left, outcome.right))
    fails = RANK[outcome.verdict] <= RANK["review"]
    verdict = f"{outcome.note}: {left} against {right}" if fails else outcome.note
    scale = slip_of_scale(outcome.left.middle, outcome.right.middle) if fails and one.sign == "=" else None
    return build(
        outcome.id,
        outcome.verdict,
        f"{relation.says}: {shown} {verdict}",
        shown,
        [term(name, claims, texts) for name, claims in outcome.terms.items()],
        outcome.claims,
        key(outcome.terms),
        (
            f"{algebra.shown(one.left, {})}: {left}",
            f"{algebra.shown(one.right, {})}: {right}",
            *([scale] if scale else ()),
        ),
    )


def equation_text(one: algebra.Equation, terms: Mapping[str, tuple[Claim, ...]], optional: Collection[str]) -> str:
    """An equation with the words of the texts in place of its names, without the optional terms that none states."""
    words = dict.fromkeys(optional, "") | wordings({name: claims[0] for name, claims in terms.items()})
    sign = {"<=": "≤", ">=": "≥"}.get(one.sign, one.sign)
    return f"{algebra.shown(one.left, words)} {sign} {algebra.shown(one.right, words)}".replace("+ −", "− ")


def wordings(terms: Mapping[str, Claim], published: str = "day of publication") -> dict[str, str]:
    """What stands for the names of an equation: the words of the texts."""
    words = {name: _signed(claim) for name, claim in terms.items()} | {PUBLISHED: published}
    for name, claim in terms.items():
        words[f"{name}_first"], words[f"{name}_last"] = f"start of {amount(claim)}", f"end of {amount(claim)}"
    return words


def _signed(claim: Claim) -> str:
    """The words of a claim, with a minus before a share by which something fell."""
    return f"−{amount(claim)}" if claim.change == "down" and claim.kind in ("percent", "ratio") else amount(claim)


def build(
    check: str,
    verdict: Verdict,
    summary: str,
    equation: str,
    terms: Sequence[Term],
    claims: Sequence[Claim],
    values: Sequence[str],
    notes: Iterable[str] = (),
    sureness: float | None = None,
) -> Finding:
    """A derived finding, of what its first claim measures; its identity is made of check, measure, parties, period and
    the normalised values.
    """
    fact = fact_key(claims) if claims else FactKey(measure=None)
    if claims and claims[0].measure:
        fact = msgspec.structs.replace(fact, measure=claims[0].measure)
    confidence = CONFIDENCE.get(verdict, 1.0)
    if sureness is not None and verdict in CONFIDENCE:
        confidence = min(confidence, sureness)
    return Finding(
        id=identity(check, fact.measure, fact.parties, period_key(fact), *values),
        verdict=verdict,
        severity=severity(verdict, confidence),
        confidence=confidence,
        check=check,
        derived=True,
        fact=fact,
        summary=summary,
        terms=tuple(terms),
        equation=equation,
        notes=tuple(notes),
    )


def period_key(fact: FactKey) -> str:
    """The period of a fact as it enters identities."""
    return f"{fact.period.start}/{fact.period.end}" if fact.period else ""


def term(name: str, claims: Sequence[Claim], texts: Mapping[str, str]) -> Term:
    """A stated term with all its places; a time has its first and last day in ISO 8601."""
    first = claims[0]
    time = first.kind in TIME
    return Term(
        name=name,
        low=(first.period.start if first.period else None) if time else first.value.low,
        high=(first.period.end if first.period else None) if time else first.value.high,
        unit=None if time else first.unit,
        stated=True,
        evidence=tuple(evidence(claim, texts) for claim in claims),
    )


def computed(name: str, one: Range, unit: str | None, time: bool = False) -> Term:
    """A term that was computed, never presented as stated; a time in ISO days."""
    if time:
        return Term(name=name, low=day(one.low), high=day(one.high - 1), unit=None, stated=False)
    return Term(name=name, low=finite(one.low), high=finite(one.high), unit=unit, stated=False)


def finite(value: float) -> float | None:
    """A computed bound as records hold it, to eight significant digits: None for infinity."""
    return None if abs(value) == float("inf") else float(f"{value:.8g}")


SEASON = 100
"""Days up to which a stretch of time is shown by its days."""

LONG = 200_000
"""Days from which on a number of days is a date and no duration."""


def quantity(one: Range, claims: Sequence[Claim], ends: bool = True) -> str:
    """A computed range for people: its middle, with its `ends` where they differ from it."""
    whole = _quantity(one, claims)
    return whole if ends else whole.partition(" (")[0]


def _quantity(one: Range, claims: Sequence[Claim]) -> str:
    if any(claim.kind in TIME | {"duration", "age"} for claim in claims):
        return _time(one)
    if any(claim.kind == "rank" for claim in claims):
        return compact(one.middle)
    units = {claim.unit for claim in claims if claim.kind in ("money", "count", "measure")}
    unit = f" {next(iter(units))}" if len(units) == 1 and None not in units else ""
    if not units and any(claim.kind == "percent" for claim in claims):
        one, unit = Range(one.low * 100, one.high * 100, one.middle * 100), " percent"
    factors = {claim.factor for claim in claims if claim.kind == "measure"}
    factor = next(iter(factors)) if len(factors) == 1 else 1.0
    return _spread(Range(one.low / factor, one.high / factor, one.middle / factor), unit)


def _spread(one: Range, unit: str) -> str:
    middle = compact(one.middle) + unit
    if one.low == one.high:
        return middle
    return f"{middle} ({compact(one.low)} to {compact(one.high)})"


def _time(one: Range) -> str:
    """A time by its day, or by its year where it is wider than a season; a number of days as such, or in years."""
    if one.low >= LONG:
        first, last = day(one.low), day(max(one.low, one.high - 1))
        if one.high - one.low > SEASON:
            return f"{day(one.middle)[:4]} ({first} to {last})"
        return first if first == last else f"{first} to {last}"
    scale, unit = (YEAR, " years") if one.middle >= 2 * YEAR else (1.0, " days") if one.middle > 1 else (1.0, "")
    return _spread(Range(one.low / scale, one.high / scale, one.middle / scale), unit)


def compact(value: float) -> str:
    """A number with four significant digits at least, millions and more in words."""
    if abs(value) == float("inf"):
        return "any"
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if abs(value) >= size:
            return f"{value / size:,.5g} {word}"
    return number(round(value, 4 if abs(value) < 10 else 1))
