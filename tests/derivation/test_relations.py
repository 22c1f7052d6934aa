"""Relations as findings: terms with their places, silence, copies, relations of users. Examples run with all rules."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck import derivation, extraction, rulebook
from factcheck.derivation.patterns import compiled
from factcheck.model import Document, FactcheckError, Finding, Publication, RuleError

RULES = rulebook.load()


@pytest.mark.parametrize("id", RULES.relations)
def test_every_relation_has_three_examples_of_each_kind(id: str) -> None:
    relation = RULES.relations[id]
    told = f"{id} has {len(relation.holds)} examples that hold and {len(relation.fails)} that fail; write three of each"
    assert min(len(relation.holds), len(relation.fails)) >= 3, told


def found(*texts: str, published: str = "2018-03-01", rules: rulebook.Rulebook = RULES) -> list[Finding]:
    """The findings on texts under the paths 1, 2 …"""
    day = Publication(start=published, end=published, basis="configured", confidence=1.0)
    documents = [Document(path=str(number), text=text, published=day) for number, text in enumerate(texts, 1)]
    corpus = [extraction.claims(document, rules)[1] for document in documents]
    return derivation.findings(corpus, {one.path: one.text for one in documents}, rules)


WRONG = "Trade between Chile and Peru came to $80 million in 2015. Exports were $50 million and imports $40 million."
RIGHT = WRONG.replace("$40", "$30")


def test_a_finding_names_its_terms_with_their_places() -> None:
    (one,) = found(WRONG)
    assert (one.check, one.verdict, one.derived) == ("exports-and-imports", "conflict", True)
    assert one.equation == "$50 million + $40 million = $80 million"
    assert {term.name: WRONG[term.evidence[0].start : term.evidence[0].end] for term in one.terms} == {
        "trade": "$80 million",
        "exports": "$50 million",
        "imports": "$40 million",
    }


def test_what_holds_is_reported_as_agreeing() -> None:
    assert [one.verdict for one in found(RIGHT)] == ["agree"]


def test_a_missing_term_is_silence() -> None:
    assert found(WRONG.replace(" and imports $40 million", "")) == []


def test_copies_repeat_no_finding_and_add_their_places() -> None:
    (one,) = found(WRONG, "Our correspondent reports. " + WRONG)
    assert [len(term.evidence) for term in one.terms] == [2, 2, 2]
    assert one.id == found(WRONG)[0].id


def test_order_of_documents_does_not_matter() -> None:
    texts = [WRONG, "In January-June 2015 trade between Chile and Peru came to $90 million."]
    one, two = found(*texts), found(*reversed(texts))
    assert {finding.id: finding.verdict for finding in one} == {finding.id: finding.verdict for finding in two}
    assert "cumulative-trade" in {finding.check for finding in one}


def test_computed_terms_are_not_presented_as_stated() -> None:
    texts = (
        "In 2016 trade between France and Spain rose 10 percent to $55 billion.",
        "In 2016 the trade of France and Spain rose 25 percent to $55 billion.",
    )
    (one,) = [finding for finding in found(*texts) if finding.check == "implied-base"]
    computed = [term for term in one.terms if not term.stated]
    assert [round(term.low or 0, -9) for term in computed] == [49e9, 43e9]  # type: ignore[arg-type]
    assert not any(term.evidence for term in computed)


RULE = """
litres-per-guest:
  kind: equation
  says: what each guest drinks
  equation: guests * each = total
  patterns: ["{total:measure} for {guests:count},? or {each:measure} (each|a head)"]
  tolerance: 0.02
  holds: ["The inn brewed 300 litres for 100 guests, or 3 litres each."]
  fails: ["The inn brewed 300 litres for 100 guests, or 5 litres each."]
"""


def test_a_user_adds_a_relation_without_code(tmp_path: Path) -> None:
    (tmp_path / "relations.yaml").write_text(RULE, encoding="utf-8")
    rules = rulebook.load(tmp_path)
    own = [one for one in derivation.examples(rules) if one.id == "litres-per-guest"]
    assert [(one.field, one.number, one.fault) for one in own] == [("holds", 0, None), ("fails", 0, None)]
    text = "The hall had 60 litres for 20 guests, or 4 litres each."
    assert [one.check for one in found(text, rules=rules)] == ["litres-per-guest"]


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("guests * each = total", "guests ** each = total", 5, "no arithmetic"),
        ("guests * each = total", "guests * each", 5, "no equation"),
        ("guests * each = total", "guests * each = totals", 6, "no slot for 'totals' .*; is 'total' meant for it?"),
        (
            "guests * each = total",
            "guests + each = total",
            5,
            "guests is a count and each a measure, which can be neither",
        ),
        ("guests:count", "guests:counts", 6, "no kind of claim; did you mean 'count'"),
        ("(each|a head)", "(each|a head", 6, "faulty"),
        ("for {guests", "<nosuchclass> {guests", 6, "no class of words"),
        ("for {guests", "<detreminer> {guests", 6, "no class of words; did you mean 'determiner'"),
        ("for {guests", "For {guests", 6, "'For' in the pattern .* never stands in what is read"),
        ("{guests:count}", "{guests:count", 6, "'{guests:count,.' in the pattern .* is no slot or class"),
        ("each:measure", "other:measure", 6, "no slot for 'each'"),
        ("tolerance: 0.02", "reach: corpus\n  ways: [{patterns: [x], gives: y}]", 8, "kind equation has no 'ways'"),
        ("kind: equation", "kind: order", 5, "kind order has no 'equation'; its keys: aliases"),
        ("kind: equation", "kind: rows", 6, "kind rows has no 'patterns'"),
        ("tolerance: 0.02", "terms: {toal: {kinds: [count]}}", 7, "'toal' stands neither in .*; did you mean 'total'"),
        ("tolerance: 0.02", "terms: {total: {kinds: [acount]}}", 7, "'acount' is not known here; did you mean 'count'"),
        ("tolerance: 0.02", "terms: {total: {measures: [beer]}}", 7, "'beer' is no measure"),
        ("tolerance: 0.02", "terms: {total: {measures: [exports]}}", 7, "'measures' of a term counts only where"),
        ("fails: [", "fails: []  # [", 9, "has no example"),
    ],
)
def test_a_faulty_relation_is_told(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    (tmp_path / "relations.yaml").write_text(RULE.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError, match=said) as raised:
        found("The hall had 60 litres for 20 guests.", rules=rulebook.load(tmp_path))
    assert isinstance(raised.value, FactcheckError) and "relations/litres-per-guest: " in str(raised.value)
    assert f"relations.yaml:{line}:" in str(raised.value)


TERMS = """
shipping-trade:
  kind: equation
  says: x
  equation: a + b = c
  terms:
    a: {measures: [exports], kinds: [money]}
    b: {measures: [imports], kinds: [money]}
    c: {measures: [trade_turnover], kinds: [money]}
  reach: document
  holds: ["x"]
  fails: ["y"]
"""


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        (
            "[exports], kinds: [money]",
            "[exprots], kinds: [money]",
            7,
            "'exprots' is no measure; did you mean 'exports'",
        ),
        ("[exports], kinds: [money]", "[exports]", 7, "'a' has measures and no kinds"),
        ("[exports], kinds: [money]", "[exports], kinds: [age]", 7, "'exports' takes .*, and the term age"),
        (
            "[exports], kinds: [money]",
            "[units_sold], kinds: [count]",
            5,
            "a is a count and b money, which can be neither",
        ),
        ("    b:", "    d:", 5, "no entry in 'terms' for 'b' of the equation"),
        ("a: {measures: [exports], kinds: [money]}", "a: {optional: true}", 7, "no claim can stand for 'a'"),
    ],
)
def test_a_faulty_term_is_told(tmp_path: Path, old: str, new: str, line: int, said: str) -> None:
    (tmp_path / "relations.yaml").write_text(TERMS.replace(old, new), encoding="utf-8")
    with pytest.raises(RuleError, match=said) as raised:
        found("The hall had 60 litres for 20 guests.", rules=rulebook.load(tmp_path))
    assert f"relations.yaml:{line}:" in str(raised.value)


@pytest.mark.parametrize(
    ("pattern", "words"),
    [
        ("<rise> from {old:amount} to {new:amount}", ("from", "to")),
        ("(to|from) {a:amount},? (up )?than [a-z to]{1,3} {b:amount}", ("than",)),
        ("colou?r of colou{0,1}r {a:amount}", ("of",)),
        ("{a:amount} or {b:amount}|{a:amount} and {b:amount}", ()),
    ],
)
def test_the_words_that_a_pattern_cannot_do_without(pattern: str, words: tuple[str, ...]) -> None:
    assert compiled(pattern, RULES).words == words
