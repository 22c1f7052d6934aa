"""The schema of sources.yaml; imported only where there is one."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType


class Accepted(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Findings to leave out: of a check, with a text in their quote; and why."""

    reason: Annotated[str, msgspec.Meta(min_length=1)]
    check: str | None = None
    quote: str | None = None


class Entry(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is said of the sources that a key matches."""

    published: str | UnsetType = UNSET
    publisher: str | UnsetType = UNSET
    title: str | UnsetType = UNSET
    url: str | UnsetType = UNSET
    authority: int | UnsetType = UNSET
    fiscal_year_start: Annotated[int, msgspec.Meta(ge=1, le=12)] | UnsetType = UNSET
    date_order: Literal["dmy", "mdy", "ymd"] | UnsetType = UNSET
    ignore: tuple[Accepted, ...] = ()

    def given(self) -> dict[str, Any]:
        """The options that are set, but for what is to be ignored."""
        values = {name: getattr(self, name) for name in self.__struct_fields__ if name != "ignore"}
        return {name: value for name, value in values.items() if value is not UNSET}


class Sheet(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """The file as a whole."""

    sources: dict[str, Entry] = {}
