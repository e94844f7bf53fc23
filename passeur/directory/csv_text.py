"""The text of a file that somebody saved from a spreadsheet: its encoding, its separator, its lines."""

import codecs
import io
import re
from collections import Counter
from collections.abc import Iterator

from passeur.errors import FileRefused, FileTrouble

_SPREADSHEETS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_CHUNK = 1 << 20
_SEPARATORS = ";,\t"
# A first line by which Excel tells itself the separator.
_DECLARED = re.compile(r"\"?sep=([;,\t])\"?\s*", re.IGNORECASE)
_QUOTED = re.compile(r"\"(?:[^\"]|\"\")*\"")


class Lines:
    """The lines of a text, counted; `row` holds those since the last `mark`, to be looked at when a row is broken."""

    def __init__(self, text: Iterator[str]) -> None:
        self._text = text
        self._again: str | None = None
        self.number = 0
        self.is_over = False
        self.row: list[str] = []

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._again
        self._again = None
        if line is None:
            line = next(self._text, None)
        if line is None:
            self.is_over = True
            raise StopIteration
        self.number += 1
        self.row.append(line)
        return line

    def mark(self) -> None:
        self.row.clear()

    def put_back(self, line: str) -> None:
        """Give this line, the last one that was read, once more."""
        self._again = line
        self.number -= 1


def open_lines(data: bytes) -> Lines:
    """The lines of a file in UTF-8, with or without its mark, in UTF-16, or in Windows-1252; FileRefused for others."""
    if data.startswith(_SPREADSHEETS):
        raise FileRefused(FileTrouble.SPREADSHEET)
    return Lines(iter(io.TextIOWrapper(io.BytesIO(data), _encoding(data), newline="")))


def separator(lines: Lines) -> str:
    """The separator that the header uses most; the header is the next line when this returns."""
    for line in lines:
        if declared := _DECLARED.fullmatch(line):
            return declared[1]
        if line.strip("\ufeff \t\r\n;,"):
            lines.put_back(line)
            counted = Counter(character for character in _QUOTED.sub("", line) if character in _SEPARATORS)
            return max(_SEPARATORS, key=lambda each: counted[each])
        lines.mark()
    raise FileRefused(FileTrouble.EMPTY)


def _encoding(data: bytes) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        candidates = ["utf-16"]
    elif b"\0" in data:
        candidates = []
    elif data.startswith(codecs.BOM_UTF8):
        candidates = ["utf-8-sig"]
    else:
        candidates = ["utf-8", "cp1252"]
    for candidate in candidates:
        if _reads(data, candidate):
            return candidate
    raise FileRefused(FileTrouble.NOT_TEXT)


def _reads(data: bytes, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    whole = memoryview(data)
    try:
        for start in range(0, len(whole), _CHUNK):
            decoder.decode(whole[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeError:
        return False
    return True
