"""What answers may import while they are graded: read from the course's `course.toml`."""

import functools
import importlib.metadata
import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from pathlib import Path

from packaging.requirements import Requirement

_KERNEL = ("ipykernel", "ipython", "matplotlib-inline", "numpy")


@dataclass(frozen=True)
class Rules:
    """The course's rules, as plain data."""

    # distributions that answers may import, with what these need. None: all that is installed
    libraries: tuple[str, ...] | None = None
    rule: str = ""  # the sentence that a student reads who imports another one
    # packages of the course's that can be imported, and do nothing, while a submission is graded
    inert: tuple[str, ...] = ()
    real: tuple[str, ...] = ()  # modules inside those packages that are real all the same
    paths: tuple[str, ...] = ()  # folders where the course's own modules are found, beside what is installed

    @classmethod
    def from_dict(cls, data: dict) -> "Rules":
        """Make rules of plain data, lists for tuples included."""
        tidy = {key: tuple(value) if isinstance(value, list) else value for key, value in data.items()}
        return cls(**tidy)


def rules_of(course: Path | None, sources: Iterable[str] = ()) -> Rules:
    """Return the rules of a course folder.

    Raises ValueError if the file is no TOML or holds an unknown entry; the text names the file.

    `course`: its `course.toml` holds the rules. Without one, and where one of `sources` imports this project's own
        course package, the rules of this project's course hold; else everything may be imported.
    `sources`: the lesson's own cells
    """
    path = course / "course.toml" if course is not None else None
    if path is not None and path.is_file():
        return _read(path)
    home = Path(__file__).resolve().parents[2] / "course.toml"
    if not home.is_file():
        return Rules()
    rules = _read(home)
    package = re.compile(
        rf"^\s*(?:from|import)\s+(?:{'|'.join(map(re.escape, rules.inert))})\b", re.MULTILINE
    )
    is_ours = rules.inert and any(package.search(source) for source in sources)
    return rules if is_ours else Rules()


@functools.lru_cache(maxsize=32)
def _read(path: Path) -> Rules:
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as problem:
        raise ValueError(f"{path}: {problem}") from problem
    known = {field.name for field in fields(Rules)}
    found = data.get("answers", {})
    if unknown := sorted(set(found) - known):
        raise ValueError(f"{path}: unknown entry {unknown[0]!r} (known: {', '.join(sorted(known))})")
    return Rules.from_dict({"paths": [str(path.parent.resolve())], **found})


def allowed_distributions(libraries: tuple[str, ...]) -> list[importlib.metadata.Distribution]:
    """Return the installed distributions among `libraries`, the kernel's own, and all that these require."""
    waiting, found = [*_KERNEL, *libraries], {}
    while waiting:
        name = waiting.pop().lower().replace("_", "-").replace(".", "-")
        if name in found:
            continue
        try:
            found[name] = importlib.metadata.distribution(name)
        except importlib.metadata.PackageNotFoundError:
            continue
        for line in found[name].requires or ():
            requirement = Requirement(line)
            if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
                waiting.append(requirement.name)
    return list(found.values())


def top_level_names(distribution: importlib.metadata.Distribution) -> set[str]:
    """Return the entries of site-packages that belong to a distribution."""
    if record := distribution.read_text("RECORD"):  # reading it as paths takes a hundred times as long
        first = {line.partition("/")[0].partition(",")[0].strip('"') for line in record.splitlines()}
    else:
        first = {file.parts[0] for file in distribution.files or () if file.parts}
    return first - {"", "..", "__pycache__"}
