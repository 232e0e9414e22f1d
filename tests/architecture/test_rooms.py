"""Every room says what it is, every name says what it means, and imports are imports."""

import ast
from collections.abc import Iterable, Iterator
from pathlib import Path

NAMES_THAT_SAY_NOTHING = {"base", "data", "helpers", "info", "manager", "process", "utils"}

Definition = ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def _modules(files: Iterable[Path]) -> Iterator[tuple[Path, ast.Module]]:
    for path in files:
        if path.suffix == ".py":
            yield path, ast.parse(path.read_bytes(), filename=str(path))


def _public(scope: ast.Module | ast.ClassDef) -> Iterator[Definition]:
    """Walk what a caller can name: public classes and functions, and what such classes hold."""
    for node in scope.body:
        if isinstance(node, Definition) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from _public(node)


def _is_docstring_alone(module: ast.Module) -> bool:
    return len(module.body) == 1 and ast.get_docstring(module) is not None


def _hides_an_import(node: ast.AST) -> bool:
    match node:
        case ast.Name(id="TYPE_CHECKING") | ast.Attribute(attr="TYPE_CHECKING"):
            return True
        case ast.ImportFrom(module="__future__", names=names):
            return any(name.name == "annotations" for name in names)
        case _:
            return False


def test_an_init_file_holds_a_docstring_and_nothing_else(files: list[Path], project: Path) -> None:
    inits = _modules(path for path in files if path.name == "__init__.py")

    assert [str(p.relative_to(project)) for p, init in inits if not _is_docstring_alone(init)] == []


def test_every_module_of_a_room_has_a_docstring(
    files: list[Path], rooms: list[str], project: Path
) -> None:
    inside = _modules(path for path in files if path.relative_to(project).parts[0] in rooms)

    assert [str(p.relative_to(project)) for p, m in inside if ast.get_docstring(m) is None] == []


def test_every_public_name_of_a_room_has_a_docstring(
    files: list[Path], rooms: list[str], project: Path
) -> None:
    inside = _modules(path for path in files if path.relative_to(project).parts[0] in rooms)

    assert [
        f"{path.relative_to(project)}:{node.lineno}: {node.name}"
        for path, module in inside
        for node in _public(module)
        if ast.get_docstring(node) is None
    ] == []


def test_a_file_is_named_for_what_it_holds(files: list[Path], project: Path) -> None:
    sources = (path for path in files if path.suffix == ".py")

    assert [str(p.relative_to(project)) for p in sources if p.stem in NAMES_THAT_SAY_NOTHING] == []


def test_imports_are_imports(files: list[Path], project: Path) -> None:
    """Temporal and pydantic read annotations at run time."""
    assert [
        str(path.relative_to(project))
        for path, module in _modules(files)
        if any(_hides_an_import(node) for node in ast.walk(module))
    ] == []
