"""Fits the weights of alignment on labelled pairs: `python -m factcheck.alignment.fit DATA… [--output FILE]`.

DATA is a folder of topics: `<topic>/docs/*.txt`, `<topic>/meta.json` with the publication dates,
`<topic>/gold.jsonl` with one labelled pair a line (fact, label, and for both sides the document and the
`vstart`..`vend` of the value in code points). Two claims are one fact if the gold gives their places the same
`fact`. Needs the extra `factcheck[fit]`; the product itself only evaluates.

Method: logistic regressions in two stages, context first, drawn to the prior that `rules/weights/prior.yaml` sets
by hand; the positives of a fact weigh 1/√(its pairs), lest near-copies rule; unlabelled pairs of equal value are
left out, half of them being one fact.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from factcheck import extraction
from factcheck.alignment import Compared, aspects, compared, links
from factcheck.alignment.profile import Profile
from factcheck.extraction.lexicon import lexicon
from factcheck.model import Claim, Document, Publication
from factcheck.rulebook import Rulebook, load
from factcheck.rulebook.schema import Weights

STRENGTH = 300.0
"""How firmly the fit is held to the prior: the inverse variance of what the data may change a weight by, chosen by
leaving one topic out. Few topics say little, and a prior set by hand goes over to new topics better than they do."""


class Sample(NamedTuple):
    """A labelled candidate with the number of its fact's pairs."""

    features: list[float]
    second: list[float]
    label: bool
    fact: str


class Topic(NamedTuple):
    """One topic of the gold: its claims by document, its candidate pairs, and the facts that each labelled claim is a
    mention of.
    """

    name: str
    texts: dict[str, str]
    corpus: list[list[Claim]]
    bags: list[frozenset[str]]
    blocks: list[Compared]
    facts: dict[tuple[str, int], frozenset[str]]
    samples: list[Sample]


def topics(folder: Path, rules: Rulebook) -> list[Topic]:
    """All topics below `folder`, read with the present rules."""
    return [_topic(path.parent, rules) for path in sorted(folder.glob("*/gold.jsonl"))]


def _topic(folder: Path, rules: Rulebook) -> Topic:
    meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
    documents = [_document(path, meta) for path in sorted((folder / "docs").glob("*.txt"))]
    extracts = [extraction.read(document, rules) for document in documents]
    corpus, bags = [one.claims for one in extracts], [one.words for one in extracts]
    gold = [
        json.loads(line) for line in (folder / "gold.jsonl").read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    prior = rules.weights["prior"]
    blocks = list(compared(corpus, bags, lexicon(rules), prior))
    topic = Topic(
        folder.name, {one.path: one.text for one in documents}, corpus, bags, blocks, _labels(gold, corpus), []
    )
    return topic._replace(samples=list(_samples(topic, prior)))


def _document(path: Path, meta: dict[str, Any]) -> Document:
    with path.open(encoding="utf-8", newline="") as file:
        text = file.read()
    date = meta.get(path.name, {}).get("date")
    published = Publication(start=date, end=date, basis="configured", confidence=1.0) if date else None
    return Document(path=path.name, text=text, published=published)


def _labels(gold: list[dict[str, Any]], corpus: list[list[Claim]]) -> dict[tuple[str, int], frozenset[str]]:
    by_path = {claims[0].path: claims for claims in corpus if claims}
    found: dict[tuple[str, int], set[str]] = defaultdict(set)
    for pair in gold:
        for side in ("a", "b"):
            place = pair[side]
            fact = pair["fact"] if pair["label"] != "different-fact" else f"{pair['fact']}/{side}"
            claim = _at(by_path.get(place["doc"], []), place["vstart"], place["vend"])
            if claim is not None:
                found[claim.path, claim.start].add(fact)
    return {key: frozenset(facts) for key, facts in found.items()}


def _at(claims: Iterable[Claim], start: int, end: int) -> Claim | None:
    """The claim that covers a labelled value best."""
    touching = [claim for claim in claims if claim.start < end and start < claim.end]
    return max(touching, key=lambda one: min(one.end, end) - max(one.start, start), default=None)


def fit(data: Sequence[Topic], prior: Weights) -> Weights:
    """The weights fitted on all of `data`, starting from `prior`."""
    first = [(one.features, one) for topic in data for one in topic.samples]
    context_bias, context = _regression(first, aspects.CONTEXT, prior.context)
    staged = msgspec.structs.replace(prior, context_bias=context_bias, context=context)
    second = [(one.second, one) for topic in data for one in _samples(topic, staged)]
    against = [(features, one) for features, one in second if features[links.EQUAL] == 0]
    final_bias, final = _regression(second, aspects.FINAL, prior.final)
    contra_bias, contra = _regression(against, aspects.FINAL, prior.contradicting)
    return msgspec.structs.replace(
        staged, final_bias=final_bias, final=final, contradicting_bias=contra_bias, contradicting=contra
    )


def _samples(topic: Topic, weights: Weights) -> Iterable[Sample]:
    for one, two, pairs in topic.blocks:
        scored = [pair._replace(score=links.score(pair.features, weights)) for pair in pairs]
        for pair, second in links.second(scored, one, two):
            label, fact = _label(topic, pair.a, pair.b)
            if label or second[links.EQUAL] == 0 or fact:
                yield Sample(pair.features, second, label, fact)


def _label(topic: Topic, a: Profile, b: Profile) -> tuple[bool, str]:
    """Whether two claims are one fact, and the fact's name; a name without it: both are labelled, as two facts."""
    one = topic.facts.get((a.claim.path, a.claim.start), frozenset())
    two = topic.facts.get((b.claim.path, b.claim.start), frozenset())
    shared = one & two
    if shared:
        return True, f"{topic.name}/{min(shared)}"
    return False, "two" if one and two else ""


def _regression(
    rows: list[tuple[list[float], Sample]], names: Sequence[str], prior: dict[str, float]
) -> tuple[float, dict[str, float]]:
    """Bias and weights of the logistic regression of the labels on `rows`, drawn to `prior` with STRENGTH."""
    import numpy
    from scipy.optimize import minimize

    sizes = Counter(one.fact for _, one in rows if one.label)
    weight = numpy.array([sizes[one.fact] ** -0.5 if one.label else 1.0 for _, one in rows])
    labels = numpy.array([float(one.label) for _, one in rows])
    inputs = numpy.array([[*features, 1.0] for features, _ in rows])
    start = numpy.array([*(prior.get(name, 0.0) for name in names), -4.0])
    hold = numpy.array([*(STRENGTH for _ in names), 1e-3])

    def loss(weights: Any) -> tuple[float, Any]:
        odds = inputs @ weights
        chance = 1 / (1 + numpy.exp(-numpy.clip(odds, -30, 30)))
        cost = weight @ (numpy.logaddexp(0, odds) - labels * odds) + hold @ (weights - start) ** 2 / 2
        return float(cost), inputs.T @ (weight * (chance - labels)) + hold * (weights - start)

    fitted = minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x
    values = {name: round(float(value), 3) for name, value in zip(names, fitted, strict=False)}
    return round(float(fitted[-1]), 3), values


def write(weights: Weights, path: Path, note: str) -> None:
    """Writes `weights` as the rule file that the product reads."""
    import yaml

    content = {"default": {**msgspec.to_builtins(weights), "note": note}}
    head = "# Fitted by `python -m factcheck.alignment.fit`; alignment/aspects.py says what each weight weighs.\n"
    path.write_text(head + yaml.safe_dump(content, sort_keys=False), encoding="utf-8")


def main() -> None:
    """The command line: reads the labelled folders, fits, writes the weights."""
    import argparse

    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--output", type=Path, default=Path("rules/weights/fitted.yaml"))
    options = parser.parse_args()
    rules = load()
    data = [topic for folder in options.data for topic in topics(folder, rules)]
    if not data:
        parser.error(f"no <topic>/gold.jsonl below {', '.join(map(str, options.data))}")
    weights = fit(data, rules.weights["prior"])
    write(weights, options.output, f"{len(data)} topics, {sum(len(one.texts) for one in data)} documents")


if __name__ == "__main__":
    main()
