"""Fits the weights of alignment on labelled pairs: `python -m factcheck.alignment.fit DATA… [--output FILE]`.

DATA is a folder of topics: `<topic>/docs/*.txt`, `<topic>/meta.json` with the publication dates,
`<topic>/gold.jsonl` with one labelled pair a line (fact, label, and for both sides the document and the
`vstart`..`vend` of the value in code points). Two claims are one fact if the gold gives their places the same
`fact`. Needs the extra `factcheck[fit]`; the product itself only evaluates.

Method: maximum likelihood of a product of logistic conditions, then of the evidence added to it, both drawn to the
prior that `rules/weights/prior.yaml` sets by hand. The positives of a fact weigh 1/√(its pairs), lest near-copies
rule; unlabelled pairs of equal value are left out, half of them being one fact.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from factcheck import extraction
from factcheck.alignment import Compared, aspects, compared, evidence, values
from factcheck.alignment.candidates import BIAS, Candidate, score, table
from factcheck.alignment.profile import Profile
from factcheck.extraction.lexicon import lexicon
from factcheck.model import Claim, Document, Publication
from factcheck.rulebook import Rulebook, load
from factcheck.rulebook.schema import Weights

STRENGTH = 1000.0
"""How firmly the fit is held to the prior: the inverse variance of what the data may change a weight by, chosen by
leaving one topic out. Few topics say little, and a prior set by hand goes over to new topics better than they do."""


class Sample(NamedTuple):
    """A labelled candidate with the number of its fact's pairs."""

    pair: Candidate
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
    texts = {one.path: one.text for one in documents}
    return Topic(folder.name, texts, corpus, bags, blocks, _labels(gold, corpus))


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
    """The weights fitted on all of `data`, starting from `prior`: first the conditions, then, these standing, what
    the evidence adds.
    """
    samples = [one for topic in data for one in _samples(topic)]
    conditions = _conditions(samples, prior)
    staged = msgspec.structs.replace(prior, conditions=conditions)
    pairs = [one for topic in data for one in weighed(topic, staged)]
    bias, worth = _evidence(pairs, prior.evidence)
    return msgspec.structs.replace(staged, evidence_bias=bias, evidence=worth)


def _samples(topic: Topic) -> Iterator[Sample]:
    """The candidates of a topic that teach something: unlabelled pairs of equal value are left out."""
    for _, _, pairs in topic.blocks:
        for pair in pairs:
            sample = Sample(pair, *_label(topic, pair.a, pair.b))
            if _teaches(sample, values.closeness(pair.a, pair.b, values.settled_ratio(pair.a, pair.b))[0]):
                yield sample


def weighed(topic: Topic, weights: Weights) -> Iterator[tuple[Sample, list[float]]]:
    """The samples of a topic with their scores under `weights` and the evidence on them."""
    worth = table(weights)
    for one, two, pairs in topic.blocks:
        scored = [pair._replace(score=score(pair.features, worth)) for pair in pairs]
        for pair, found in evidence.weigh(scored, one, two):
            sample = Sample(pair, *_label(topic, pair.a, pair.b))
            if _teaches(sample, found[evidence.EQUAL]):
                yield sample, found


def _teaches(sample: Sample, equal: float) -> bool:
    """Whether a sample is labelled, or its values are not equal: of unlabelled equal ones half are one fact."""
    return sample.label or bool(sample.fact) or not equal


def _label(topic: Topic, a: Profile, b: Profile) -> tuple[bool, str]:
    """Whether two claims are one fact, and the fact's name; a name without it: both are labelled, as two facts."""
    one = topic.facts.get((a.claim.path, a.claim.start), frozenset())
    two = topic.facts.get((b.claim.path, b.claim.start), frozenset())
    shared = one & two
    if shared:
        return True, f"{topic.name}/{min(shared)}"
    return False, "two" if one and two else ""


def _weights_of(samples: Sequence[Sample]) -> tuple[Any, Any]:
    """The labels of samples, and what each sample counts."""
    import numpy

    sizes = Counter(one.fact for one in samples if one.label)
    counts = numpy.array([sizes[one.fact] ** -0.5 if one.label else 1.0 for one in samples])
    return numpy.array([float(one.label) for one in samples]), counts


def _conditions(samples: Sequence[Sample], prior: Weights) -> dict[str, dict[str, float]]:
    """The weights of the comparisons in each condition. A comparison that the prior gives no weight gets none."""
    import numpy
    from numpy import exp, expm1, log, logaddexp, minimum

    labels, counts = _weights_of(samples)
    names = {name: [one for one in prior.conditions[name] if one != BIAS] for name in aspects.CONDITIONS}
    features = numpy.array([one.pair.features for one in samples])
    ones = numpy.ones(len(samples))
    inputs = [
        numpy.column_stack([*(features[:, aspects.COMPARISONS.index(one)] for one in chosen), ones])
        for chosen in names.values()
    ]
    start = numpy.array(
        [prior.conditions[name].get(one, 0.0) for name in names for one in (*names[name], BIAS)] + [0.0]
    )
    hold = numpy.array([STRENGTH * max(1.0, float(one) ** 2) for one in start[:-1]] + [1e-3])
    ends = numpy.cumsum([0, *(table.shape[1] for table in inputs)])

    def loss(weights: Any) -> tuple[float, Any]:
        sums = [table @ weights[low:high] for table, low, high in zip(inputs, ends, ends[1:], strict=False)]
        chance = minimum(-sum(logaddexp(0, -one) for one in sums), -1e-9)
        odds = chance - log(-expm1(chance)) + weights[-1]
        cost = counts @ (logaddexp(0, odds) - labels * odds) + hold @ (weights - start) ** 2 / 2
        slope = counts * (1 / (1 + exp(-numpy.clip(odds, -30, 30))) - labels)
        inner = slope / -expm1(chance)
        parts = [
            table.T @ (inner / (1 + exp(numpy.clip(one, -30, 30)))) for table, one in zip(inputs, sums, strict=True)
        ]
        return float(cost), numpy.concatenate([*parts, [slope.sum()]]) + hold * (weights - start)

    fitted = _minimum(loss, start)
    return {
        name: {key: round(float(value), 3) for key, value in zip((*names[name], BIAS), fitted[low:high], strict=True)}
        for name, low, high in zip(names, ends, ends[1:], strict=False)
    }


def _evidence(pairs: Sequence[tuple[Sample, list[float]]], prior: dict[str, float]) -> tuple[float, dict[str, float]]:
    """Bias and weights of the evidence on top of the scores of the pairs."""
    import numpy

    labels, counts = _weights_of([one for one, _ in pairs])
    names = list(prior)
    places = [evidence.EVIDENCE.index(name) for name in names]
    given = numpy.array([one.pair.score for one, _ in pairs])
    inputs = numpy.array([[*(found[place] for place in places), 1.0] for _, found in pairs])
    start = numpy.array([*prior.values(), -1.0])
    hold = numpy.array([*(STRENGTH for _ in names), 1e-3])

    def loss(weights: Any) -> tuple[float, Any]:
        odds = given + inputs @ weights
        cost = counts @ (numpy.logaddexp(0, odds) - labels * odds) + hold @ (weights - start) ** 2 / 2
        slope = counts * (1 / (1 + numpy.exp(-numpy.clip(odds, -30, 30))) - labels)
        return float(cost), inputs.T @ slope + hold * (weights - start)

    fitted = _minimum(loss, start)
    found = {name: round(float(value), 3) for name, value in zip(names, fitted, strict=False)}
    return round(float(fitted[-1]), 3), found


def _minimum(loss: Callable[[Any], tuple[float, Any]], start: Any) -> Any:
    from scipy.optimize import minimize

    return minimize(loss, start, jac=True, method="L-BFGS-B", options={"maxiter": 500}).x


def write(weights: Weights, path: Path, note: str) -> None:
    """Writes `weights` as the rule file that the product reads."""
    import yaml

    content = {"default": {**msgspec.to_builtins(weights), "note": note}}
    head = (
        "# Fitted by `python -m factcheck.alignment.fit`; alignment/aspects.py and evidence.py name what is weighed.\n"
    )
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
