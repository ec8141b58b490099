"""Put a lesson's feedback pages into an archive that a learning platform takes back, under the names it asks for.

Canvas (*Upload Submissions*) finds student and file by the two numbers in the name of the file that was downloaded;
Moodle (*Upload multiple feedback files in a zip*) reads `<name>_<participant number>_assignfeedback_file_<file>`
(`mod/assign/feedback/file/importziplib.php`). Pages stand alone: one HTML file each.
"""

import io
import re
import zipfile
from pathlib import Path

from autograder.common.errors import UsageError
from autograder.common.files import write_named
from autograder.course.course import Course
from autograder.intake.collect.log import read_log
from autograder.intake.collect.platforms import canvas_prefix
from autograder.records.results import each_result, feedback_path

PLATFORMS = ("canvas", "moodle")


def write_archive(
    course: Course, lesson: str, platform: str, names: list[str], path: Path
) -> tuple[int, list[str]]:
    """Write the archive; return how many students' pages it holds, and a line for each whose page has no place in it.

    Raises UsageError if there is no page to put into it.

    `platform`: "canvas" or "moodle"
    `names`: the lesson's notebooks
    """
    log, pages, lines = read_log(course, lesson), {}, []
    for result in each_result(course, lesson):
        student = result["student"]
        there = [(name, feedback_path(course, student, lesson, name)) for name in names]
        there = [(name, page) for name, page in there if page.is_file()]
        prefix = _prefix(platform, student, log.get(student, {}))
        if not there:
            lines.append(f"{student}: there is no page")
        elif prefix is None:
            lines.append(f"{student}: not collected from {platform}, so {platform} would not know the file")
        else:
            pages[student] = {f"{prefix}{name}.html": page for name, page in there}
    if not pages:
        raise UsageError(
            f"there is no feedback page of {lesson} for {platform}" + (f" ({lines[0]})" if lines else "")
        )
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for files in pages.values():
            for name, page in files.items():
                archive.write(page, name)
    write_named(path, data.getvalue())
    return len(pages), lines


def _prefix(platform: str, student: str, collected: dict) -> str | None:
    """Return what stands before a page's own name, or None where the platform could not tell whose it is."""
    if platform == "canvas":
        return canvas_prefix(str(collected.get("file", "")).rpartition("/")[2], student)
    number = str(collected.get("number", student))
    if not number.isdecimal():
        return None
    name = re.sub(r"[_/\\]+", " ", str(collected.get("name", "")) or "Participant")
    return f"{name}_{number}_assignfeedback_file_"
