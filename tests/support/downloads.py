"""Downloads of learning platforms, made up for tests of `collect`."""

import zipfile
from datetime import datetime

from tests.support.words import RIGHT, answered, as_bytes, words_release

OLD, NEW = datetime(2026, 11, 1, 12, 0), datetime(2026, 11, 2, 12, 0)


def notebook(text):
    """Return a notebook's bytes that differ from another's."""
    return as_bytes(answered(words_release(), RIGHT | {"count_vowels": f"# {text}\n{RIGHT['count_vowels']}"}))


def archive(path, files, time=OLD):
    """Write a zip archive of names and bytes (None: a folder)."""
    with zipfile.ZipFile(path, "w") as made:
        for name, data in files.items():
            if data is None:
                made.mkdir(name)
            else:
                made.writestr(zipfile.ZipInfo(name, time.timetuple()[:6]), data)
    return path


def there(course):
    """Return all files under submitted/ by name."""
    folder = course.directory("submitted")
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


CANVAS = {
    "doejane_4711_9001_01_words.ipynb": b"jane",
    "doejane_4712_LATE_x.txt": b"",  # not as Canvas names files
    "doejane_late_4713_9003_01_words-2.ipynb": b"other jane",
    "o_brien_3_4714_9004_01_words (1).ipynb": b"with a number in the name",
    "müllerzoë_4715_9005_report_2.pdf": b"%PDF-",
    "李小龙_4716_text.html": b"<p>my work</p>",
    "smith_4717_9007_01_words.ipynb": b"older version",
    "smith_4717_9010_01_words-1.ipynb": b"newer version",
    "smith_4717_9011_data.csv": b"1,2",
    "smith_4718_link.html": b"<a>",
}
