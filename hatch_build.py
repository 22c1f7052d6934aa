"""Compiles the reading of texts to C: `FACTCHECK_COMPILE=1 pip install .`, or `hatch_build.py FOLDER` to try it.

mypyc compiles what spends the time, from the same source. It gives classes of its own fast fields, but not those of
msgspec; so that the inner records become such classes first, in a copy. The wheel keeps the Python files beside the
compiled ones. Without a C compiler the wheel is the plain one, which a line tells.
"""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).resolve().parent
COMPILED = ("tokens.py", "quantity", "period", "extraction")
"""What is compiled of the package."""
PLAIN = frozenset({"build", "resolve", "checking.py", "node.py", "proof.py", "units.py"})
"""What stays as it is: records with subclasses, what tells 5 from 5.0 (mypyc does not), what is seldom run."""
NEEDED = ["mypy[mypyc]>=1.15,<3", "setuptools>=65", "msgspec>=0.18.6", "types-PyYAML", "types-python-dateutil"]
SWITCH = "FACTCHECK_COMPILE"

HEAD = """
from typing import Any as _Any, ClassVar as _ClassVar, TypeVar as _TypeVar, final as _final
import msgspec as _msgspec
_One = _TypeVar("_One")
def _replaced(one: _One, **changes: _Any) -> _One:
    if isinstance(one, _msgspec.Struct):
        return _msgspec.structs.replace(one, **changes)
    kind: _Any = type(one)
    return kind(**({name: getattr(one, name) for name in kind.__match_args__} | changes))  # type: ignore[no-any-return]
"""

SETTINGS = """[mypy]
python_version = {version}
follow_imports = silent
ignore_missing_imports = True
implicit_reexport = True
"""

SETUP = """
import sys
from mypyc.build import mypycify
from setuptools import setup
options = dict(opt_level="2", debug_level="0", multi_file=True, group_name="factcheck")
setup(
    name="factcheck",
    py_modules=[],
    ext_modules=mypycify(sys.argv[1:], **options),
    script_args=["build_ext", "--inplace", "--force"],
)
"""


def native(source: str) -> str:
    """A module with its records as classes that mypyc makes native, equal by value as they were; lines may move."""
    tree = ast.parse(source)
    lines = source.splitlines()
    edits: list[tuple[int, int, list[str]]] = []  # first line, last line (half open), what stands there
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and any(ast.unparse(base) == "msgspec.Struct" for base in node.bases):
            edits.append((node.lineno - 1, node.body[0].lineno - 1, list(_head(node))))
            edits.append((node.end_lineno or 0, node.end_lineno or 0, list(_methods(node))))
    head = next((node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == "__future__"), None)
    if head is None:
        return source
    for first, last, instead in sorted(edits, reverse=True):
        lines[first:last] = instead
    lines = [re.sub(r"(?<![\w.])(msgspec\.)?structs\.replace\(", "_replaced(", line) for line in lines]
    return "\n".join([*lines[: head.lineno], HEAD, *lines[head.lineno :]])


def _head(record: ast.ClassDef) -> Iterator[str]:
    bases = [ast.unparse(base) for base in record.bases if ast.unparse(base) != "msgspec.Struct"]
    yield "@_final"
    yield f"class {record.name}({', '.join(bases)}):" if bases else f"class {record.name}:"


def _methods(record: ast.ClassDef) -> Iterator[str]:
    """What msgspec gives a record: how it is made, compared, ordered and hashed."""
    fields = [node for node in record.body if isinstance(node, ast.AnnAssign)]
    names = [ast.unparse(field.target) for field in fields]
    options = {option.arg for option in record.keywords if ast.unparse(option.value) == "True"}
    given = (
        f"{ast.unparse(field.target)}: {ast.unparse(field.annotation)}"
        + (f" = {ast.unparse(field.value)}" if field.value else "")
        for field in fields
    )
    own, others = (", ".join(f"{one}.{name}" for name in names) for one in ("self", "other"))
    yield f"    __match_args__: _ClassVar[tuple[str, ...]] = {tuple(names)!r}"
    yield f"    def __init__(self, {', '.join(given)}) -> None:"
    yield from (f"        self.{name} = {name}" for name in names)
    yield "    def __eq__(self, other: object) -> bool:"
    yield f"        return isinstance(other, {record.name}) and ({own},) == ({others},)"
    if "order" in options:
        yield f"    def __lt__(self, other: {record.name}) -> bool:"
        yield f"        return ({own},) < ({others},)"
    if "frozen" in options:
        yield "    def __hash__(self) -> int:"
        yield f"        return hash(({own},))"


def prepared(folder: Path) -> list[Path]:
    """Makes a copy of the package in `folder`, ready to be compiled; gives the modules that are to be."""
    shutil.copytree(ROOT / "factcheck", folder / "factcheck", ignore=shutil.ignore_patterns("__pycache__", "*.so"))
    shutil.copytree(ROOT / "rules", folder / "rules")
    places = [folder / "factcheck" / name for name in COMPILED]
    found = [path for place in places for path in (sorted(place.rglob("*.py")) if place.is_dir() else [place])]
    modules = [path for path in found if PLAIN.isdisjoint((path.name, path.parent.name))]
    for path in modules:
        path.write_text(native(path.read_text(encoding="utf-8")), encoding="utf-8")
    return modules


def compile_into(folder: Path) -> list[Path]:
    """Makes a copy of the package in `folder` that runs compiled; gives its compiled files.

    Raises OSError or CalledProcessError, whose output tells why, where it cannot be compiled.
    """
    compiler = (os.environ.get("CC") or sysconfig.get_config_var("CC") or "cl").split()[0]
    if os.name == "posix" and shutil.which(compiler) is None:
        raise FileNotFoundError(f"there is no C compiler {compiler!r}")
    modules = prepared(folder)
    (folder / "mypy.ini").write_text(SETTINGS.format(version="{}.{}".format(*sys.version_info[:2])))
    names = [str(path.relative_to(folder)) for path in modules]
    subprocess.run([sys.executable, "-c", SETUP, *names], cwd=folder, check=True, capture_output=True, text=True)
    for path in modules:  # what tracebacks show
        shutil.copyfile(ROOT / path.relative_to(folder), path)
    shutil.rmtree(folder / "build")
    return sorted(path for suffix in ("*.so", "*.pyd") for path in folder.rglob(suffix))


class CustomBuildHook(BuildHookInterface[Any]):
    """Adds the compiled files to the wheel, if they are asked for and can be made."""

    def dependencies(self) -> list[str]:
        return NEEDED if os.environ.get(SWITCH) == "1" else []

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        self.folder: Path | None = None
        if self.target_name != "wheel" or version == "editable" or os.environ.get(SWITCH) != "1":
            return
        self.folder = Path(tempfile.mkdtemp(prefix="factcheck-"))
        try:
            made = compile_into(self.folder)
        except (OSError, subprocess.CalledProcessError) as fault:
            self.app.display_warning(f"factcheck is not compiled and runs as plain Python: {_reason(fault)}")
            return
        build_data["force_include"].update({str(path): str(path.relative_to(self.folder)) for path in made})
        build_data.update(pure_python=False, infer_tag=True)

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:
        if self.folder is not None:
            shutil.rmtree(self.folder, ignore_errors=True)


def _reason(fault: OSError | subprocess.CalledProcessError) -> str:
    """The line that tells most of what went wrong."""
    if isinstance(fault, OSError):
        return str(fault)
    lines = [line for line in (fault.stdout + fault.stderr).splitlines() if line.strip()]
    return next((line for line in lines if "error:" in line), lines[-1] if lines else str(fault))


if __name__ == "__main__":
    target = Path(sys.argv[1]).resolve()
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    try:
        print(f"{len(compile_into(target))} compiled files in {target}")
    except (OSError, subprocess.CalledProcessError) as fault:
        sys.exit(f"factcheck is not compiled: {_reason(fault)}")
