"""Laws of what `factcheck.quantity` reads: places, formats and independence of texts that are joined."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

import factcheck
from factcheck import quantity, rulebook
from factcheck.model import Claim, Mention, SourceOptions
from factcheck.quantity.number import number_at
from factcheck.quantity.writing import Style, format_value, spelled
from factcheck.tokens import Tokens

WORDS = quantity.lexicon(rulebook.load())
BREAK = re.compile(r"[.!?]\s+(?=[A-Z])|\n")


def read(text: str) -> list[Mention]:
    breaks = [match.end() for match in BREAK.finditer(text)]
    return quantity.scan(Tokens(text, WORDS.marks, breaks), WORDS, SourceOptions())


def only(text: str) -> Mention:
    found = read(text)
    assert len(found) == 1, found
    return found[0]


@given(st.text(alphabet="0123456789 .,-–$%()/:'ak\"\n±x", max_size=60))
def test_spans_are_ordered_and_hold_their_text(text: str) -> None:
    found = read(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))


@given(st.text(alphabet=st.sampled_from("aZé 57.,$€-–“”'\n\u00a0½İ"), max_size=80))
def test_a_claim_is_the_slice_of_its_source(text: str) -> None:
    assert all(text[one.start : one.end] == one.text for one in factcheck.claims(text))


SETTINGS = (
    "They made {} kg.",
    "It cost ${}.",
    "They sold {} boats.",
    "About {} litres leaked.",
    "It fell to {} points.",
)
PLAIN = st.sampled_from(("plain", "grouped", "spaced"))


@given(st.decimals("1000", "999999999", places=3), st.integers(0, 3), PLAIN, st.sampled_from(SETTINGS))
def test_every_grouping_reads_as_the_same_interval(number: Decimal, digits: int, style: Style, setting: str) -> None:
    plain = only(setting.format(format_value(number, digits)))
    other = only(setting.format(format_value(number, digits, style)))
    assert (other.value, other.unit, other.mod) == (plain.value, plain.unit, plain.mod)


@given(st.decimals("1000", "999000000000000", places=2), st.integers(0, 2), st.sampled_from(("${}.", "{} euros.")))
def test_scale_words_and_suffixes_read_as_the_same_interval(number: Decimal, digits: int, setting: str) -> None:
    word = only("They paid " + setting.format(format_value(number, digits, "scaled")))
    suffix = only("They paid " + setting.format(format_value(number, digits, "suffixed")))
    assert (word.value, word.unit) == (suffix.value, suffix.unit)


@given(st.integers(0, 999_999_999_999))
def test_spelled_numbers_read_back(number: int) -> None:
    tokens = Tokens(spelled(number), WORDS.marks)
    found = number_at(tokens, 0, len(tokens), WORDS)
    assert found is not None and (found.point, found.last) == (number, len(tokens))


@given(
    st.integers(1, 999_999),
    st.integers(1, 999_999),
    st.sampled_from(("{} to {} kg", "{}-{} kg", "between {} and {} kg")),
)
def test_a_range_has_the_ends_that_were_written(one: int, two: int, form: str) -> None:
    low, high = sorted((one, two))
    if low == high or ("-" in form and low >= 1000):
        return
    value = only(f"They found {form.format(low, high)}.").value
    assert value is not None and (value.low, value.high) == (low, high)


NUMBERS = st.one_of(
    st.integers(2, 99).map(str),
    st.integers(1000, 10**7).map(lambda number: format_value(number, 0, "grouped")),
    st.decimals("0.1", "999", places=1).map(str),
    st.sampled_from(("five", "a dozen", "half a million", "two and a half", "several hundred", "1.5 million", "3bn")),
)
SENTENCES = st.builds(
    str.format,
    st.sampled_from(
        (
            "It sold {} km of rope.",
            "Rent rose {}% to ${} million.",
            "Rent rose from {}% to {}%.",
            "About {} people came, and {} left.",
            "Smith, 42, has {} boats.",
            "No deaths were told of, but {} men fell.",
            "They sold {} homes by auction and {} by tender.",
            "Sales doubled to {} euros.",
            "The crew (12 men) saw {} to 9,999,999 fish.",
            "One in five of the {} voters agreed.",
            "It is the third of {} tests; see page 12.",
            "It weighs {} ± 0.5 kg.",
        )
    ),
    NUMBERS,
    NUMBERS,
)
TEXTS = st.lists(SENTENCES, max_size=4).map(" ".join)


@given(TEXTS, TEXTS)
def test_two_documents_joined_give_the_union(first: str, second: str) -> None:
    shift = len(first) + 2
    apart = [_key(one, 0) for one in factcheck.claims(first)] + [_key(one, shift) for one in factcheck.claims(second)]
    assert [_key(one, 0) for one in factcheck.claims(f"{first}\n\n{second}")] == apart


def _key(claim: Claim, shift: int) -> tuple[object, ...]:
    return claim.start + shift, claim.end + shift, claim.value, claim.unit, claim.mod
