"""What hatch_build.py hands to the compiler reads what the plain package reads, and without a compiler none is missed.

That the compiled package itself does is shown by tests/benchmarks/compiled.py: to compile takes minutes.
"""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
READ = (
    "import factcheck, pathlib, sys; print([factcheck.claims(pathlib.Path(one).read_text()) for one in sys.argv[1:]])"
)

pytest.importorskip("hatchling", reason="what the wheel is built with (extra dev)")


def claims(package: Path) -> str:
    """The claims of the seeds as a package reads them, in full."""
    command = [sys.executable, "-P", "-c", READ, *map(str, sorted((ROOT / "seeds").glob("*.txt")))]
    environment = os.environ | {"PYTHONPATH": str(package)}
    return subprocess.run(command, env=environment, check=True, capture_output=True, text=True).stdout


def test_the_source_for_the_compiler_reads_the_same_claims(tmp_path: Path) -> None:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None and spec.loader is not None
    hook = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(hook)
    modules = hook.prepared(tmp_path)
    assert not any("(msgspec.Struct" in path.read_text(encoding="utf-8") for path in modules)
    found = claims(tmp_path)
    assert found == claims(ROOT)
    assert "Claim(" in found


@pytest.mark.skipif(os.name != "posix", reason="elsewhere the compiler is found another way")
def test_without_a_compiler_the_wheel_is_plain(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        env=os.environ | {"FACTCHECK_COMPILE": "1", "CC": "absent"},
        check=True,
        capture_output=True,
        text=True,
    )
    assert "runs as plain Python: there is no C compiler 'absent'" in built.stdout + built.stderr
    assert [path.name.endswith("-py3-none-any.whl") for path in tmp_path.glob("*.whl")] == [True]
