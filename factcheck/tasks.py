"""The stages as pure functions from bytes to bytes, so that any process or machine can do a batch of them.

Each takes the rules, which all tasks share, and one batch; see `factcheck.engine` for who runs them and
`factcheck.collection` for where batches come from and results go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import compress
from typing import NamedTuple

import msgspec

from factcheck import alignment, comparison, derivation, extraction, structure
from factcheck.alignment import aspects, blocking, evidence
from factcheck.alignment.facts import facts
from factcheck.alignment.links import Link
from factcheck.alignment.profile import Profile, profiles
from factcheck.alignment.waterfall import waterfall
from factcheck.extraction import language
from factcheck.extraction.lexicon import lexicon
from factcheck.model import Claim, Document, DocumentSummary, Finding
from factcheck.rulebook import Rulebook
from factcheck.store import Extracted, Group, StoredLink, encode, pack, unpack


class Read(msgspec.Struct, frozen=True, array_like=True):
    """A document as it was read, with its source, its key and the digest of the rules that extract its claims."""

    source: str
    key: bytes
    rules: str
    document: bytes


class Block(msgspec.Struct, frozen=True, array_like=True):
    """Documents that hang together (packed claims, vector) and the pairs of them that are to be scored."""

    documents: dict[int, tuple[bytes, blocking.Vector]]
    pairs: list[tuple[int, int]]


class Groups(NamedTuple):
    """Groups of linked claims, with the packed claims and texts of their documents."""

    documents: dict[int, tuple[bytes, bytes]]
    groups: list[Group]
    strict: bool


class Neighbourhoods(NamedTuple):
    """Documents with their neighbours, and the packed claims and texts of all."""

    documents: dict[int, tuple[bytes, bytes]]
    centres: list[tuple[int, list[int]]]


_document = msgspec.msgpack.Decoder(Document)


def extract(rules: Rulebook, batch: Sequence[Read]) -> list[Extracted]:
    """The claims of documents, with their words for finding neighbours."""
    documents = [_document.decode(one.document) for one in batch]
    tags = [language.of(document, lexicon(rules)) for document in documents]
    known = [tag.startswith(READ) for tag in tags]
    found = iter(extraction.read_all(compress(documents, known), rules))
    return [
        _extracted(one, document, tag, next(found) if read else None, rules)
        for one, document, tag, read in zip(batch, documents, tags, known, strict=True)
    ]


READ = "en"
"""The language that is read, whatever its region."""


def _extracted(
    one: Read, document: Document, tag: str, extract: extraction.Extract | None, rules: Rulebook
) -> Extracted:
    published, claims, words = extract or extraction.NOTHING
    when = blocking.day(published)
    return Extracted(
        path=document.path,
        source=one.source,
        key=one.key,
        rules=one.rules,
        day=when,
        levels=blocking.levels(when),
        count=len(claims),
        remarks=bool(document.suppressions or document.options.ignore),
        summary=pack(
            DocumentSummary(
                path=document.path,
                title=document.title,
                published=published,
                language=tag,
                claims=len(claims),
                notices=document.notices if extract else (*document.notices, language.notice(tag)),
                publisher=document.options.publisher,
                url=document.options.url,
                authority=document.options.authority,
            )
        ),
        text=pack(document),
        claims=pack(claims),
        vector=blocking.vector(words, lexicon(rules).common) if claims else {},
        marked=bool(structure.candidates([document.path])) or structure.page(document, claims).documentation,
    )


def score(rules: Rulebook, block: Block) -> list[bytes]:
    """The links of the pairs of a block, encoded."""
    words = lexicon(rules)
    prepared = {
        number: profiles(number, unpack(claims, list[Claim]), words) for number, (claims, _) in block.documents.items()
    }
    results = []
    for a, b in block.pairs:
        alike = blocking.alike(block.documents[a][1], block.documents[b][1])
        results.append(encode([_stored(link, a) for link in _scored(prepared[a], prepared[b], alike, rules)]))
    return results


def _scored(one: list[Profile], two: list[Profile], alike: float, rules: Rulebook) -> list[Link]:
    """The links of two documents, taken in the order of their paths."""
    if not one or not two:
        return []
    first, second = _bounded(*sorted((one, two), key=lambda profiles: profiles[0].claim.path))
    return alignment.linked(first, second, alike, rules)


MOST_PAIRS = 1000
"""Pairs of claims of one family from which on two pages of a manual are compared by their structure alone.

Their lists and tables grow with their length, the pairs with its square, and words alone would show no more than a
review of them (see `structure.gate`). Other families of the two are compared as ever.
"""


def _bounded(one: list[Profile], two: list[Profile]) -> tuple[list[Profile], list[Profile]]:
    """The claims of two documents that are worth comparing by words."""
    if not (structure.manual(one[0].claim) and structure.manual(two[0].claim)):
        return one, two
    first, second = Counter(claim.family for claim in one), Counter(claim.family for claim in two)
    many = {family for family, count in first.items() if count * second[family] > MOST_PAIRS}
    return [claim for claim in one if claim.family not in many], [claim for claim in two if claim.family not in many]


def _stored(link: Link, first: int) -> StoredLink:
    """`link` with the claim of the document `first` in front."""
    a, b = (link.a, link.b) if link.a.document == first else (link.b, link.a)
    return StoredLink(a.index, b.index, link.probability, _sparse(link.features), _sparse(link.second))


def _sparse(features: Iterable[float]) -> tuple[tuple[int, float], ...]:
    return tuple((place, value) for place, value in enumerate(features) if value)


def _dense(features: Iterable[tuple[int, float]], size: int) -> list[float]:
    values = [0.0] * size
    for place, value in features:
        values[place] = value
    return values


def judge(rules: Rulebook, batch: Groups) -> list[bytes]:
    """What is found on each group, packed."""
    words = lexicon(rules)
    read = {number: unpack(text, Document) for number, (_, text) in batch.documents.items()}
    prepared: dict[tuple[int, int], Profile] = {}
    for rank, number in enumerate(sorted(read, key=lambda one: read[one].path)):  # ties are broken by path
        claims = unpack(batch.documents[number][0], list[Claim])
        prepared |= {(number, one.index): one for one in profiles(rank, claims, words)}
    texts = {document.path: document.original for document in read.values()}
    return [pack(_judged(group, prepared, texts, rules, batch.strict) if group.links else []) for group in batch.groups]


def _judged(
    group: Group, members: dict[tuple[int, int], Profile], texts: dict[str, str], rules: Rulebook, strict: bool
) -> list[Finding]:
    weights = rules.weights["default"]
    links = [
        Link(
            members[pair[0], link.a],
            members[pair[1], link.b],
            _dense(link.features, len(aspects.COMPARISONS)),
            _dense(link.second, len(evidence.EVIDENCE)),
            link.probability,
        )
        for pair, link in group.links
    ]
    found = facts(links, lambda link: waterfall(link, weights), weights.conflict)
    return [derivation.annotated(one) for one in comparison.findings(found, texts, rules, strict=strict)]


def derive(rules: Rulebook, batch: Neighbourhoods) -> list[list[tuple[str, bytes]]]:
    """What arithmetic between the claims of each document and its neighbours finds that the document has a part in:
    identity and packed finding.
    """
    claims = {number: unpack(packed, list[Claim]) for number, (packed, _) in batch.documents.items()}
    documents = {number: unpack(packed, Document) for number, (_, packed) in batch.documents.items()}
    originals = {one.path: one.original for one in documents.values()}
    texts = {one.path: one for one in derivation.read(list(claims.values()), originals)}
    results = []
    for centre, near in batch.centres:
        paths = sorted(documents[one].path for one in (centre, *near))
        together = [texts[path] for path in paths if path in texts]
        found = derivation.of_document(documents[centre].path, together, originals, rules)
        results.append([(one.id, pack(one)) for one in found])
    return results
