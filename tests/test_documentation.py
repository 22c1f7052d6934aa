"""Documentation: what pages of one manual must be found to disagree on, and what they must not."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import marked
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from factcheck import pipeline, reading, structure
from factcheck.extraction import claims
from factcheck.model import Finding
from factcheck.report import checks
from factcheck.rulebook import load

RULES = load()
Pages = Mapping[str, str]

TIMETABLE = """# Harvest {year}

## In short

- **Tuesday 3rd March {year}**: Week 2 — [Seed Freeze](freeze.md)
- **Friday 8th May {year}**: Week 11 — Orchard opens

## Plan

| What | Who | When | Week |
|---|---|---|---|
| **Begin [Seed Freeze]** | Warden | {day} | week {week} |
| Orchard opens | Warden | Friday 8th May {year} | week 11 |
"""

SETTINGS = """# Settings

| Key | Default | Notes |
|---|---|---|
| `kettleCount` | `{table}` | How many kettles are kept. |
| `lid.delay` | `30s` | The pause before a lid opens. |

## Sample

```ini
# How many kettles to keep (default is {comment})
kettleCount=12
```
"""

OPTIONS = """# {title}

## Batching {thing}s

* `queue` - the longest queue. The default value is `64`.
* `pause` - the pause in seconds between two consecutive deliveries. The default value is `{value}`.
"""

VARIABLES = """# Variables

## Batch parcel sorter

| Name | Description | Default |
|---|---|---|
| KTL_BP_PAUSE | Pause (in seconds) between two consecutive deliveries | 50 |

## Batch letter sorter

| Name | Description | Default |
|---|---|---|
| KTL_BL_PAUSE | Pause (in seconds) between two consecutive deliveries | 50 |
"""

WEEKLY = """# Shifts

Worked | Paid
------ | -----
5 days | 30 hours (75% of 40 hours)
4 days | 24 hours (75% of 32 hours)
3 days | 18 hours (75% of {third} hours)
2 days | 12 hours (75% of 16 hours)
"""


def timetable(day: str, week: str = "2") -> str:
    return TIMETABLE.format(year=2026, day=day, week=week)


FOUND: dict[str, tuple[str, Pages]] = {
    "label of a date": ("schedule", {"plan.md": timetable("Wednesday 4th March 2026")}),
    "week of a day": ("week", {"plan.md": timetable("Tuesday 3rd March 2026", week="3")}),
    "default in a table and a comment": ("default", {"set.md": SETTINGS.format(table=10, comment=5)}),
    "default in another unit": (
        "default",
        {
            "set.md": SETTINGS.format(table=10, comment=10),
            "use.md": "# Use\n\nThe lid opens late: `lid.delay` (default is 45 seconds) sets the pause.\n",
        },
    ),
    "default under a description": (
        "default",
        {
            "letters/sdk.md": OPTIONS.format(title="Letters", thing="letter", value=10),
            "parcels/sdk.md": OPTIONS.format(title="Parcels", thing="parcel", value=50),
            "variables.md": VARIABLES,
        },
    ),
    "total": (
        "total",
        {"README.md": "# Pantry\n\n- **84 recipes** - for any day\n", "a.md": "# A\n\nSee all 81 recipes in `r/`.\n"},
    ),
    "total among adornments": (
        "total",
        {"README.md": "# Pantry\n\n**84 specialized recipes** in `r/`.\n", "a.md": "# A\n\n- All 81 recipes.\n"},
    ),
    "parts of a total": (
        "breakdown",
        {
            "README.md": "# Pantry\n\nThere are `dishes` (60 warm + 4 cold).\n",
            "a.md": "# A\n\nDishes: 60 warm + 5 cold.\n",
        },
    ),
    "one sentence on two pages": (
        "wording",
        {
            "a.md": "# Jam lids\n\n## Limits\n\nA shelf of the larder carries up to 40 kg of jars with jam lids.\n",
            "b.md": "# Jars with jam lids\n\n- A shelf of the larder carries up to 45 kg of jars with jam lids.\n",
        },
    ),
    "row and column": (
        "cell",
        {
            page: f"# Larder shelves\n\n| Shelf | Largest load |\n|---|---|\n| Upper oak shelf | {load} kg |\n"
            for page, load in (("a.md", 40), ("b.md", 45))
        },
    ),
    "row out of proportion": ("proportion", {"shifts.md": WEEKLY.format(third=32)}),
    "conversion": (
        "conversion",
        {"a.md": "# A\n\n- 5000 MB becomes 5 GB here.\n", "b.md": "# B\n\n- Note that 5000 MB becomes 4 GB.\n"},
    ),
    "threshold": (
        "threshold",
        {"a.md": "# Orders\n\n- Is it an order over $300?\n\n## Orders over $350\n\n- Orders over $350 wait.\n"},
    ),
    "recurrence": (
        "recurrence",
        {
            "a.md": "# A\n\n- The warden checks the kettle lids every 20 seconds.\n",
            "b.md": "# B\n\n- Being careful, the warden checks all the kettle lids every 45 seconds.\n",
        },
    ),
}

DEFAULTS = {
    "item": "# K\n\n- **lid.delay**: the pause (default `30s`)\n",
    "heading": "# K\n\n## `lid.delay`\n\nHow long a lid waits. Defaults to 30 seconds.\n",
    "prose": "# K\n\nIt is late. The setting `lid.delay` is 30 s by default.\n",
    "sample": "# K\n\n```yaml\nlid.delay: 30s  # default\n```\n",
    "row": "# K\n\n|Option|Default value|\n|-|-|\n|`lid.delay`|30s|\n",
    "note": "# K\n\n|Option|Notes|\n|-|-|\n|`lid.delay`|A pause. By default, it is 30 seconds.|\n",
}
"""Ways to state one default."""

FOUND["docstrings"] = (
    "total",
    {
        "pantry.py": '"""Ä pantry.\n\n- All 84 recipes of `r/`.\n"""\n\nROOMS = 3  # 81 recipes\n',
        "cook.py": "class Cook:\n    def boil(self):\n        r'''Boils all 81 recipes.'''\n        return 9\n",
    },
)

QUIET: dict[str, Pages] = {
    "timetables that agree": {"plan.md": timetable("Tuesday 3rd March 2026")},
    "two releases": {
        "release-1.2/plan.md": timetable("Tuesday 3rd March 2026"),
        "release-1.3/plan.md": timetable("Tuesday 3rd March 2026").replace("8th May", "15th May").replace("11", "12"),
    },
    "value of a sample against a default": {"set.md": SETTINGS.format(table=10, comment=10)},
    "one key under two tables": {
        "set.md": "".join(
            f"# {part}\n\n|Key|Default|\n|---|---|\n|delay|{value}|\n\n" for part, value in (("Oven", 5), ("Sink", 7))
        )
    },
    "defaults of functions": {
        "api.md": "".join(
            f"## {name}()\n\n* `maxWait` **Default:** `{value}`\n" for name, value in (("a", 5), ("b", 7))
        )
    },
    "option fits another row": {
        "parcels/sdk.md": OPTIONS.format(title="Parcels", thing="parcel", value=50),
        "variables.md": VARIABLES,
    },
    "ports": {"a.md": "|Key|Default|\n|-|-|\n|`KTL_PORT`|80|\n", "b.md": "|Key|Default|\n|-|-|\n|`KTL_PORT`|81|\n"},
    "total of a changelog": {
        "README.md": "# Pantry\n\n- **84 recipes** - for any day\n",
        "CHANGELOG.md": "# Changes\n\n- All 81 recipes moved to `r/`.\n",
    },
    "parts of other things": {
        "README.md": "# Pantry\n\n- **84 recipes** - for any day\n",
        "a.md": "# A\n\n- 81 cold recipes in `c/`\n- This folder has 30 recipes.\n",
    },
    "tiers": {"a.md": "# Orders\n\n## Orders over $300\n\n- Orders over $300 wait.\n\n## Orders over $9,000\n\nNo.\n"},
    "sentence of another product": {
        "a.md": "# Kettles\n\nThis version supports the boiling of up to 40 litres at once.\n",
        "b.md": "# Ovens\n\nThis version supports the boiling of up to 45 litres at once.\n",
    },
    "rounded row": {"shifts.md": WEEKLY.format(third=25)},
}


def found(pages: Pages) -> list[Finding]:
    documents = [one for path, text in pages.items() for one in reading.parse(text.encode(), path)]
    return structure.findings([structure.page(one, claims(one, RULES)[1]) for one in documents], RULES)


def checked(pages: Pages) -> tuple[Finding, ...]:
    documents = (one for path, text in pages.items() for one in reading.parse(text.encode(), path))
    return pipeline.check(documents, RULES).findings


def test_every_check_of_structure_has_a_name_that_suppressions_know() -> None:
    assert {check for check, _ in FOUND.values()} <= set(checks.names(()))


@pytest.mark.parametrize("name", FOUND)
def test_disagreement_is_found_once(name: str) -> None:
    check, pages = FOUND[name]
    assert [(one.check, one.verdict) for one in found(pages)] == [(check, "conflict")]


@pytest.mark.parametrize("name", ["label of a date", "default in a table and a comment", "total", "conversion"])
def test_pipeline_reports_it(name: str) -> None:
    check, pages = FOUND[name]
    assert check in {one.check for one in checked(pages) if one.verdict == "conflict"}


def test_lists_without_sentences_are_english() -> None:
    rows = "".join(
        f"| Seed batch {name} sorted | Warden | Friday 8th May 2026 | week 11 |\n" for name in "abcdefghijkl"
    )
    page = timetable("Wednesday 4th March 2026") + rows
    assert [one.check for one in checked({"plan.md": page}) if one.verdict == "conflict"] == ["schedule"]


@pytest.mark.parametrize("way", DEFAULTS)
def test_ways_to_state_a_default(way: str) -> None:
    other = {"other.md": DEFAULTS["row"].replace("30s", "1 min")}
    assert [one.check for one in found({"a.md": DEFAULTS[way], **other})] == ["default"]
    assert found({"a.md": DEFAULTS[way], "other.md": DEFAULTS["row"]}) == []


@pytest.mark.parametrize("name", QUIET)
def test_difference_that_is_none(name: str) -> None:
    assert found(QUIET[name]) == []


@pytest.mark.parametrize("name", FOUND)
def test_evidence_is_the_text_at_its_place(name: str) -> None:
    pages = FOUND[name][1]
    for value in (value for one in found(pages) for value in one.values):
        for place in value.evidence:
            before = pages[place.path][: place.start]
            assert place.line == before.count("\n") + 1
            assert place.column == place.start - (before.rfind("\n") + 1) + 1
            assert any(sign.isdigit() for sign in pages[place.path][place.start : place.end])


def test_headline_count_is_one_finding() -> None:
    pages = {f"page{number}.md": f"# P\n\n- All {81 + number % 2} recipes of `r/`.\n" for number in range(10)}
    (one,) = found(pages)
    assert [len(value.evidence) for value in one.values] == [5, 5]


@settings(deadline=None, max_examples=10)
@given(st.permutations(sorted(FOUND["total"][1].items())))
def test_order_of_pages_does_not_matter(items: list[tuple[str, str]]) -> None:
    assert [one.id for one in found(dict(items))] == [one.id for one in found(FOUND["total"][1])]


CRANE = "# {}\n\n## Load\n\nThe `loader` of the harbour crane of Aldon lifts {} tonnes of ore an hour.\n"


def test_words_alone_ask_for_a_review() -> None:
    pages = {"a.md": CRANE.format("Crane", 40), "b.md": CRANE.format("The crane", 55)}
    plain = {path.replace(".md", ".txt"): text for path, text in pages.items()}
    verdicts = [{one.verdict for one in checked(texts) if one.check == "value"} for texts in (pages, plain)]
    assert "conflict" not in verdicts[0]
    assert "conflict" in verdicts[1]


@pytest.mark.parametrize(("other", "compared"), [("crane-1.3", True), ("crane-1.4", False)])
def test_words_alone_compare_no_two_releases(other: str, compared: bool) -> None:
    pages = {"crane-1.3/a.md": CRANE.format("Crane", 40), f"{other}/b.md": CRANE.format("The crane", 55)}
    assert ("review" in {one.verdict for one in checked(pages)}) is compared


def test_release_of_a_page_is_no_value() -> None:
    said = "# {0}\n\n## Plan\n\nThe `loader` of the harbour crane of Aldon lifts {0} loads an hour.\n"
    pages = {"crane-1.3/a.md": said.format("1.3"), "b.md": said.format("4.5")}
    assert {one.verdict for one in checked(pages)} <= {"agree", "compatible"}


@pytest.mark.parametrize(("rows", "suffix", "compared"), [(20, "md", True), (40, "md", False), (40, "txt", True)])
def test_long_lists_are_left_to_structure(rows: int, suffix: str, compared: bool) -> None:
    lists = ("".join(f"- Shed {first + row}: {first + row} tonnes\n" for row in range(rows)) for first in (60, 500))
    pages = {f"{name}.{suffix}": f"# Sheds\n\n## Load\n\n{text}" for name, text in zip("ab", lists, strict=True)}
    quotes = (place.quote for one in checked(pages) for value in one.values for place in value.evidence)
    assert any("tonnes" in quote for quote in quotes) is compared


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("# Crane\n\nIt lifts 40 tonnes.\n", False),
        ("# Crane\n\n## Load\n\nIt lifts 40 tonnes.\n", True),
        ("---\ndate: 2026-03-03\n---\n# Crane falls\n\n## At night\n\nIt fell.\n", False),
        ("---\ndate: 2026-03-03\n---\n# Crane\n\nRun `lift`.\n", True),
    ],
)
def test_documentation_is_told_by_its_structure(text: str, shown: bool) -> None:
    (document,) = reading.parse(text.encode(), "crane.md")
    assert structure.page(document, []).documentation is shown


def test_large_tables_cost_no_more_a_row() -> None:
    def seconds(rows: int) -> float:
        table = "".join(f"| `key_{number % 50}.size` | 7 | default 7 days |\n" for number in range(rows))
        (document,) = reading.parse(f"# T\n\n| Key | Default | Notes |\n|---|---|---|\n{table}".encode(), "t.md")
        page = structure.page(document, claims(document, RULES)[1])
        begin = time.process_time()
        structure.findings([page], RULES)
        return time.process_time() - begin

    seconds(10)
    assert seconds(4000) < 30 * max(seconds(400), 0.01)


MISSED: dict[str, set[str]] = {
    "accessibility": {"2"},
    "data-card": {"1", "2"},
    "game-rules": {"2", "3"},
    "government-form": {"1"},
    "hardware-manual": {"1", "2", "3"},
    "library": {"2"},
    "operator-guide": {"1"},
    "packaging": {"2"},
    "rest-api": {"1", "2"},
    "runbook": {"1", "3"},
}
"""Disagreements of whole sets of documents that are not found; an entry that is found must leave this table."""


@pytest.mark.parametrize("case", [*marked.all_cases()], ids=lambda case: case.name)
def test_marked_disagreements_alone_are_found(case: marked.Case) -> None:
    shown, wrong = marked.outcome(case, checked(case.pages))
    wanted = set(case.marks) - MISSED.get(case.name, set())
    told = [
        *(f"the disagreement marked {mark} is not found" for mark in sorted(wanted - shown)),
        *(f"the disagreement marked {mark} is found: take it out of MISSED" for mark in sorted(shown - wanted)),
        *(f"found, though it is not marked: {one.summary}" for one in wrong),
    ]
    assert not told, "; ".join(told)


def test_identifiers_are_compared_under_a_rule_that_is_switched_on(tmp_path: Path) -> None:
    (tmp_path / "documentation.yaml").write_text(
        "naming:\n  note: none; ports, versions and identifiers are compared too\n  words: []\n"
    )
    (case,) = (one for one in marked.all_cases() if one.name == "ports")
    documents = [one for path, text in case.pages.items() for one in reading.parse(text.encode(), path)]
    found = pipeline.check(documents, load(tmp_path)).findings
    assert [one.check for one in found if one.verdict == "conflict"] == ["default"]


def test_own_documents_pass() -> None:
    root = Path(__file__).resolve().parents[1]
    if not (root / ".ci" / "factcheck.toml").is_file():
        pytest.skip("not a checkout")
    command = [sys.executable, "-m", "factcheck", "check", "--config", ".ci/factcheck.toml", "--format", "github"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert (done.returncode, [line for line in done.stdout.splitlines() if line.startswith("::error")]) == (0, [])
