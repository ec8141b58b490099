"""Bring a platform's downloads into submitted/: each student's newest files, and everything else told in a line."""

import os
import re
import shutil
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path, PurePosixPath

from autograder.common.errors import UsageError
from autograder.common.files import write_atomically
from autograder.common.text import printable
from autograder.course.course import Course, is_plain_name
from autograder.intake.collect.downloads import MAX_FILE, Member, members
from autograder.intake.collect.groups import Groups
from autograder.intake.collect.log import Log
from autograder.intake.collect.platforms import PLATFORMS, HandIn, SubmittedFile
from autograder.intake.file_names import NOTEBOOK, looks_like_notebook, normalize_name

NO_GROUPS = Groups()


@dataclass
class Collected:
    """What became of a collection."""

    # how the platform writes each collected student's name, by id; "" where it doesn't
    names: dict[str, str] = field(default_factory=dict)
    # new, newer, unchanged, older: students who had nothing before, whose newer work replaced theirs, whose is the
    # same, who have newer already
    new: list[str] = field(default_factory=list)
    newer: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    older: list[str] = field(default_factory=list)
    late: list[str] = field(default_factory=list)
    # students who handed in no notebook, with what they did hand in
    no_notebook: dict[str, list[str]] = field(default_factory=dict)
    # a line for every file that was not taken, with its reason; whose they are, where their names tell
    left_out: list[str] = field(default_factory=list)
    refused: set[str] = field(default_factory=set)
    # whose work came as a group's, by the group's name
    groups: dict[str, list[str]] = field(default_factory=dict)

    @property
    def namesakes(self) -> dict[str, list[str]]:
        """Students of one name, who are kept apart."""
        counts = Counter(name for name in self.names.values() if name)
        return {
            name: sorted(s for s, one in self.names.items() if one == name)
            for name, count in counts.items()
            if count > 1
        }


def collect(
    course: Course,
    platform: str,
    paths: Iterable[Path],
    lesson: str,
    known: Iterable[str] = (),
    ids: Mapping[str, str] | None = None,
    groups: Groups = NO_GROUPS,
) -> Collected:
    """Bring downloads of one lesson into `submitted/`.

    Raises UsageError if there is no such lesson or download, or a download holds nothing of the platform's.

    `platform`: "canvas", "moodle", "folder" or "classroom"
    `paths`: zip archives or folders; of one student's work in several the newest is taken
    `known`: the platform's numbers of the class, where a roster tells them
    `ids`: under which id students are kept whose number is another one than in earlier lessons
    `groups`: who is in which group, by the platform's numbers
    """
    course.require(lesson)
    done, newest, ids = Collected(), {}, ids or {}
    for path in paths:
        handed = _by_student(platform, path, lesson, frozenset(known), groups, done)
        if not handed:
            raise UsageError(f"{path} holds no file that is named as {platform} names them")
        for one in handed.values():
            one.student = ids.get(one.student, one.student)
            before = newest.get(one.student)
            if before is not None and before.when > one.when:
                one, before = before, one
            if before is not None:
                _keep(course, lesson, before, done)
            newest[one.student] = one
    log = Log(course, lesson)
    for student, one in sorted(newest.items()):
        done.names[student] = one.name
        _place(course, lesson, one, log, done)
    log.write()
    done.groups = {name: [ids.get(one, one) for one in whose] for name, whose in done.groups.items()}
    done.refused = {ids.get(student, student) for student in done.refused} - set(done.names)
    return done


def _by_student(
    platform: str, path: Path, lesson: str, known: frozenset[str], groups: Groups, done: Collected
) -> dict[str, HandIn]:
    """Return what a download holds, by student; a line for each file that can't be taken."""
    found: dict[str, HandIn] = {}
    for member in _below_one_folder(platform, path, lesson, known):
        piece = PLATFORMS[platform](member, known)
        if piece and normalize_name(piece.student) == normalize_name(lesson):
            piece = None  # the lesson's own folder or notebook is no student's
        owned = groups.shared_out(piece) if piece else []
        reason = member.trouble or (
            _unfit(owned[0]) if owned else f"it is not named as {platform} names files"
        )
        if reason:
            done.left_out.append(f"{printable(member.name)}: {reason}")
            done.refused |= {own.student for own in owned if own.student}
            continue
        if owned[0] is not piece:
            done.groups[piece.name] = [own.student for own in owned]
        for own in owned:
            one = found.setdefault(own.student, HandIn(own.student))
            one.name = one.name or own.name
            one.pieces.append(own)
    return found


def _unfit(piece: SubmittedFile) -> str:
    """Return why a file can't lie under its name in a student's folder; "" if it can."""
    if not piece.student:
        return "it is a group's without a number: --roster with Moodle's worksheet tells who is in it"
    plain = all(is_plain_name(part) and part.isprintable() for part in (piece.student, *piece.file))
    if not plain or piece.student.startswith("."):
        return "its name can't be a file's here"
    if len(piece.file) > 6 or any(len(part) > 200 for part in piece.file):
        return "its name is longer than 200 signs, or lies deeper than 5 folders"
    return ""


def _below_one_folder(platform: str, path: Path, lesson: str, known: frozenset[str]) -> list[Member]:
    """Return a download's files, without a folder around all of them, and without a classroom's prefix of names."""
    found = list(members(path))
    if platform == "folder" and (other := _is_platforms(found, known)):
        raise UsageError(f"all of {path} is named as {other} names files: use `collect {other}`")
    is_archive = path.suffix.lower() == ".zip"
    if platform in ("folder", "classroom") and is_archive and _are_wrapped(found, lesson, known):
        found = [replace(member, parts=member.parts[1:]) for member in found]
    if platform == "classroom":
        folders = {m.parts[0] for m in found if len(m.parts) > 1 or m.trouble}
        prefix = _classroom_prefix(path, sorted(folders))
        found = [replace(m, parts=(m.parts[0].removeprefix(prefix), *m.parts[1:])) for m in found]
    return found


def _is_platforms(found: list[Member], known: frozenset[str]) -> str:
    """Return the platform as which all files of a folder are named, "" if none."""
    flat = all(len(member.parts) == 1 for member in found)
    others = ("canvas", "moodle") if flat else ("moodle",)
    return next((o for o in others if found and all(PLATFORMS[o](one, known) for one in found)), "")


def _are_wrapped(found: list[Member], lesson: str, known: frozenset[str]) -> bool:
    """Say whether the one folder around all files is a class's: only folders in it, or several students' notebooks."""
    tops, below = {member.parts[0] for member in found}, [m.parts[1] for m in found if len(m.parts) > 1]
    if len(tops) != 1 or tops & known or len(below) < len(found):
        return False
    if normalize_name(lesson) in {normalize_name(NOTEBOOK.sub("", name)) for name in below}:
        return False  # it is one student's
    students = {m.parts[1] for m in found if looks_like_notebook(m.name)}
    return all(len(member.parts) > 2 for member in found) or len(students) > 1


def _classroom_prefix(path: Path, folders: list[str]) -> str:
    """Return what GitHub Classroom puts before each login: the assignment's name and a hyphen.

    Its command clones into `<assignment>-submissions/<assignment>-<login>`; elsewhere it is what all folders share.
    """
    assignment = path.resolve().stem.removesuffix("-submissions")
    if folders and all(folder.startswith(f"{assignment}-") for folder in folders):
        return f"{assignment}-"
    words = [folder.split("-")[:-1] for folder in folders]
    shared = [same[0] for same in takewhile(lambda same: len(set(same)) == 1, zip(*words, strict=False))]
    return "-".join([*shared, ""]) if len(folders) > 1 and shared else ""


def _place(course: Course, lesson: str, one: HandIn, log: "Log", done: Collected) -> None:
    """Put a student's newest work into `submitted/`; what lay there goes beside the earlier downloads."""
    student = one.student
    files, spare = _files_of(course, lesson, one, done)
    place = course.directory("submitted") / student / lesson
    if one.is_late:
        done.late.append(student)
    if not any(looks_like_notebook(name) for name in files):
        done.no_notebook[student] = sorted(files) or ["nothing"]
    if place.is_dir() and _content(place) == files:
        done.unchanged.append(student)
    elif place.exists() and log.when(student) > one.when:
        _keep(course, lesson, one, done)
        done.older.append(student)
        return
    else:
        (done.newer if place.exists() else done.new).append(student)
        fresh = place.with_name(f".{lesson}.new")
        shutil.rmtree(fresh, ignore_errors=True)
        for name, data in files.items():
            write_atomically(fresh / name, data, sync=False)
        fresh.mkdir(parents=True, exist_ok=True)
        if place.exists() or place.is_symlink():
            place.rename(_next_folder(course, lesson, student))
        fresh.rename(place)
        _write_spare(course, lesson, student, spare)
    log.note(student, one)


def _files_of(
    course: Course, lesson: str, one: HandIn, done: Collected
) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """Return a student's files as they are to lie in `submitted/`, and the earlier versions of notebooks among them.

    Of several copies of the lesson's notebook ("01_ops-1", "01_ops (1)") the newest takes its name. Other files get
    back the name that they had before the platform numbered them, where that tells them apart.
    """
    wanted = {normalize_name(name): f"{name}.ipynb" for name in course.notebook_names(lesson)}
    files, spare, by_name = {}, {}, defaultdict(list)
    alike = Counter(piece.plain for piece in one.pieces)
    for piece in one.pieces:
        parts = _inside(lesson, piece.plain)
        stem = re.sub(r"\.ipynb(\.txt|\.json)?$", "", parts[-1], flags=re.IGNORECASE)
        if len(parts) == 1 and looks_like_notebook(parts[-1]) and normalize_name(stem) in wanted:
            by_name[wanted[normalize_name(stem)]].append(piece)
        else:
            by_name["/".join(parts if alike[piece.plain] == 1 else _inside(lesson, piece.file))].append(piece)
    for name, pieces in by_name.items():
        if any(str(above) in by_name for above in PurePosixPath(name).parents):
            why = "its folder is called like a file beside it"
            done.left_out += [f"{printable(piece.member.name)}: {why}" for piece in pieces]
            continue
        pieces.sort(key=lambda piece: (piece.order, piece.member.time, piece.member.name))
        for at, piece in enumerate(pieces):
            try:
                data = piece.member.read()
            except OSError as problem:
                done.left_out.append(f"{printable(piece.member.name)}: {problem}")
                continue
            if len(data) > MAX_FILE:
                done.left_out.append(f"{printable(piece.member.name)}: it is larger than it says")
            elif piece is pieces[-1]:
                files[name] = data
            else:
                spare[f"{at + 1}_{name.replace('/', '_')}"] = data
    return files, spare


def _inside(lesson: str, parts: tuple[str, ...]) -> tuple[str, ...]:
    """Return a file's folders and name without a folder that is called like the lesson."""
    return parts[1:] if len(parts) > 1 and normalize_name(parts[0]) == normalize_name(lesson) else parts


def _content(place: Path) -> dict[str, bytes]:
    """Return what lies in a folder by name; nothing that is equal to it where a link lies there."""
    found = {}
    for folder, _, names in os.walk(place):
        for name in names:
            path = Path(folder, name)
            if path.is_symlink() or not path.is_file():
                return {}
            if name != "timestamp.txt":
                found[path.relative_to(place).as_posix()] = path.read_bytes()
    return found


def _keep(course: Course, lesson: str, one: HandIn, done: Collected) -> None:
    """Lay an older download of a student's beside the earlier ones, unless it lies there."""
    files, spare = _files_of(course, lesson, one, done)
    _write_spare(course, lesson, one.student, files | spare)


def _write_spare(course: Course, lesson: str, student: str, files: dict[str, bytes]) -> None:
    folder = _earlier(course, lesson, student)
    if not files or any(_content(one) == files for one in (folder.iterdir() if folder.is_dir() else ())):
        return
    place = _next_folder(course, lesson, student)
    for name, data in files.items():
        write_atomically(place / name, data, sync=False)


def _earlier(course: Course, lesson: str, student: str) -> Path:
    return course.root / "downloaded" / lesson / "earlier" / student


def _next_folder(course: Course, lesson: str, student: str) -> Path:
    """Return a free folder for an earlier version of a student's work, its parent made."""
    folder = _earlier(course, lesson, student)
    folder.mkdir(parents=True, exist_ok=True)
    numbers = [int(path.name) for path in folder.iterdir() if path.name.isdecimal()]
    return folder / f"{max(numbers, default=0) + 1:03}"
