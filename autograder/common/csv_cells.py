"""Change single cells of a CSV file and leave every other byte of it as it is."""

import re
from dataclasses import dataclass
from pathlib import Path

from autograder.common.errors import UsageError

_ENCODINGS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16", b"\xef\xbb": "utf-8-sig"}


@dataclass
class CsvCells:
    """A CSV file: its cells as they are read, and as they stand there."""

    rows: list[list[str]]  # what each cell says
    raw: list[list[str]]  # how it is written, quotes included; a row's last cell holds its line end
    delimiter: str
    encoding: str

    def set(self, row: int, column: int, text: str) -> None:
        """Put a number, or another text that needs no quotes, into a cell."""
        end = re.search(r"\r?\n?\Z", self.raw[row][column])[0]
        is_quoted = self.raw[row][column].startswith('"')
        self.raw[row][column] = (f'"{text}"' if is_quoted or self.delimiter in text else text) + end
        self.rows[row][column] = text

    def to_bytes(self) -> bytes:
        """Return the file."""
        text = "".join(self.delimiter.join(cells) for cells in self.raw)
        return text.encode(self.encoding)

    def decimal_sign(self, column: int) -> str:
        """Return the sign that numbers have in a column, or in the file where the column has none: else a point."""
        for rows in ([row[column : column + 1] for row in self.rows], self.rows):
            cells = [cell.strip() for row in rows for cell in row]
            signs = {found[1] for cell in cells if (found := re.fullmatch(r"\d+([.,])\d+", cell))}
            if len(signs) == 1:
                return signs.pop()
        return "."


def read_cells(path: Path) -> CsvCells:
    """Read a CSV file in whichever of the usual forms it has.

    Raises UsageError if it can't be read, or is no table.
    """
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise UsageError(f"{path} can't be read: {problem.strerror}") from problem
    encoding = _ENCODINGS.get(data[:2], "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        encoding = "latin-1"  # what spreadsheets of some systems write; every byte comes back as it was
        text = data.decode(encoding)
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    if not first.count(delimiter):
        raise UsageError(f"{path} is no table of comma-separated values with a heading")
    raw = [_split(record, delimiter) for record in _records(text)]
    rows = [[_value(cell) for cell in cells] for cells in raw]
    return CsvCells(rows, raw, delimiter, encoding)


def _records(text: str) -> list[str]:
    """Return a table's lines, each with its end; a line end within quotes ends none."""
    found, begin, is_open = [], 0, False
    for match in re.finditer(r'"|\n', text):
        if match[0] == '"':
            is_open = not is_open
        elif not is_open:
            found.append(text[begin : match.end()])
            begin = match.end()
    return [*found, text[begin:]] if begin < len(text) else found


def _split(record: str, delimiter: str) -> list[str]:
    """Return a line's cells as they are written."""
    cells, begin, is_open = [], 0, False
    for at, sign in enumerate(record):
        if sign == '"':
            is_open = not is_open
        elif sign == delimiter and not is_open:
            cells.append(record[begin:at])
            begin = at + 1
    return [*cells, record[begin:]]


def _value(cell: str) -> str:
    """Return what a cell says: without its line end and its quotes."""
    text = re.sub(r"\r?\n?\Z", "", cell)
    return text[1:-1].replace('""', '"') if len(text) > 1 and text[0] == text[-1] == '"' else text
