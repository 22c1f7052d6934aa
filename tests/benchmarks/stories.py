"""What the generator of corpora writes about: kinds of event, each with facts in several wordings, and filler.

In a wording `{v}` is the value, `{place}`, `{org}` and `{person}` are the names of the story.
"""

from __future__ import annotations

from typing import NamedTuple


class Matter(NamedTuple):
    """A fact that articles may state: how its value is drawn and written, and its wordings."""

    name: str
    form: str
    low: int
    high: int
    wordings: tuple[str, ...]


class Story(NamedTuple):
    """A kind of event: its headlines and its facts."""

    name: str
    headlines: tuple[str, ...]
    matters: tuple[Matter, ...]


STORIES = (
    Story(
        "quake",
        ("Earthquake strikes {place}", "Strong quake hits {place}", "{place} shaken by earthquake"),
        (
            Matter(
                "dead",
                "count",
                12,
                900,
                (
                    "The earthquake in {place} killed {v} people.",
                    "At least one official list puts the death toll in {place} at {v}.",
                    "{v} people died when the quake struck {place}, {person} said.",
                ),
            ),
            Matter(
                "injured",
                "count",
                130,
                7000,
                (
                    "The quake injured {v} people.",
                    "Hospitals in {place} treated {v} people who were injured in the earthquake.",
                    "{v} people were injured, according to {org}.",
                ),
            ),
            Matter(
                "homes",
                "count",
                300,
                9000,
                (
                    "The quake destroyed {v} homes in {place}.",
                    "{v} homes were destroyed by the earthquake, {org} said.",
                    "In {place} the tremor destroyed {v} homes.",
                ),
            ),
            Matter(
                "depth",
                "km",
                8,
                90,
                (
                    "The quake struck at a depth of {v}.",
                    "Its centre lay at a depth of {v}, {org} said.",
                ),
            ),
        ),
    ),
    Story(
        "results",
        ("{org} reports annual results", "Results of {org} published", "{org} presents its figures"),
        (
            Matter(
                "revenue",
                "money",
                110,
                9000,
                (
                    "Revenue of {org} rose to {v}.",
                    "{org} reported revenue of {v} for the year.",
                    "The company's revenue came to {v}, chief executive {person} said.",
                ),
            ),
            Matter(
                "profit",
                "money",
                11,
                800,
                (
                    "{org} made a net profit of {v}.",
                    "Net profit reached {v}, the company based in {place} said.",
                    "The company posted a net profit of {v}.",
                ),
            ),
            Matter(
                "staff",
                "count",
                1200,
                90000,
                (
                    "{org} employs {v} people.",
                    "The company has {v} employees.",
                    "With {v} employees, {org} is the largest employer in {place}.",
                ),
            ),
            Matter(
                "margin",
                "percent",
                4,
                38,
                (
                    "The operating margin stood at {v}.",
                    "{org} put its operating margin at {v}.",
                ),
            ),
        ),
    ),
    Story(
        "takeover",
        ("{org} to be taken over", "Bid for {org} agreed", "Owners of {org} accept offer"),
        (
            Matter(
                "price",
                "money",
                210,
                9000,
                (
                    "The offer values {org} at {v}.",
                    "The bidder will pay {v} for {org}.",
                    "{org} will be bought for {v}, {person} announced in {place}.",
                ),
            ),
            Matter(
                "stake",
                "percent",
                11,
                74,
                (
                    "The family of {person} owns a stake of {v} in {org}.",
                    "{person} and family hold a stake of {v} in the company.",
                ),
            ),
            Matter(
                "plants",
                "count",
                11,
                90,
                (
                    "{org} runs {v} factories.",
                    "The company operates {v} factories, most of them near {place}.",
                ),
            ),
            Matter(
                "debt",
                "money",
                31,
                700,
                (
                    "The debt of {org} stands at {v}.",
                    "{org} carries debt of {v}.",
                ),
            ),
        ),
    ),
    Story(
        "strike",
        ("Strike halts work at {org}", "Workers of {org} walk out", "{place}: strike at {org}"),
        (
            Matter(
                "workers",
                "count",
                400,
                26000,
                (
                    "{v} workers of {org} are on strike.",
                    "The union says {v} workers joined the strike at {org}.",
                    "In {place}, {v} workers walked out.",
                ),
            ),
            Matter(
                "raise",
                "percent",
                3,
                29,
                (
                    "The union demands a wage increase of {v}.",
                    "Workers want a wage increase of {v}, union leader {person} said.",
                ),
            ),
            Matter(
                "loss",
                "money",
                11,
                90,
                (
                    "The strike has cost {org} {v} so far.",
                    "{org} put the cost of the strike at {v}.",
                ),
            ),
        ),
    ),
    Story(
        "outbreak",
        ("Outbreak in {place}", "Fever spreads in {place}", "{place} fights outbreak"),
        (
            Matter(
                "cases",
                "count",
                110,
                9000,
                (
                    "Doctors in {place} have counted {v} cases.",
                    "{org} has confirmed {v} cases.",
                    "The outbreak has reached {v} cases, {person} said.",
                ),
            ),
            Matter(
                "dead",
                "count",
                11,
                400,
                (
                    "The fever killed {v} patients.",
                    "{v} patients have died in {place}.",
                    "{org} reported that {v} patients died of the fever.",
                ),
            ),
            Matter(
                "doses",
                "count",
                2100,
                90000,
                (
                    "{org} sent {v} doses of vaccine to {place}.",
                    "{v} doses of vaccine arrived in {place}.",
                ),
            ),
        ),
    ),
    Story(
        "fire",
        ("Forest fire near {place}", "{place} threatened by fire", "Fire rages near {place}"),
        (
            Matter(
                "area",
                "ha",
                210,
                9000,
                (
                    "The fire burned {v} of forest near {place}.",
                    "{v} of forest burned, {org} said.",
                ),
            ),
            Matter(
                "evacuated",
                "count",
                310,
                8000,
                (
                    "{v} residents of {place} were evacuated.",
                    "Police evacuated {v} residents, {person} said.",
                    "The authorities in {place} evacuated {v} residents.",
                ),
            ),
            Matter(
                "crews",
                "count",
                110,
                2900,
                (
                    "{v} firefighters fought the flames.",
                    "{org} sent {v} firefighters to {place}.",
                ),
            ),
        ),
    ),
)

ASIDES = (
    ("count", 2100, 90000, "The library of {place} holds {v} books."),
    ("count", 11, 90, "A choir of {v} singers had been due to perform in {place}."),
    ("km", 11, 90, "The railway station nearest to {place} is {v} away."),
    ("count", 110, 900, "The old theatre of {place} seats {v} spectators."),
    ("percent", 11, 60, "In {place}, tourism makes up {v} of the economy."),
    ("count", 31, 300, "Some {v} volunteers had planted an orchard in {place} in spring."),
    ("money", 11, 90, "A new bridge in {place} is to cost {v}."),
    ("count", 11, 60, "The football club of {place} has lost {v} matches since its last title."),
)
"""Numbers that only one article of a story mentions: form, range, wording."""

SUBJECTS = (
    "People", "Workers", "Officials in {place}", "Experts", "Members of {org}", "Analysts", "Investors", "Teachers",
    "Many in {place}", "Students", "Lawyers", "The council of {place}", "A spokeswoman for {org}", "{person}", "Voters",
    "Residents", "Journalists", "The authorities", "Doctors", "Managers of {org}",
)  # fmt: skip
VERBS = (
    "described", "discussed", "accepted", "considered", "expected", "rejected", "supported", "confirmed", "welcomed",
    "followed", "explained", "reported", "remembered", "questioned", "opposed", "wanted", "changed", "showed",
)  # fmt: skip
OBJECTS = (
    "the role of the regional council", "the decision to wait", "the first reports", "the work of the government",
    "the plans for the coming months", "the state of the roads", "the help from other countries",
    "the advice of the experts", "the way the news was told", "the lack of information", "the effect on companies",
    "the open questions", "the calm of those in charge", "the weather of the past days", "the public meeting",
)  # fmt: skip
COLOURS = (
    "near the {w} bridge", "at the {w} market", "in {w} Street", "with the {w} team", "before the {w} talks",
    "as {w} music played", "next to the {w} hotel", "over {w} tea", "in the {w} hall", "after the {w} holiday",
    "with {w} and {w}", "during the {w} season", "under {w} trees", "in the daily {w}", "beside the old {w}",
)  # fmt: skip
"""Ends of sentences; `{w}` is an open-class word, drawn as words of a language are: few often, most hardly ever."""

VOCABULARY = 30_000
"""Open-class words there are."""

ONSETS = ("b", "br", "d", "dr", "f", "g", "h", "k", "kl", "l", "m", "n", "p", "r", "s", "st", "t", "tr", "v", "z")
NUCLEI = ("a", "e", "i", "o", "u", "ai", "ou", "ei")
CODAS = ("n", "r", "l", "s", "m", "th", "nd", "rk", "v", "x")
PLACE_ENDS = ("burg", "ville", "stad", "ova", "mouth", "field", "haven", "ia", "dorf", "mar")
ORG_ENDS = ("Group", "Company", "Bank", "Trust", "Union", "Council", "Institute", "Agency", "Industries", "Works")
GIVEN = 600
"""Given names there are."""
