"""sources.yaml: what a folder says of its sources, by path or glob."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from factcheck.model import ConfigurationError, Publication, SourceOptions, Suppression
from factcheck.reading import ignore
from factcheck.reading.draft import published
from factcheck.reading.walk import SOURCES_FILE, Source, below, shown_name, within

if TYPE_CHECKING:
    from factcheck.reading.sheet import Entry

_NONE = SourceOptions()
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?)?)?")


class _Rule(NamedTuple):
    key: str
    regex: re.Pattern[str]
    entry: Entry


class Options:
    """The options of sources, looked up in the sources.yaml of their folder and of those above, the nearest last.

    Above means up to the working directory, or for sources outside of it up to the folder that was given.
    """

    def __init__(self) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        self._telling: dict[tuple[str, str], list[str]] = {}
        self._used: set[tuple[str, str]] = set()
        self._here = os.getcwd()

    def of(self, source: Source) -> SourceOptions:
        """The options of a source; raises ConfigurationError for a fault in a sources.yaml."""
        place = os.path.dirname(source.path), source.root
        if place not in self._telling:
            self._telling[place] = [folder for folder in self._folders(source) if self._loaded(folder)]
        folders = self._telling[place]
        if not folders:
            return _NONE
        given: dict[str, Any] = {}
        accepted: list[Suppression] = []
        for folder in folders:
            for rule in self._matching(folder, source.path):
                given |= rule.entry.given()
                accepted += [
                    Suppression(check=one.check, quote=one.quote, reason=one.reason) for one in rule.entry.ignore
                ]
        return SourceOptions(**given, ignore=tuple(accepted))

    def unused(self, walked: Iterable[str]) -> list[str]:
        """What to tell of keys that match no source, in the folders that were walked whole."""
        roots = tuple(walked)
        return [
            f"{shown_name(folder + '/' + SOURCES_FILE)}: the key {key!r} matches no source; check its spelling"
            for folder, rules in sorted(self._rules.items())
            if any(within(folder, root) for root in roots)
            for key in (rule.key for rule in rules)
            if (folder, key) not in self._used
        ]

    def _folders(self, source: Source) -> list[str]:
        """The folders whose sources.yaml holds for a source, the outermost first."""
        top = self._here if within(source.path, self._here) else source.root
        chain = [os.path.dirname(source.path)]
        while within(chain[-1], top) and chain[-1] != top:
            chain.append(os.path.dirname(chain[-1]))
        return chain[::-1]

    def _loaded(self, folder: str) -> list[_Rule]:
        if folder not in self._rules:
            self._rules[folder] = _load(os.path.join(folder, SOURCES_FILE))
        return self._rules[folder]

    def _matching(self, folder: str, path: str) -> list[_Rule]:
        relative = below(path, folder)
        found = [rule for rule in self._loaded(folder) if rule.key == relative or rule.regex.match(relative)]
        self._used.update((folder, rule.key) for rule in found)
        return sorted(found, key=lambda rule: rule.key == relative)


def _load(path: str) -> list[_Rule]:
    if not os.path.isfile(path):
        return []
    from factcheck.reading.sheet import Sheet
    from factcheck.rulebook import strict

    name = shown_name(path)
    sheet: Sheet = strict.read(Path(path), Sheet, ConfigurationError, name)
    return [_rule(name, key, entry) for key, entry in sheet.sources.items()]


def _rule(name: str, key: str, entry: Entry) -> _Rule:
    if isinstance(entry.published, str) and not (
        _DATE.fullmatch(entry.published) and published(entry.published, "", 1.0)
    ):
        raise ConfigurationError(
            f"{name}: {key!r}: published {entry.published!r} is no date; write it as 2017-08-14, 2017-08 or 2017"
        )
    bare = next((one for one in entry.ignore if one.check is None and one.quote is None), None)
    if bare is not None:
        raise ConfigurationError(f"{name}: {key!r}: an entry of ignore names neither check nor quote; add one")
    try:
        return _Rule(key, ignore.glob(key), entry)
    except re.error:
        raise ConfigurationError(f"{name}: {key!r} is no glob; check its brackets") from None


def configured(options: SourceOptions) -> Publication | None:
    """The publication date that the options give."""
    return published(options.published, "configured", 1.0) if options.published else None
