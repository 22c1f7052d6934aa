"""What `factcheck.quantity` reads, as tables: the marked text, and what must be read there."""

from __future__ import annotations

import re

import pint
import pytest

from factcheck import quantity, rulebook
from factcheck.examples import unmarked
from factcheck.model import Mention, SourceOptions, UsageError
from factcheck.quantity.lexicon import QuantityLexicon
from factcheck.quantity.number import number_at
from factcheck.quantity.units import dimension_of, to_base
from factcheck.tokens import Tokens

RULES = rulebook.load()


@pytest.fixture(scope="session")
def lexicon() -> QuantityLexicon:
    return quantity.lexicon(RULES)


def read(text: str) -> list[Mention]:
    words = quantity.lexicon(RULES)
    breaks = [match.end() for match in re.finditer(r"[.!?]\s+(?=[A-Z])|\n", text)]
    return quantity.scan(Tokens(text, words.marks, breaks), words, SourceOptions())


def only(text: str) -> Mention:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(
    ("text", "point"),
    [
        ("1,204", 1204),
        ("1 204 500", 1204500),
        ("12,34,567.89", 1234567.89),
        (".75", 0.75),
        ("-4", -4),
        ("minus five", -5),
        ("2½", 2.5),
        ("3/8", 0.375),
        ("1 3/4", 1.75),
        ("1.3x10^6", 1300000),
        ("6e3", 6000),
        ("two hundred and five", 205),
        ("two hundred and two thousand", 202000),
        ("three million four hundred thousand and seven", 3400007),
        ("one point five million", 1500000),
        ("two and a half million", 2500000),
        ("half a million", 500000),
        ("a quarter of a million", 250000),
        ("two and a half dozen", 30),
        ("two thirds", 2 / 3),
        ("one twenty-fifth", 0.04),
        ("3 hundred and 21", 321),
        ("7 billion 806 million", 7806000000),
        ("2 million 300 thousand", 2300000),
        ("25 lakh", 2500000),
        ("4 crore", 40000000),
        ("7k", 7000),
        ("4.3M", 4300000),
        ("2bn", 2000000000),
        ("twenty-first", 21),
        ("3rd", 3),
    ],
)
def test_numbers(text: str, point: float, lexicon: QuantityLexicon) -> None:
    tokens = Tokens(text, lexicon.marks)
    number = number_at(tokens, 0, len(tokens), lexicon)
    assert number is not None
    assert float(number.point) == pytest.approx(point)
    assert number.last == len(tokens)


def test_a_raised_digit_before_letters_is_a_footnote(lexicon: QuantityLexicon) -> None:
    tokens = Tokens("²See", lexicon.marks)
    assert number_at(tokens, 0, len(tokens), lexicon) is None


@pytest.mark.parametrize(
    ("text", "kind", "point", "unit"),
    [
        ("The fee is [[$4.2bn]].", "money", 4.2e9, "USD"),
        ("It cost [[A$30 million]].", "money", 3e7, "AUD"),
        ("He paid [[50 cents]].", "money", 0.5, "USD"),
        ("It cost [[3 dollars 50 cents]].", "money", 3.5, "USD"),
        ("They raised [[70 million Australian dollars]].", "money", 7e7, "AUD"),
        ("The shares cost [[$98 a share]].", "money", 98, "USD / share"),
        ("He earns [[2,000 roubles]].", "money", 2000, "RUB"),
        ("It is [[6 feet 2 inches]] tall.", "measure", 74, "inch"),
        ("a [[200-pound]] statue", "measure", 200, "pound"),
        ("The flat has [[85 sq m]].", "measure", 85, "meter ** 2"),
        ("It runs at [[40 km/h]].", "measure", 40, "kilometer_per_hour"),
        ("It burns [[6 litres per 100 km]].", "measure", 6, "liter / 100 kilometer"),
        ("It has [[16GB]] of memory.", "measure", 16, "gigabyte"),
        ("It is [[75 degrees Fahrenheit]].", "measure", 75, "degree_Fahrenheit"),
        ("They talked for [[2 years 3 months]].", "duration", 27, "month"),
        ("a [[six-day]] week", "duration", 6, "day"),
        ("They waited [[half an hour]].", "duration", 0.5, "hour"),
        ("a [[31-year-old]] baker", "age", 31, "year"),
        ("Smith, [[42]], resigned.", "age", 42, "year"),
        ("It fell [[2.5 percentage points]].", "percent", 2.5, "percentage_point"),
        ("The spread is [[40 basis points]].", "percent", 0.4, "percentage_point"),
        ("Some of the [[24pc]] stake.", "percent", 24, "percent"),
        ("There were [[five people]].", "count", 5, "person"),
        ("It has [[12]] empty wooden boats.", "count", 12, "boat"),
        ("a [[four-door]] car", "count", 4, "door"),
        ("[[No casualties]] were reported.", "count", 0, "casualty"),
        ("A [[7.3-magnitude]] quake hit.", "measure", 7.3, "magnitude"),
        ("It had a [[magnitude of 5.8]].", "measure", 5.8, "magnitude"),
        ("It measured [[7.3]] on the Richter scale.", "measure", 7.3, "magnitude"),
        ("A [[12-gauge]] shotgun was found.", "measure", 12, "gauge"),
        ("It made [[£764m]] a year earlier.", "money", 7.64e8, "GBP"),
        ("The dividend is [[11p]].", "money", 0.11, "GBP"),
        ("Losses of [[30 MUSD]] were told.", "money", 3e7, "USD"),
        ("He ran it in [[9.58s]].", "duration", 9.58, "second"),
        ("[[Two-and-a-half years]] went by.", "duration", 2.5, "year"),
        ("[[A million and a half people]] left.", "count", 1.5e6, "person"),
        ("A [[5-foot-10]] guard signed.", "measure", 70, "inch"),
        ("The [[6-foot-2-inch]] forward signed.", "measure", 74, "inch"),
        ("The rate was [[25 per 100,000]] people.", "ratio", 0.00025, None),
        ("A ratio of [[3 to 1]] was kept.", "ratio", 3, None),
        ("The wall is [[20m]] long.", "measure", 20, "meter"),
        ("They won the [[400m]] hurdles.", "measure", 400, "meter"),
        ("Children [[under 5]] eat free.", "age", 5, "year"),
        ("Adults [[65 and older]] pay less.", "age", 65, "year"),
        ("[[One in five]] agreed.", "ratio", 0.2, None),
        ("[[Nine out of ten]] agreed.", "ratio", 0.9, None),
        ("They won by [[3:1]].", "ratio", 3, None),
        ("Profit [[doubled]].", "ratio", 2, None),
        ("It grew [[sixfold]].", "ratio", 6, None),
        ("the [[third]]-largest bank", "rank", 3, None),
    ],
)
def test_kinds_and_units(text: str, kind: str, point: float, unit: str | None) -> None:
    marked = unmarked(text)
    assert marked is not None
    plain, start, end = marked
    found = only(plain)
    assert (found.start, found.end) == (start, end)
    assert (found.kind, found.unit) == (kind, unit)
    assert found.value is not None and found.value.point == pytest.approx(point)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("It made 441.4 million dollars.", 441.35e6, 441.45e6),
        ("It made $0.5 billion.", 450e6, 550e6),
        ("About 60 percent agreed.", 60 * (1 - RULES.hedges["about"].share), 60 * (1 + RULES.hedges["about"].share)),
        ("It has 60 percent.", 59.5, 60.5),
        ("More than 60% agreed.", 60, None),
        ("Almost 65% agreed.", 65 * (1 - RULES.hedges["almost"].share), 65),
        ("It costs $12 billion to $13 billion.", 12e9, 13e9),
        ("It costs 12 to 13 billion dollars.", 12e9, 13e9),
        ("It has 20–25% fat.", 20, 25),
        ("Between 5 and 10 kg were found.", 5, 10),
        ("The number is above 10 and below 20.", 10, 20),
        ("It weighs 20 ± 2 kg.", 18, 22),
        ("It stands at 47% plus or minus 3 points.", 44, 50),
        ("Those aged 12 to 14 came.", 12, 14),
        ("They counted 207 boats.", 207, 207),
    ],
)
def test_intervals(text: str, low: float, high: float | None) -> None:
    value = only(text).value
    assert value is not None
    assert value.low == pytest.approx(low)
    assert value.high == (high if high is None else pytest.approx(high))


def test_a_round_number_has_a_second_reading() -> None:
    value = only("They counted 200 boats.").value
    assert value is not None
    assert [(one.low, one.high) for one in value.readings] == [(150, 250)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sales rose from 4% to 6%.", [(4, "from", "percent"), (6, "to", "percent")]),
        ("Sales rose 5% to 300 cars.", [(5, "up", "percent"), (300, "to", "car")]),
        ("Shares lost 12 points, or 3%.", [(12, "down", "point"), (3, "down", "percent")]),
        ("Prices are 5% lower.", [(5, "down", "percent")]),
        ("Shares rose $15 to $45.", [(15, "up", "USD"), (45, "to", "USD")]),
        ("Oil rose $2 to $3.", [(None, "up", "USD")]),
        ("Crude fell 80 cents to $75 a barrel.", [(0.8, "down", "USD / oil_barrel"), (75, "to", "USD / oil_barrel")]),
        ("It rose from 24 to 33-35 billion euros.", [(24e9, "from", "EUR"), (None, "to", "EUR")]),
        ("It rose to 21 from 19 percent.", [(21, "to", "percent"), (19, "from", "percent")]),
        ("Blood pressure was 120/80 mmHg.", [(120, None, "mmHg"), (80, None, "mmHg")]),
        ("They sold 12 cars, up from 9.", [(12, None, "car"), (9, "from", "car")]),
        ("Seven of 10 cases were mild.", [(7, None, "case"), (10, None, "case")]),
        ("The girls, aged 12 and 14, won.", [(12, None, "year"), (14, None, "year")]),
        ("Sales fell 5% over two years.", [(5, "down", "percent"), (2, None, "year")]),
        ("A 7- or 8-inch screen.", [(7, None, "inch"), (8, None, "inch")]),
        ("They sold 435 homes by auction and 187 by tender.", [(435, None, "home"), (187, None, "home")]),
        ("They hold 12 Somali and 11 Yemeni sailors.", [(12, None, "sailor"), (11, None, "sailor")]),
        ("Five men died and 20 others fled.", [(5, None, "man"), (20, None, "man")]),
        ("They raised 2 million of the 3 million euros.", [(2e6, None, "EUR"), (3e6, None, "EUR")]),
    ],
)
def test_series(text: str, expected: list[tuple[float, str | None, str]]) -> None:
    found = read(text)
    assert [(one.value and one.value.point, one.change, one.unit) for one in found] == expected


BASES = {
    "angle": "degree",
    "area": "meter ** 2",
    "charge": "coulomb",
    "current": "ampere",
    "data rate": "bit / second",
    "duration": "second",
    "energy": "joule",
    "force": "newton",
    "frequency": "hertz",
    "information": "byte",
    "length": "meter",
    "mass": "kilogram",
    "power": "watt",
    "pressure": "pascal",
    "resistance": "ohm",
    "speed": "meter / second",
    "torque": "newton * meter",
    "voltage": "volt",
    "volume": "meter ** 3",
}


@pytest.fixture(scope="session")
def registry() -> pint.UnitRegistry:
    return pint.UnitRegistry()


@pytest.mark.parametrize("name", [name for name, unit in RULES.units.items() if unit.dimension in BASES])
def test_factors_are_those_of_pint(name: str, lexicon: QuantityLexicon, registry: pint.UnitRegistry) -> None:
    dimension, factor, _ = dimension_of(name, lexicon)
    expression = {"decade": "10 * year", "newton_meter": "newton * meter"}.get(name, name.replace("_per_", " / "))
    assert registry.parse_expression(expression).to(BASES[dimension]).magnitude == pytest.approx(factor, rel=1e-6)


@pytest.mark.parametrize(("text", "kelvin"), [("It was 10 °C.", 283.15), ("It was 50 °F.", 283.15)])
def test_temperatures_become_kelvin(text: str, kelvin: float, lexicon: QuantityLexicon) -> None:
    mention = only(text)
    assert mention.value is not None and mention.value.point is not None
    assert to_base(mention, mention.value.point, lexicon) == pytest.approx(kelvin)


def test_compounds_convert_without_pint(lexicon: QuantityLexicon) -> None:
    assert dimension_of("gram / liter", lexicon) == ("mass/volume", pytest.approx(1.0), 0.0)


def test_a_unit_that_nobody_knows_is_an_error(lexicon: QuantityLexicon) -> None:
    with pytest.raises(UsageError, match="smoot_y"):
        dimension_of("smoot_y", lexicon)
