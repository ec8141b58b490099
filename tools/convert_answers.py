"""Turn a list of answers (`ANSWERS = [{...}]`) into cells of plain code, and show that nothing else changed.

python tools/convert_answers.py source/answers/07_receptive_field.py     (no name: all that are in the old form)
python tools/convert_answers.py --tidy ...                               sorted by function and formatted by ruff, too
"""

import argparse
import ast
import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

from autograder.authoring.answers import Answer, changed, load_answers

ROOT = Path(__file__).resolve().parent.parent
FEW = 4
"""A wrong answer is told by its changes where they take so many lines or fewer."""


def main() -> int:
    """Convert the files."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("paths", nargs="*", type=Path)
    parser.add_argument("--tidy", action="store_true")
    options = parser.parse_args()
    total = lines = 0
    for path in options.paths or sorted((ROOT / "source" / "answers").glob("*.py")):
        docstring, before = old_form(path) if is_old(path) else (new_docstring(path), load_answers(path))
        if not (options.tidy or is_old(path)):
            continue
        wanted = tidy(before) if options.tidy else before
        path.write_text(as_cells(docstring, wanted), encoding="utf-8")
        if options.tidy:
            subprocess.run([sys.executable, "-m", "ruff", "format", "--quiet", path], check=True)
        after = load_answers(path)
        compare(before, after, options.tidy)
        count = len(path.read_text(encoding="utf-8").splitlines())
        same = "code is the same" if options.tidy else "function, kind, id, mistake and source are equal"
        print(f"{path.name}: {len(after)} answers, {count} lines: {same}")
        total, lines = total + len(after), lines + count
    print(f"{total} answers, {lines} lines")
    return 0


def is_old(path: Path) -> bool:
    """Say whether a file is in the old form."""
    return "\nANSWERS = [" in path.read_text(encoding="utf-8")


def old_form(path: Path) -> tuple[str, list[Answer]]:
    """Read the old form; sources lose the blank lines around them, which only the quotes made."""
    module = ast.parse(path.read_text(encoding="utf-8"))
    values = next(n.value for n in module.body if isinstance(n, ast.Assign) and n.targets[0].id == "ANSWERS")
    entries = [Answer(**entry) for entry in ast.literal_eval(values)]
    return ast.get_docstring(module), [a._replace(source=a.source.strip("\n")) for a in entries]


def new_docstring(path: Path) -> str:
    """Return the docstring of a file in the new form."""
    return path.read_text(encoding="utf-8").split('"""')[1]


def tidy(answers: list[Answer]) -> list[Answer]:
    """Sort by function, right ones first, and format each source."""
    order = list(dict.fromkeys(a.function for a in answers))
    answers = sorted(answers, key=lambda a: (order.index(a.function), a.kind))
    with tempfile.TemporaryDirectory() as scratch:
        paths = [Path(scratch) / f"{i}.py" for i in range(len(answers))]
        for path, answer in zip(paths, answers, strict=True):
            path.write_text(answer.source + "\n", encoding="utf-8")
        command = ["format", "--quiet", "--isolated", "--line-length", "110", scratch]
        subprocess.run([sys.executable, "-m", "ruff", *command], check=True)
        return [
            a._replace(source=p.read_text(encoding="utf-8").strip("\n"))
            for a, p in zip(answers, paths, strict=True)
        ]


def as_cells(docstring: str, answers: list[Answer]) -> str:
    """Return the file's text."""
    parts = [f'"""{docstring.strip()}"""\n\nimport numpy as np\n']
    whole: dict[str, list[Answer]] = {}
    for answer in answers:
        title = f"# %% {answer.function}  {answer.kind}  {answer.id}"
        if answer.mistake:
            title += f"  is {answer.mistake}"
        base, changes = (
            nearest(answer, whole.get(answer.function, [])) if answer.kind == "wrong" else (None, [])
        )
        if base is None:
            whole.setdefault(answer.function, []).append(answer)
            parts.append(f"{title}\n{answer.source}\n")
        else:
            parts.append("\n".join([f"{title}  like {base}", *changes]) + "\n")
    return "\n".join(parts)


def nearest(answer: Answer, whole: list[Answer]) -> tuple[str | None, list[str]]:
    """Return the id of the answer with the fewest changes to this one, and the changes, if they are few."""
    tried = [(base.id, edits(base.source.split("\n"), answer.source.split("\n"))) for base in whole]
    tried = [(name, changes) for name, changes in tried if changes is not None]
    if not tried:
        return None, []
    best = min(tried, key=lambda pair: len(pair[1]))
    return best if len(best[1]) <= FEW and len(best[1]) <= answer.source.count("\n") else (None, [])


def edits(base: list[str], wanted: list[str]) -> list[str] | None:
    """Return the changes as `changed` reads them; None where they can't be told briefly."""
    matcher = difflib.SequenceMatcher(None, base, wanted, autojunk=False)
    out, place = [], 0
    for tag, i, j, m, n in matcher.get_opcodes():
        if tag == "equal":
            continue
        way = path_to(base, place, i, i < j)
        if way is None:
            return None
        out += [f"#   {base[k]}" for k in way]
        out += [f"# - {line}" if line else "# -" for line in base[i:j]]
        out += [f"# + {line}" if line else "# +" for line in wanted[m:n]]
        place = j
    return out if changed(base, out) == wanted else None


def path_to(base: list[str], place: int, target: int, is_named: bool) -> list[int] | None:
    """Return the lines to name so that line `target` (or the place before it) is reached from `place`."""
    if target == place or (is_named and base.index(base[target], place) == target):
        return []
    for k in range(target - 1, place - 1, -1):
        reached = base.index(base[target], k + 1) == target if is_named else k + 1 == target
        if reached and base[k].strip() and base.index(base[k], place) == k:
            return [k]
    return None


def compare(before: list[Answer], after: list[Answer], by_code: bool) -> None:
    """Check that all answers are there and the same.

    Raises
    ------
    AssertionError
    """
    if not by_code:
        assert before == after
        return
    code = [{a[:4]: ast.dump(ast.parse(a.source)) for a in answers} for answers in (before, after)]
    assert code[0] == code[1]
    assert len(before) == len(after)


if __name__ == "__main__":
    sys.exit(main())
