"""Drawing: elements of SVG as text, with all text escaped and coordinates rounded to keep the same bytes everywhere."""

from __future__ import annotations

from collections.abc import Iterable

from factcheck.report.escape import visible, xml

STYLE = """
.pic{font:13px/1.3 system-ui,-apple-system,"Segoe UI",sans-serif;max-width:100%;height:auto}
.pic text{fill:#1f2430}.pic .dim{fill:#5c6370}.pic .axis{stroke:#8b93a1;stroke-width:1}.pic .grid{stroke:#e3e6eb}
.pic .bar{fill:#2f6fb3;stroke:#2f6fb3}.pic .rough{fill:#2f6fb3;fill-opacity:.3;stroke:#2f6fb3;stroke-dasharray:4 2}
.pic .end{fill:#2f6fb3;stroke:#2f6fb3;stroke-width:2}.pic .open{fill:#fff}.pic .gap{fill:#d64545;fill-opacity:.13}
.pic .apart{fill:#b02a2a}.pic .step{fill:none;stroke:#2f6fb3;stroke-width:2}.pic .cell{fill:#d64545;stroke:#e3e6eb}
@media (prefers-color-scheme:dark){.pic text{fill:#e6e9ef}.pic .dim{fill:#a2abb9}.pic .axis{stroke:#7c8594}
.pic .grid{stroke:#333a45}.pic .bar,.pic .end{fill:#6cb2f5;stroke:#6cb2f5}.pic .rough{fill:#6cb2f5;stroke:#6cb2f5}
.pic .open{fill:#14171c}.pic .gap{fill:#ff7b72;fill-opacity:.2}.pic .apart{fill:#ff9d96}.pic .step{stroke:#6cb2f5}
.pic .cell{fill:#ff7b72;stroke:#333a45}}
@media print{.pic text{fill:#000}.pic .open{fill:#fff}}
"""


def drawing(width: float, height: float, title: str, parts: Iterable[str]) -> str:
    """A picture with a text alternative, to stand in a page that has `STYLE`."""
    size = f'viewBox="0 0 {at(width)} {at(height)}" width="{at(width)}" height="{at(height)}"'
    named = xml(visible(title))
    opening = f'<svg xmlns="http://www.w3.org/2000/svg" class="pic" role="img" aria-label="{named}" {size}>'
    return "\n".join([opening, f"<title>{named}</title>", *parts, "</svg>"])


def standalone(picture: str) -> str:
    """A picture as a file of its own, with its style."""
    head, rest = picture.split("\n", 1)
    return f"{head}\n<style>{STYLE}</style>\n{rest}\n"


def at(number: float) -> str:
    """A coordinate to a tenth of a pixel."""
    return f"{round(number, 1) + 0.0:g}"


def text(x: float, y: float, words: str, kind: str = "", anchor: str = "start", most: int = 200) -> str:
    """Words at a place, cut after `most` characters."""
    shown = visible(words)
    shown = shown if len(shown) <= most else f"{shown[: most - 1].rstrip()}…"
    return f'<text x="{at(x)}" y="{at(y)}"{_kind(kind)} text-anchor="{anchor}">{xml(shown)}</text>'


def rect(x: float, y: float, width: float, height: float, kind: str, more: str = "") -> str:
    """A rectangle of one of the kinds in `STYLE`."""
    place = f'x="{at(x)}" y="{at(y)}" width="{at(width)}" height="{at(height)}"'
    return f"<rect {place}{_kind(kind)}{more}/>"


def line(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """A straight line."""
    return f'<line x1="{at(x1)}" y1="{at(y1)}" x2="{at(x2)}" y2="{at(y2)}"{_kind(kind)}/>'


def circle(x: float, y: float, radius: float, kind: str) -> str:
    """A circle, as the end of an interval or a point in time."""
    return f'<circle cx="{at(x)}" cy="{at(y)}" r="{at(radius)}"{_kind(kind)}/>'


def path(points: Iterable[tuple[float, float]], kind: str, closed: bool = False) -> str:
    """A line through points."""
    steps = " L".join(f"{at(x)} {at(y)}" for x, y in points)
    return f'<path d="M{steps}{" Z" if closed else ""}"{_kind(kind)}/>'


def _kind(kind: str) -> str:
    return f' class="{kind}"' if kind else ""
