"""The lexicon of measures, places and words holds together: every entry says what it may and may not be taken for."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import get_args

import pytest

from factcheck import rulebook
from factcheck.model import Kind
from factcheck.rulebook.schema import Measure

RULES = rulebook.load()
MARKED = re.compile(r"\[\[([^\[\]]+)\]\]")
CURRENCY = re.compile(r"[A-Z]{3}")
each_measure = pytest.mark.parametrize("name", sorted(RULES.measures))


def named(measure: Measure) -> set[str]:
    return {*measure.contrary, *filter(None, [measure.broader])}


def forms(measure: Measure) -> Iterator[str]:
    yield from measure.phrases
    yield from measure.verbs


def repeated(words: Iterable[str]) -> set[str]:
    counts: dict[str, int] = defaultdict(int)
    for word in words:
        counts[word] += 1
    return {word for word, count in counts.items() if count > 1}


def shared(pairs: Iterable[tuple[object, str]]) -> dict[object, set[str]]:
    owners: dict[object, set[str]] = defaultdict(set)
    for form, owner in pairs:
        owners[form].add(owner)
    return {form: names for form, names in owners.items() if len(names) > 1}


@each_measure
def test_a_measure_names_only_measures_that_exist(name: str) -> None:
    assert named(RULES.measures[name]) <= RULES.measures.keys() - {name}


@each_measure
def test_a_measure_takes_kinds_of_claims(name: str) -> None:
    kinds = RULES.measures[name].kinds
    assert kinds and set(kinds) <= set(get_args(Kind)) and not repeated(kinds)


@each_measure
def test_only_a_measure_in_units_names_dimensions(name: str) -> None:
    measure = RULES.measures[name]
    known = {unit.dimension for unit in RULES.units.values()}
    assert set(measure.dimensions) <= known
    assert not measure.dimensions or "measure" in measure.kinds


@each_measure
def test_a_measure_can_be_found_by_lower_case_forms(name: str) -> None:
    measure = RULES.measures[name]
    assert any(forms(measure)) and not repeated(measure.phrases) and not repeated(measure.verbs)
    assert all(form == form.lower().strip() for form in forms(measure))


@each_measure
def test_a_measure_shows_by_marked_examples_what_it_is_and_is_not(name: str) -> None:
    measure = RULES.measures[name]
    assert len(measure.examples) >= 2 and len(measure.counter_examples) >= 1
    sentences = (*measure.examples, *measure.counter_examples)
    assert not repeated(sentences)
    for sentence in sentences:
        assert len(MARKED.findall(sentence)) == 1, sentence
        assert sentence[0] in "[" + sentence[0].upper() and sentence.endswith("."), sentence


@pytest.mark.parametrize("field", ["phrases", "verbs"])
def test_no_form_names_two_measures_of_one_kind(field: str) -> None:
    pairs = (
        ((form, kind), name)
        for name, measure in RULES.measures.items()
        for form in getattr(measure, field)
        for kind in measure.kinds
    )
    assert shared(pairs) == {}


def test_the_broader_measures_form_no_ring() -> None:
    for name in RULES.measures:
        seen: list[str | None] = []
        step: str | None = name
        while step is not None:
            assert step not in seen, seen
            seen.append(step)
            step = RULES.measures[step].broader


def test_no_form_names_two_places() -> None:
    pairs = (
        (form, name)
        for name, place in RULES.places.items()
        for form in (*place.names, *place.demonyms, *place.capitals)
    )
    assert shared(pairs) == {}


def test_places_have_names_and_codes_of_currencies() -> None:
    for place in RULES.places.values():
        assert place.names and not repeated((*place.names, *place.demonyms, *place.capitals))
        assert place.currency is None or CURRENCY.fullmatch(place.currency)


@pytest.mark.parametrize("name", sorted(RULES.words))
def test_a_class_of_words_lists_lower_case_forms_once(name: str) -> None:
    words = RULES.words[name].words
    assert words and not repeated(words)
    assert all(word == word.lower().strip() and "’" not in word for word in words)


def test_irregular_plurals_name_their_singular() -> None:
    plurals = dict(pair.split("=") for pair in RULES.words["plurals"].words)
    assert plurals["children"] == "child" and plurals["series"] == "series"
    assert all(re.fullmatch(r"[a-z-]+", form) for pair in plurals.items() for form in pair)


def test_a_word_stands_in_one_band_of_frequency() -> None:
    bands = ("common_1", "common_2", "common_3")
    assert shared((word, band) for band in bands for word in RULES.words[band].words) == {}
