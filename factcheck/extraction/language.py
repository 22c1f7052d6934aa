"""Whether a document is in a language that the rules know. They know English."""

from __future__ import annotations

from factcheck.extraction.lexicon import FUNCTION, Lexicon
from factcheck.model import Document

SAMPLE = 20_000
"""Characters from the start of a document that are looked at."""

LEAST_WORDS = 40
"""With fewer words than this a text is taken to be what it says it is."""

LEAST_SHARE = 0.15
"""Share of function words that any English prose exceeds (news has 40 %) and other languages do not reach."""

SENTENCE_ENDS = frozenset('.!?:;…"”»)。！？')
"""How a paragraph of sentences ends."""

UNKNOWN = "und"
"""The tag of ISO 639 for a language that is not determined."""


def of(document: Document, words: Lexicon) -> str:
    """The language of `document`: as its source states it, else `en`, or `und` for prose that is not English."""
    stated = document.language.lower().partition("-")[0].partition("_")[0]
    if stated not in ("", "en", "eng"):
        return document.language
    found = [word.strip(".,;:!?()\"'“”’").lower() for word in _prose(document).split()]
    spoken = [word for word in found if word.isalpha()]
    if len(spoken) < LEAST_WORDS:
        return "en"
    known = sum(1 for word in spoken if words.marks.get(word, 0) & FUNCTION)
    return "en" if known >= LEAST_SHARE * len(spoken) else UNKNOWN


def _prose(document: Document) -> str:
    """The sentences at the start of a document: lists, tables and headings leave function words out."""
    if not document.blocks:
        return document.text[:SAMPLE]
    spoken = (one for one in document.blocks if one.kind in ("paragraph", "quote") and one.start < SAMPLE)
    said = (document.text[one.start : one.end] for one in spoken)
    return " ".join(one for one in said if one.rstrip()[-1:] in SENTENCE_ENDS)


def notice(tag: str) -> str:
    """What the report says of a document that is left out."""
    name = "not English" if tag == UNKNOWN else f"in {tag!r}"
    return f"left out: its text is {name}, and the rules know English only"
