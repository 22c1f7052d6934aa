"""The house: imports point one way, and no module bears the name of a public function."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "factcheck"
ORDER = [
    {"model", "tokens"},
    {"rulebook", "settings"},
    {"quantity", "reading"},
    {"period"},
    {"extraction"},
    {"alignment"},
    {"comparison"},
    {"derivation"},
    {"structure"},
    {"tasks"},
    {"collection"},
    {"pipeline", "examples"},
    {"cli"},
]
RANK = {name: rank for rank, names in enumerate(ORDER) for name in names}
ASIDE = {"report", "baseline", "suppression", "store", "engine", "spill", "exchange"}
"""See only `model`, each other, and the strict reader of YAML in `rulebook`."""


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "__pycache__" not in path.parts)


def imported(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "factcheck":
            parts = node.module.split(".")
            names |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            names |= {alias.name.split(".")[1] for alias in node.names if alias.name.startswith("factcheck.")}
    return names


def room(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(PACKAGE).as_posix())
def test_imports_point_one_way(path: Path) -> None:
    own = room(path)
    for name in imported(path) - {own}:
        if own in ASIDE:
            assert name in ASIDE | {"model", "rulebook"}, f"{own} may see only model, not {name}"
        elif own in RANK and name in RANK:
            assert RANK[name] < RANK[own], f"{own} must not import {name}"


def test_no_module_is_named_like_a_public_function() -> None:
    import factcheck

    assert not {path.stem for path in modules()} & set(getattr(factcheck, "__all__", ()))
