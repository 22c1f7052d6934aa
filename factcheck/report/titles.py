"""What a finding is about, in a line: its measure, its bearer, and the words of a text where these do not tell it."""

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
    """What the finding is about: measure, parties or entities, scope and period; and the words of its newest or first
    text where these do not tell it.
    """
    fact = finding.fact
    names = (fact.parties or fact.entities)[:4]
    scope = tuple(name for name in fact.scope if name not in names)[:2]
    measure, words = _measure(finding), ""
    if not (finding.derived or (measure and (names or scope) and _in_text(finding))):
        places = (place for index in wording.newest_first(finding) for place in finding.values[index].evidence)
        words = next((f"“{said}”" for place in places if (said := _words(place, finding))), "")
    first = measure or words or _capital(finding.check)
    told = " · ".join(
        part for part in (first, ", ".join(names), ", ".join(scope), notation.period(fact.period)) if part
    )
    return f"{told}: {words}" if measure and words else told


def _measure(finding: Finding) -> str:
    """The name of the measure, in the plural for what is counted; empty where there is none."""
    measure = (finding.fact.measure or "").replace("_", " ").replace("#", "…")
    units = {value.unit for value in finding.values}
    if measure and any(unit and unit.split("_")[-1] == measure.split()[-1] for unit in units):
        measure = notation.unit_name(measure)
    elif measure and units == {"percent"} and not SHARE.search(measure):
        measure += ", in percent"
    return measure[:1].upper() + measure[1:]


def _capital(check: str) -> str:
    return PLAIN.get(check, check[:1].upper() + check[1:].replace("-", " ").replace("_", " "))


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
