"""Reports made by hand for the tests: three invented sources that speak of a bridge and a festival."""

from __future__ import annotations

from factcheck.model import (
    DocumentSummary,
    Evidence,
    FactKey,
    FactValue,
    Finding,
    Level,
    Period,
    Problem,
    Publication,
    Relation,
    Report,
    Term,
    Verdict,
)

TEXTS = {
    "notes/alpha.txt": "The bridge opened in May.\nIt cost 12.4 million euros to build.\nSome 300 people came.\n",
    "notes/beta.txt": "Harbour news\n\nThe new bridge cost $0.5 billion, and 13.1 million euros of it was concrete.\n",
    "notes/gamma.md": "Paid: 8 trucks and 4 cars, 12 vehicles in all. The bridge cost about 12 million euros.\n",
}


def place(path: str, value: str, texts: dict[str, str] | None = None) -> Evidence:
    """The first place of `value` in the sample `path`, with its line as the quote."""
    text = (texts or TEXTS)[path]
    start = text.index(value)
    first = text.rfind("\n", 0, start) + 1
    last = (text + "\n").index("\n", start)
    return Evidence(
        path=path, start=start, end=start + len(value), line=text.count("\n", 0, start) + 1, column=start - first + 1,
        location=None, quote=text[first:last], quote_start=first, quote_end=last,
    )  # fmt: skip


def stated(text: str, low: float | str | None, high: float | str | None, unit: str | None, *places: Evidence,
           high_open: bool = True, mod: str = "=", point: float | None = None) -> FactValue:  # fmt: skip
    """A value of a fact with its places."""
    return FactValue(
        text=text, low=low, high=high, unit=unit, evidence=places, high_open=high_open, mod=mod, point=point
    )  # type: ignore[arg-type]


COST = (
    stated("12.4 million euros", 12.35e6, 12.45e6, "EUR", place("notes/alpha.txt", "12.4 million euros")),
    stated("13.1 million euros", 13.05e6, 13.15e6, "EUR", place("notes/beta.txt", "13.1 million euros")),
    stated("about 12 million euros", 11.4e6, 12.6e6, "EUR", place("notes/gamma.md", "about 12 million euros"), mod="~"),
)


def related(a: int, b: int, verdict: Verdict, reason: str = "", name: str = "") -> Relation:
    """The verdict on two values, under an id made of their indexes."""
    return Relation(id=name or f"cost-{a}-{b}", a=a, b=b, verdict=verdict, reason=reason, arithmetic="")


def finding(verdict: Verdict = "conflict", **fields: object) -> Finding:
    """The cost of the bridge, as three sources state it; `fields` replace what it has."""
    base: dict[str, object] = {
        "id": "f-cost", "verdict": verdict, "severity": "high", "confidence": 0.97, "check": "level", "derived": False,
        "fact": FactKey(
            measure="cost", entities=("bridge",), period=Period(start="2017-01-01", end="2017-09-30", grain="month")
        ),
        "summary": "The cost of the bridge differs by 0.6 million euros.",
        "explanation": (
            Level(aspect="measure", level="same", weight=3.25, note="cost"),
            Level(aspect="entities", level="share bridge", weight=2.0),
            Level(aspect="speaker", level="differ", weight=-0.5),
        ),
        "values": COST,
        "relations": (
            related(0, 2, "compatible", "the hedge of “about” covers the difference"),
            related(0, 1, "conflict", "same precision, other value"),
            related(1, 2, "conflict"),
        ),
    }  # fmt: skip
    return Finding(**{**base, **fields})  # type: ignore[arg-type]


HOLDING = finding(
    "agree", id="f-sum", severity="low", check="part-sum", derived=True, summary="", values=(), relations=(),
    fact=FactKey(measure="vehicles"), equation="8 + 4 = 12", explanation=(),
    terms=(
        Term(name="trucks", low=8, high=8, unit="truck", stated=True, evidence=(place("notes/gamma.md", "8"),)),
        Term(name="cars", low=4, high=4, unit="car", stated=True, evidence=(place("notes/gamma.md", "4"),)),
        Term(name="sum", low=12, high=12, unit="vehicle", stated=False),
    ),
)  # fmt: skip
IMPLIED = finding(
    "conflict", id="f-implied", check="implied-base", derived=True, values=(), relations=(), explanation=(),
    fact=FactKey(measure="cost"), summary="the shares imply different totals",
    equation="12.4 / 50 % = 24.8 million; 13.1 / 40 % = 32.75 million", notes=("24.8 and 32.75 million do not meet",),
    terms=(
        Term(name="part", low=12.35e6, high=12.45e6, unit="EUR", stated=True, evidence=COST[0].evidence),
        Term(name="total of alpha", low=24.7004321e6, high=24.9e6, unit="EUR", stated=False),
        Term(name="part", low=13.05e6, high=13.15e6, unit="EUR", stated=True, evidence=COST[1].evidence),
        Term(name="total of beta", low=32.6e6, high=32.9e6, unit="EUR", stated=False),
    ),
)  # fmt: skip
AGREEING = finding(
    "agree", id="f-agree", severity="low", summary="", fact=FactKey(measure="visitors"), explanation=(),
    values=(stated("300 people", 300, 300, "person", place("notes/alpha.txt", "300 people"), high_open=False),),
    relations=(),
)  # fmt: skip
COMPATIBLE = finding(
    "compatible", id="f-compatible", severity="low", summary="", values=(COST[0], COST[2]),
    relations=(related(0, 1, "compatible", "the hedge of “about” covers the difference", "cost-near"),),
)  # fmt: skip
REVIEW = finding(
    "review", id="f-review", severity="low", confidence=0.4, values=COST[:2],
    relations=(related(0, 1, "review", name="r-1"),),
)  # fmt: skip


def document(path: str, day: str | None = "2017-12-01", **fields: object) -> DocumentSummary:
    """What a report says of the sample `path`."""
    known = Publication(start=day, end=day, basis="dateline", confidence=0.9) if day else None
    return DocumentSummary(path=path, title=None, published=known, language="en", claims=4, **fields)  # type: ignore[arg-type]


def report(*findings: Finding, **fields: object) -> Report:
    """A report on the samples; without findings it has one of every kind."""
    base: dict[str, object] = {
        "version": "0.1.0",
        "documents": tuple(document(path) for path in TEXTS),
        "findings": findings or (COMPATIBLE, REVIEW, finding(), AGREEING, HOLDING),
        "errors": (Problem(path="notes/broken.txt", message="is not UTF-8 (byte 12); save it as UTF-8"),),
        "notices": ("notes/delta.txt: written in French, which the rules do not know; skipped",),
    }
    return Report(**{**base, **fields})  # type: ignore[arg-type]
