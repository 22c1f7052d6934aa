"""What a finding is about, in a line: its measure, the words of a text where that does not name it, and the bearer."""

from __future__ import annotations

import re
from collections.abc import Iterable

from factcheck.model import Evidence, Finding
from factcheck.report import evidence, notation, wording

SHARE = re.compile(r"rate|share|percent|growth|margin|inflation|unemployment|yield")
"""Measures that are percentages anyway."""

BEFORE, AFTER = 44, 28
"""Characters of a sentence that a title takes from before and after the value."""

FULL = 24
"""A title with so many characters from before the value needs none from after it."""

STEM = 5
"""Letters by which a word of a measure is found in a sentence: sold, sells and seller need not be told apart."""

PLAIN = {"time": "Time", "value": "Value"}
"""What stands for a measure where there is none, and no sentence either."""

_LEADING = re.compile(r"^(?:and|or|but|that|which|while|with|as|of|the|a|an|,)\s+(?=\w+\s\w)", re.IGNORECASE)
_BREAK = re.compile(r"[.;:!?]\s+|\n\s*\n|\s[–—]\s")


def subject(finding: Finding) -> str:
    """What the finding is about: measure or words of its newest or first text, parties or entities, scope, period."""
    fact = finding.fact
    names = (fact.parties or fact.entities)[:4]
    scope = tuple(name for name in fact.scope if name not in names)[:2]
    parts = (_named(finding), ", ".join(names), ", ".join(scope), notation.period(fact.period))
    return " · ".join(part for part in parts if part)


def _named(finding: Finding) -> str:
    """The measure, with the words of a text if none has all of its words; these alone where there is no measure."""
    measure = (finding.fact.measure or "").replace("_", " ")
    if _shares(finding) and measure and not SHARE.search(measure):
        measure += ", in percent"
    shown = measure[:1].upper() + measure[1:]
    if finding.derived or (measure and _in_text(finding)):
        return shown or _capital(finding.check)
    places = (place for index in wording.newest_first(finding) for place in finding.values[index].evidence)
    said = next((words for place in places if (words := _words(place, finding))), "")
    return ": ".join(part for part in (shown, said and f"“{said}”") if part) or _capital(finding.check)


def _capital(check: str) -> str:
    return PLAIN.get(check, check[:1].upper() + check[1:].replace("-", " ").replace("_", " "))


def _shares(finding: Finding) -> bool:
    return bool(finding.values) and all(value.unit == "percent" for value in finding.values)


def _in_text(finding: Finding) -> bool:
    """Whether some sentence has all words of the measure, in whatever form."""
    stems = [word[:STEM] for word in re.findall(r"[^\W_]+", (finding.fact.measure or "").lower())]
    return not finding.values or any(
        all(re.search(rf"\b{re.escape(stem)}", text) for stem in stems) for text in _sentences(finding)
    )


def _sentences(finding: Finding) -> Iterable[str]:
    return dict.fromkeys(place.quote.lower() for value in finding.values for place in value.evidence)


def _words(place: Evidence, finding: Finding) -> str:
    """The clause around a value, with … in its place; empty where the value has no words beside it."""
    before, value, after = evidence.snippet(place, reach=10_000)
    before, after = _BREAK.split(before)[-1].lstrip(), _BREAK.split(after)[0]
    before = " ".join(before.split()) + (" " if before[-1:].isspace() else "")
    front = _LEADING.sub("", _tail(before))
    back = "" if len(front) >= FULL else _head(" ".join(after.split()))
    glue = " " if after[:1].isspace() and back else ""
    shown = f"{front}{_blank(value, finding)}{glue}{back}".strip(" ,;:.-–—|")
    return shown if re.search(r"[^\W\d_]{2}", shown) else ""


def _blank(value: str, finding: Finding) -> str:
    """The value without its number: "… people" of "300 people"."""
    words = value.split()
    unit = finding.values[0].unit if finding.values else None
    if finding.check == "time" or len(words) < 2 or (unit or "").isupper():
        return "…"
    digits = [word for word in words if re.search(r"\d", word)] or words[:1]
    return "… " + " ".join(words[words.index(digits[-1]) + 1 :]) if digits[-1] != words[-1] else "…"


def _tail(text: str) -> str:
    return text if len(text) <= BEFORE else text[-BEFORE:].partition(" ")[2]


def _head(text: str) -> str:
    return text if len(text) <= AFTER else text[:AFTER].rpartition(" ")[0]
