"""What is said of a user's rules: of each fault file, line and remedy, of each example what was read."""

from __future__ import annotations

from pathlib import Path

import pytest

from factcheck import examples, rulebook
from factcheck.cli import run
from factcheck.model import RuleError
from factcheck.quantity.clashes import clashes
from factcheck.quantity.lexicon import lexicon
from factcheck.rulebook.remarks import remarks

UNITS = """\
TEU_per_call:
  dimension: containers/call
  words: [TEU per call]
  examples:
    - "It moves [[2,000 TEU per call]]."
    - "They move [[1,800 TEUs a call]]."
    - "They move [[1,800 TEU/call]]."
  counter_examples:
    - "A call moves [[2,000 TEU]]."
"""
MEASURES = """\
vessel_calls:
  phrases: [vessel call]
  kinds: [count]
  contrary: [freight]
  examples:
    - "The port had [[412 vessel calls]] in 2023."
  counter_examples:
    - "The port has [[24 berths]]."
call_size:
  phrases: [call size]
  kinds: [measure]
  dimensions: [containers/call]
  examples:
    - "The average call size was [[2,000 TEU per call]]."
throughput:
  phrases: [throughput]
  kinds: [measure]
  dimensions: [containers]
  examples:
    - "Throughput came to [[800,000 TEU]]."
"""


def loaded(folder: Path, **files: str) -> rulebook.Rulebook:
    """The rules of a folder with these files, and all that looks at them before a text is read."""
    for section, text in files.items():
        (folder / f"{section}.yaml").write_text(text, encoding="utf-8")
    rules = rulebook.load(folder)
    lexicon(rules)
    return rules


def test_a_vocabulary_without_faults_holds(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rules = loaded(tmp_path, units=UNITS, measures=MEASURES)
    assert rules.own == {"measures": ("vessel_calls", "call_size", "throughput"), "units": ("TEU_per_call",)}
    assert run(["rules", str(tmp_path)]) == 0
    assert capsys.readouterr().out.startswith("8 of 8 examples of your rules hold\n")


REFERENCES = [
    ("measures", MEASURES, "[count]", "[cuont]", "3:11: .*'cuont' is no kind of claim; did you mean 'count'"),
    ("measures", MEASURES, "[count]", "[ships]", "3:11: .*'ships' is no kind of claim; write one of age, count, date"),
    ("measures", MEASURES, "kinds: [count]", "moves: true", "1:1: .*names no kinds"),
    ("measures", MEASURES, "[containers/call]", "[lenght]", "12:16: .*no dimension of a unit; did you mean 'length'"),
    ("measures", MEASURES, "[containers/call]", "[zzz]", "12:16: .*no unit has it: add one with it, or write one of"),
    ("measures", MEASURES, "kinds: [measure]", "kinds: [count]", "12:3: .*add measure to 'kinds'"),
    ("measures", MEASURES, "[freight]", "[frieght]", "4:14: .*'frieght' is no measure; did you mean 'freight'"),
    ("measures", MEASURES, "[freight]", "[qqq]", "4:14: .*no measure; add it, or choose from `factcheck rules --list"),
    ("measures", MEASURES, "[freight]", "[vessel_calls]", "4:3: .*names the measure itself"),
    ("measures", MEASURES, "contrary: [freight]", "broader: frieght", "4:3: .*'frieght' is no measure"),
    ("measures", MEASURES, "phrases: [call size]", "phrases: []", "9:1: .*has no words that name it"),
    ("measures", MEASURES, "contrary: [freight]", "acts: [made]", "4:3: .*'acts' and 'objects' count only together"),
    ("measures", MEASURES, "vessel_calls:", "vessel calls:", "1:1: .*holds a blank or a sign"),
    ("units", UNITS, "words:", "prefixes: [killo]\n  words:", "3:14: .*no prefix; did you mean 'kilo'"),
    ("units", UNITS, "words:", "factor: 0\n  words:", "3:3: .*write a number above 0"),
    ("units", UNITS, "words:", "guarded: [t]\n  words:", "3:13: .*'t' is no symbol of this unit"),
    ("units", UNITS, "words:", "symbols: [t]\n  words:", "3:13: .*'t' is how units/metric_ton is written too"),
    ("units", UNITS, "words:", "symbols: [kg]\n  words:", "3:13: .*'kg' is how units/"),
    ("units", UNITS, "words:", "symbols: ['%']\n  words:", "3:13: .*'%' is how percent is written too; leave it out"),
    (
        "units",
        UNITS + "other: {dimension: x, words: [TEU per call]}\n",
        "",
        "",
        "3:11: .*'TEU per call' is how units/other",
    ),
    ("currencies", "EUA: {names: [allowance], before: [$]}", "", "", r"1:36: .*'\$' is how currencies/"),
    ("currencies", "EUA: {names: [allowance], minor: {bit: 0}}", "", "", "1:35: .*write a number above 0"),
    ("currencies", "EUA: {names: [allowance], large: [allowanec]}", "", "", "1:35: .*did you mean 'allowance'"),
    ("nouns", "persns: {words: [x]}", "", "", "1:1: .*no entry of this name; did you mean 'persons'"),
    ("documentation", "namin: {words: [x]}", "", "", "1:1: .*no entry of this name; did you mean 'naming'"),
    ("numbers", "gross: {role: small, words: {gross: x}}", "", "", "1:30: .*'x' is no value"),
    ("synonyms", "quay: {words: [quay, firm]}", "", "", "1:22: .*'firm' stands in the group .* too"),
    ("hedges", "h: {mod: '>', before: [about], examples: []}", "", "", "1:24: .*'about' stands in 'about' too"),
    ("changes", "c: {direction: up, verbs: [fell], examples: []}", "", "", "1:28: .*'fell' stands in 'fall' too"),
    ("identifiers", "imo: {capital: true, examples: []}", "", "", "1:1: .*add 'before', 'after' or 'pattern'"),
    (
        "identifiers",
        "i-o: {pattern: x, examples: []}",
        "",
        "",
        "1:1: .*needs a name of letters, digits and _; write i_o",
    ),
    (
        "times",
        "t: {stage: 2, pattern: NN x, result: LEN, gives: length, examples: []}",
        "",
        "",
        "1:15: .*'NN' is no class",
    ),
    ("times", "t: {stage: 2, pattern: x, result: LEN, gives: lenght, examples: []}", "", "", "1:40: .*mean 'length'"),
    (
        "times",
        "t: {stage: 2, pattern: (x, result: LEN, gives: length, examples: []}",
        "",
        "",
        "1:15: .*as many \\( as \\)",
    ),
    (
        "times",
        "t: {stage: 2, pattern: (x)?, result: LEN, gives: length, examples: []}",
        "",
        "",
        "1:15: .*match nothing",
    ),
    ("timewords", "WATCH: {any: [COUNTT]}", "", "", "1:15: .*'COUNTT' is no class of words; did you mean 'COUNT'"),
    ("weights", "own: {}", "", "", "1:1: the key 'conditions' is missing in 'own'"),
]


@pytest.mark.parametrize(("section", "text", "old", "new", "told"), REFERENCES)
def test_a_name_that_nothing_has_is_told(
    tmp_path: Path, section: str, text: str, old: str, new: str, told: str
) -> None:
    files = {section: text.replace(old, new, 1) if old else text}
    if section == "measures":
        files["units"] = UNITS
    with pytest.raises(RuleError, match=rf"^{tmp_path}/{section}\.yaml:{told}"):
        rules = loaded(tmp_path, **files)
        list(examples.results(rules, rules.own))


FOLDERS = [
    ({}, "holds no rule file; add one named after a section"),
    ({"README.md": "rules"}, "holds no rule file"),
    ({".units.yaml": UNITS}, "holds no rule file"),
    (
        {"unit.yaml": UNITS},
        "'unit' is no section of the rules, and the file must be named as one; did you mean 'units'",
    ),
    ({"Units.yaml": UNITS}, "did you mean 'units'"),
    ({"measure/ports.yaml": MEASURES}, "the folder must be named as one; did you mean 'measures'"),
    ({"units.yalm": UNITS}, "is not read, since rule files end in .yaml; rename it to units.yaml"),
    ({"units.txt": UNITS}, "is not read, since rule files end in .yaml; rename it to units.yaml"),
    ({"shipping/units.yaml": UNITS}, "the rules seem to be in .*shipping; name that folder"),
    ({"measures/a.yaml": MEASURES, "measures/b.yaml": MEASURES}, "b.yaml:1:1: .*stands in .*a.yaml:1:1 too"),
    ({"units.yaml": "# none yet\n"}, "the file holds nothing"),
]


@pytest.mark.parametrize(("files", "told"), FOLDERS)
def test_a_folder_of_which_something_would_be_left_out_is_refused(
    tmp_path: Path, files: dict[str, str], told: str
) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    with pytest.raises(RuleError, match=told):
        rulebook.load(tmp_path)


def test_the_folder_of_a_section_and_a_file_are_no_folder_of_rules(tmp_path: Path) -> None:
    folder = tmp_path / "measures"
    folder.mkdir()
    (folder / "ports.yaml").write_text(MEASURES, encoding="utf-8")
    with pytest.raises(RuleError, match="is itself the folder of a section; name the folder that it is in"):
        rulebook.load(folder)
    with pytest.raises(RuleError, match="is a file; name the folder that it is in"):
        rulebook.load(folder / "ports.yaml")


def test_what_is_beside_rule_files_is_left_alone(tmp_path: Path) -> None:
    for name in ("README.md", "units.yaml~", "units.yaml.bak", ".hidden.yaml"):
        (tmp_path / name).write_text("not: [yaml", encoding="utf-8")
    (tmp_path / "units.yml").write_text(UNITS, encoding="utf-8")
    assert "TEU_per_call" in rulebook.load(tmp_path).units


def test_faults_of_two_folders_name_the_one_that_counts(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for folder, words in ((one, "[TEU per call]"), (two, "[TEU per call]\n  symbols: [kg]")):
        folder.mkdir()
        (folder / "units.yaml").write_text(UNITS.replace("[TEU per call]", words), encoding="utf-8")
    with pytest.raises(RuleError, match=r"two/units\.yaml:4:13"):
        lexicon(rulebook.load(one, two))


EXAMPLES = [
    (
        MEASURES.replace("average call size was", "average was"),
        [
            "expected: '2,000 TEU per call' has measure call_size",
            "measure: none instead of call_size",
            "none of its phrases",
        ],
    ),
    (
        MEASURES.replace("[[2,000 TEU per call]]", "[[2,000 TEU]]"),
        ["dimension: containers, which is not in 'dimensions' (containers/call)"],
    ),
    (
        MEASURES.replace("had [[412 vessel calls]]", "took [[$412]] for vessel calls"),
        ["expected: '$412' has measure vessel_calls", "kind: money, which is not in 'kinds' (count)"],
    ),
    (MEASURES.replace("phrases: [vessel call]", "verbs: [call]"), ["none of its phrases and verbs stands in the text"]),
    (MEASURES.replace("[[24 berths]]", "[[24 vessel calls]]"), ["'24 vessel calls' has not measure vessel_calls"]),
    (MEASURES.replace("[[412 vessel calls]]", "412 vessel calls"), ["it marks nothing; write [[...]]"]),
    (MEASURES.replace("in 2023", "in [[2023]]"), ["it marks more than one place"]),
    (MEASURES.replace("calls]] in 2023", "calls] in 2023"), ["it has a mark that is not closed"]),
    (
        MEASURES.replace("[[412 vessel calls]] in 2023", "412 [[vessel calls]]"),
        ["read:     nothing", "elsewhere: '412' (kind count, unit call", "mark one of them"],
    ),
    (
        MEASURES.replace("[[412 vessel calls]] in 2023", "[[many vessel calls]]"),
        ["read:     nothing", "no number is read"],
    ),
]


@pytest.mark.parametrize(("text", "told"), EXAMPLES)
def test_an_example_that_does_not_hold_tells_why(tmp_path: Path, text: str, told: list[str]) -> None:
    rules = loaded(tmp_path, units=UNITS, measures=text)
    (fault,) = [one.fault for one in examples.results(rules, rules.own) if one.fault]
    assert all(one in fault for one in told), fault


def test_what_does_not_hold_is_told_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "measures.yaml").write_text(MEASURES.replace("had [[412", "had [[24 berths]] and [[412"))
    (tmp_path / "units.yaml").write_text(UNITS)
    (tmp_path / "hedges.yaml").write_text("about: {mod: '~', after: [or so], examples: ['There are [[9 or so]].']}")
    assert run(["rules", str(tmp_path)]) == 1
    shown = capsys.readouterr().out
    assert f"{tmp_path}/measures.yaml:6:7: measures/vessel_calls: does not hold\n    text:     The port" in shown
    assert f"{tmp_path}/hedges.yaml:1:1: remark: hedges/about: replaces the built-in entry" in shown
    assert "a built-in example that one of your entries changes" in shown
    assert "8 of 9 examples of your rules hold" in shown


RELATION = """\
throughput-of-calls:
  kind: equation
  says: calls times their size
  equation: calls * size = total
  terms:
    total: {measures: [throughput], kinds: [measure]}
    calls: {measures: [vessel_calls], kinds: [count]}
    size: {measures: [call_size], kinds: [measure]}
  reach: document
  holds: ["It had 400 vessel calls. Call size was 2,000 TEU per call. Throughput came to 800,000 TEU."]
  fails: ["It had 400 vessel calls. Call size was 2,000 TEU per call. Throughput came to 900,000 TEU."]
"""
RELATIONS = [
    ("", "", []),
    (
        "reach: document",
        "reach: paragraph",
        ["reach: 'calls' stands 2 sentences from 'total'", "document the whole text"],
    ),
    ("900,000 TEU", "800,000 TEU", ["expected: an objection", "found:    agree: "]),
    ("800,000 TEU", "900,000 TEU", ["expected: no objection", "found:    conflict: "]),
    (
        "Throughput came to 900,000 TEU",
        "It had 9 cranes",
        ["total: no claim with measures throughput, kinds measure", "{count 9 cranes}"],
    ),
    (
        'fails: ["It had 400',
        'same: [period]\n  fails: ["In 2023 it had 400',
        ["differs:  period: ", "'400' 2023-01-01..2023"],
    ),
]


@pytest.mark.parametrize(("old", "new", "told"), RELATIONS)
def test_an_example_of_a_relation_tells_what_was_read_and_what_keeps_it_apart(
    tmp_path: Path, old: str, new: str, told: list[str]
) -> None:
    rules = loaded(tmp_path, units=UNITS, measures=MEASURES, relations=RELATION.replace(old, new, 1))
    faults = "\n".join(one.fault for one in examples.results(rules, rules.own) if one.fault)
    assert bool(faults) == bool(told)
    assert all(one in faults for one in told), faults


def test_remarks_tell_what_may_not_be_meant(tmp_path: Path) -> None:
    rules = loaded(
        tmp_path,
        units="teu: {dimension: containers, symbols: [TEU]}\nyard2: {dimension: lenght, words: [yardlet]}\n",
        measures=MEASURES.replace("call_size:", "freight:"),
        words="detreminer: {words: [x]}\n",
    )
    said = [f"{one.section}/{one.id}: {one.said}" for one in remarks(rules)]
    assert any(one.startswith("measures/freight: replaces the built-in entry") for one in said)
    assert any(one.startswith("units/yard2: 'lenght' is a new dimension; did you mean 'length'") for one in said)
    assert any(one.startswith("words/detreminer: nothing uses this class of words; did you mean") for one in said)
    assert [(one.fault.id, one.same) for one in clashes(rules)] == [("teu", True)]


@pytest.mark.parametrize("section", ["kinds", "dimensions", "measures", "units", "words"])
def test_names_are_listed(section: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["rules", "--list", section]) == 0
    names = [line.partition(":")[0] for line in capsys.readouterr().out.splitlines()]
    wanted = {"kinds": "count", "dimensions": "mass", "measures": "freight", "units": "meter", "words": "determiner"}
    assert wanted[section] in names
