"""The table of builders, which the patterns name in `gives`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

F = TypeVar("F", bound=Callable[..., Any])
BUILDERS: dict[str, Callable[..., Any]] = {}
"""All builders by name."""


def builder(function: F) -> F:
    """Registers a function under its name."""
    BUILDERS[function.__name__] = function
    return function
