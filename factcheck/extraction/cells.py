"""Values of tables: what a cell measures, in what unit and when, by the headers and the caption that it stands under.

Each cell that holds one bare value is put into words ("The net loss in 2016 was $3.4 million.") and those are read like
any sentence, so that a table and the prose around it mean the same by the same rules. The claim that comes of it gets
the place of the cell.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

import msgspec

from factcheck import quantity
from factcheck.extraction.lexicon import Lexicon, longest
from factcheck.model import Block, Claim, Document, Publication, SourceOptions, Span
from factcheck.tokens import TOKEN, Tokens

MOST = 20_000
"""Cells of a document that are put into words."""

LONGEST = 60
"""Characters of a header that can name a measure or a period; longer ones are prose."""

MOST_SAID = 200
"""Characters of a header or caption that are looked at at all."""

_VALUE = re.compile(
    r"(?P<loss>\()?(?P<minus>[-−–])?[ ]?(?P<own>(?:[A-Z]{0,3}[$£€¥₹₽₩])?[ ]?\d[\d.,   '’]*"
    r"(?:[ ]?(?:%|‰|per ?cent|(?:thousand|million|billion|trillion|mn|bn|m|k)\b))?)[ ]?(?(loss)\))[*†‡]?"
)
"""A cell that states one value: its brackets or minus, and the value as written."""
_UNIT = re.compile(
    r"(?:in[ ])?(?P<money>[A-Z]{0,3}[$£€¥₹₽₩]|[A-Z]{3}(?![A-Za-z]))?[ ]?"
    r"(?P<scale>(?:thousand|million|billion|trillion)s?|['’]?000s?|(?:mln?|mn|bn|tn|k|m)(?![a-z]))?"
    r"(?:[ ]of(?=[ ]))?[ ]?(?P<rest>[^\s\d].{0,30})?",
    re.IGNORECASE,
)
"""The unit that a header gives: a currency, a scale, and the rest."""
_TAIL = re.compile(r"\s*(?:[(\[]([^()\[\]]{1,40})[)\]]|,\s*([^,]{1,40})|\b(in [^,()]{1,40}))\s*$")
_BARE_UNIT = re.compile(r"\W*(?:(?:thousand|million|billion|trillion)s?\b|\d*\W*$)", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?:(?:q[1-4]|[1-4]q|h[12]|[1-9]m|fy|the |first |second |third |fourth |nine |six |three |months? |quarter |half "
    r"|year |ended |to |of |in |[a-z]{3,9}\.?(?=[\s,'’–-]+(?:\d|[a-z]))|\d{1,2}(?!\d))[\s,.'’–/-]*){0,6}(?:19|20)\d\d"
    r"(?:[-/–]\d{2,4})?(?:\s*(?:q[1-4]|h[12]))?",
    re.IGNORECASE,
)
_GAIN = re.compile(r"\b(?:profit|income|earnings|result)s?\b(?:\s*/?\s*\(?loss(?:es)?\)?)?", re.IGNORECASE)
_LOSS = re.compile(r"\b(?:loss|losses|deficit|costs?|expenses?|outflow)\b", re.IGNORECASE)
_TOTAL = re.compile(r"(?:grand |sub-?)?totals?|sum|all|overall", re.IGNORECASE)
_SCALES = {"'000": "thousand", "’000": "thousand", "000": "thousand", "000s": "thousand"}


class Unit(NamedTuple):
    """What a header adds to the numbers below or beside it."""

    before: str = ""
    scale: str = ""
    after: str = ""
    kind: str = ""

    def around(self, number: str) -> str:
        """The number with its unit."""
        gap = " " if self.before[-1:].isalpha() else ""
        return " ".join(part for part in (f"{self.before}{gap}{number}", self.scale, self.after) if part)


class Header(NamedTuple):
    """A header without its unit, the unit, and whether it names a period or a measure that the rules know."""

    said: str
    unit: Unit | None
    period: bool
    kinds: frozenset[str]


class Said(NamedTuple):
    """A cell put into words: the place of its value there, and where the row begins in the source."""

    block: Block
    start: int
    end: int
    row: int


Reader = Callable[[Document], list[Claim]]


def claims(
    document: Document, found: list[Claim], words: Lexicon, published: Publication | None, read: Reader
) -> list[Claim]:
    """The claims of `document`, those in cells with what the headers say of them; `read` reads the sentences."""
    if not any(block.kind == "cell" for block in document.blocks):
        return found
    shadow = _Shadow(document, words)
    said = list(shadow.cells())
    if not said:
        return found
    text = "".join(shadow.parts)
    told = Document(
        path=document.path, text=text, published=published, blocks=tuple(shadow.blocks), options=document.options
    )
    read_there = read(told)
    better = {one.block.start: claim for one, claim in _matched(said, read_there)}
    rows = {one.block.start: one.row for one in said}
    return _merged(document, found, better, rows)


def _matched(said: Sequence[Said], there: Sequence[Claim]) -> Iterator[tuple[Said, Claim]]:
    """Each cell with the one claim that its words make."""
    at = 0
    for one in said:
        while at < len(there) and there[at].end <= one.start:
            at += 1
        inside = [claim for claim in there[at : at + 3] if claim.start < one.end and one.start < claim.end]
        if len(inside) == 1 and inside[0].value.low is not None:
            yield one, inside[0]


def _merged(
    document: Document, found: Iterable[Claim], better: Mapping[int, Claim], rows: Mapping[int, int]
) -> list[Claim]:
    blocks = {block.start: block for block in document.blocks}
    ends = {start: blocks[start].end for start in better}
    headers = [block for block in document.blocks if block.kind in ("cell", "caption", "heading", "title")]
    starts, result, used = [block.start for block in headers], [], set[int]()
    from bisect import bisect_right

    for claim in found:
        at = bisect_right(starts, claim.start) - 1
        block = headers[at] if at >= 0 and claim.start < headers[at].end else None
        if block is not None and block.start in ends:
            if block.start not in used:
                used.add(block.start)
                result.append(_placed(document, claim, better[block.start], block, rows[block.start]))
        elif block is None or not _is_unit(claim):
            result.append(claim)
    return result


def _is_unit(claim: Claim) -> bool:
    """Whether a claim in a header only names the unit of what stands below: "in thousands", "$ million"."""
    return (
        claim.kind in ("number", "money", "measure")
        and _BARE_UNIT.match(claim.text) is not None
        and not any(sign.isdigit() for sign in claim.text)
    )


def _placed(document: Document, old: Claim, new: Claim, block: Block, row: int) -> Claim:
    """The claim `new` of a shadow sentence at the place of the cell that it was made of."""
    start, end = block.start, block.end
    line_start = document.original.rfind("\n", 0, start) + 1
    context = msgspec.structs.replace(new.context, sentence=old.context.sentence, role="cell")
    return msgspec.structs.replace(
        new,
        path=document.path,
        start=start,
        end=end,
        line=old.line,
        column=start - line_start + 1,
        text=document.original[start:end],
        location=block.location,
        sentence=Span(start=row, end=end),
        speaker=old.speaker,
        period=_of_table(new),
        context=context,
    )


def _of_table(claim: Claim) -> object:
    period = claim.period
    return msgspec.structs.replace(period, basis="table") if period and period.basis == "clause" else period


class _Shadow:
    """The sentences that say what the tables of a document hold."""

    def __init__(self, document: Document, words: Lexicon) -> None:
        self.document, self.words = document, words
        self.parts: list[str] = []
        self.blocks: list[Block] = []
        self.length = 0
        self.units: dict[str, Unit | None] = {}
        self.headers: dict[str, Header] = {}

    def add(self, text: str) -> int:
        start = self.length
        self.parts += (text, "\n\n")
        self.blocks.append(Block(kind="paragraph", start=start, end=start + len(text)))
        self.length += len(text) + 2
        return start

    def cells(self) -> Iterator[Said]:
        """Each cell that can be put into words."""
        text, group, corner, seen = self.document.text, None, None, dict[str, int]()
        count = 0
        for block in self.document.blocks:
            if block.kind != "cell" or count >= MOST:
                continue
            said = " ".join(text[block.start : block.end].split())
            if block.group != group:
                group, corner, seen = block.group, self.header(said), {}
                caption = self.caption(block.context)
                if block.context:
                    self.add(f"{block.context[-1]}.")
            match = _VALUE.fullmatch(said) if (block.row or block.column) and len(said) <= LONGEST else None
            if match is not None:
                made = self.sentence(match, block, caption, corner)
                if made is not None:
                    count += 1
                    sentence, at, end = made
                    start = self.add(sentence)
                    row = seen.get(block.row[-1], block.start) if block.row else block.start
                    yield Said(block, start + at, start + end, row)
            seen[said] = block.start

    def caption(self, context: Sequence[str]) -> Unit | None:
        """The unit that the nearest line above a table gives."""
        return next((unit for one in reversed(context[-2:]) if (unit := self.header(one).unit)), None)

    def sentence(
        self, match: re.Match[str], block: Block, caption: Unit | None, corner: Header | None
    ) -> tuple[str, int, int] | None:
        """A sentence for a value, and the place of the value with its unit in it; None if the headers tell nothing."""
        headers = [self.header(one) for one in (*block.row, *block.column) if len(one) <= LONGEST]
        known = next((one for one in reversed(headers) if one.kinds), None)
        column = [self.header(one) for one in reversed(block.column)]
        given = next((one.unit for one in (*column, *map(self.header, reversed(block.row))) if one.unit), None)
        # Without headers of columns, the first cell is the label of the first row and no corner.
        whole = given or self.fitting(known, caption) or self.fitting(known, corner.unit if corner and column else None)
        if given and not given.scale and caption and caption.scale and not caption.before + caption.after:
            whole = given._replace(scale=caption.scale) if given.kind != "percent" else given
        if whole is None and known is None:
            return None
        periods = [one.said for one in headers if one.period]
        names = [one for one in headers if not one.period and one.said and one is not known]
        label = self.label(known, names)
        own, minus = match["own"].strip(), bool(match["loss"] or match["minus"])
        if minus and not own.endswith("%") and (whole is None or whole.kind != "percent"):
            label, minus = _lost(label)
        bare = own[-1].isdigit() and own[0].isdigit()
        value = whole.around(f"{'-' if minus else ''}{own}") if whole and bare else f"{'-' if minus else ''}{own}"
        lead = " in ".join([f"The {label}", *periods]) + " was "
        return f"{lead}{value}.", len(lead), len(lead) + len(value)

    @staticmethod
    def fitting(known: Header | None, unit: Unit | None) -> Unit | None:
        """A unit of the whole table, unless the measure of the cell takes no such values."""
        if unit is None or known is None or not unit.kind or unit.kind in known.kinds:
            return unit
        return None

    def label(self, known: Header | None, names: list[Header]) -> str:
        """What is measured, of whom: the measure first, other headers behind it."""
        total = any(_TOTAL.fullmatch(one.said) for one in names)
        others = [one.said for one in names if not _TOTAL.fullmatch(one.said)]
        if known is None and others:
            first, others = others[-1], others[:-1]
        else:
            first = known.said if known else "total"
        first = first[:1].lower() + first[1:] if first[1:2].islower() else first
        return " of ".join([f"total {first}" if total and known else first, *others])

    def header(self, said: str) -> Header:
        """What a header says, kept for the other cells under it."""
        found = self.headers.get(said)
        if found is None:
            found = self.headers[said] = self._header(said)
        return found

    def _header(self, said: str) -> Header:
        unit = self.unit(said)
        if len(said) > MOST_SAID:
            return Header("", None, False, frozenset())
        rest = "" if unit else said
        tail = _TAIL.search(said[-80:]) if unit is None else None
        if tail is not None and (unit := self.unit(next(filter(None, tail.groups())))) is not None:
            rest = said[: len(said) - len(tail[0])]
        rest = rest.strip(" :*†‡.")
        return Header(rest, unit, _PERIOD.fullmatch(rest) is not None, self.kinds(rest))

    def kinds(self, said: str) -> frozenset[str]:
        """The kinds of the measures that a header names."""
        tokens = TOKEN.findall(said[:LONGEST].lower())
        names = [hit for at in range(len(tokens)) if (hit := longest(tokens, at, len(tokens), self.words.measures))]
        return frozenset().union(*(self.words.kinds[name] for _, found in names for name in found))

    def unit(self, said: str) -> Unit | None:
        """The unit that `said` is, if it is one and nothing else."""
        if said not in self.units:
            self.units[said] = self._unit(said)
        return self.units[said]

    def _unit(self, said: str) -> Unit | None:
        match = _UNIT.fullmatch(said) if len(said) <= 40 else None
        if match is None or not any(match.groups()):
            return None
        scale = _SCALES.get((match["scale"] or "").lower(), (match["scale"] or "").lower().removesuffix("s"))
        for one in (Unit(match["money"] or "", scale, match["rest"] or ""), Unit("", "", said.removeprefix("in "))):
            shown = one.around("5")
            mentions = quantity.scan(Tokens(shown, self.words.quantity.marks), self.words.quantity, SourceOptions())
            if len(mentions) != 1 or mentions[0].start:
                continue
            kind = mentions[0].kind
            if kind == "percent" and shown[mentions[0].end :].startswith(" of "):  # (% of exports)
                return Unit("", "", "%", kind)
            if mentions[0].end == len(shown):
                return one._replace(kind=kind) if kind != "number" else one._replace(kind="") if scale else None
        return None


def _lost(label: str) -> tuple[str, bool]:
    """The label for a negative value, and whether the minus has to stay: a negative profit is a loss."""
    if _LOSS.search(_GAIN.sub("", label)):
        return label, False
    lost = _GAIN.sub("loss", label, count=1)
    return lost, lost == label
