"""How a programme is written: one line for each item, beginning with the time."""

import re
from dataclasses import dataclass
from datetime import time

LINE = re.compile(r"^(?:kl\.?\s*)?(\d{1,2})[.:](\d{2})\s+(\S.*)$", re.IGNORECASE)
SPEAKER = re.compile(r"\s+[–—-]\s+")
LONGEST = 200


class UnreadableLine(ValueError):
    """A line of a programme does not begin with a time, or is too long; `line` is the line."""

    def __init__(self, line: str) -> None:
        super().__init__(line)
        self.line = line


@dataclass(frozen=True)
class ProgrammeLine:
    """One item: when, what, and who when somebody is named."""

    at: time
    title: str
    speaker: str = ""


def read_programme(text: str) -> list[ProgrammeLine]:
    """Read «09.30 Velkommen – Vennlig Vind», one item a line, in the order of the clock."""
    lines = [_read_line(line.strip()) for line in text.splitlines() if line.strip()]
    return sorted(lines, key=lambda line: line.at)


def _read_line(line: str) -> ProgrammeLine:
    found = LINE.match(line)
    if found is None:
        raise UnreadableLine(line)
    hour, minute, rest = int(found[1]), int(found[2]), found[3]
    if hour > 23 or minute > 59:
        raise UnreadableLine(line)
    title, *speaker = SPEAKER.split(rest, maxsplit=1)
    item = ProgrammeLine(time(hour, minute), title.strip(), "".join(speaker).strip())
    if len(item.title) > LONGEST or len(item.speaker) > LONGEST:
        raise UnreadableLine(line)
    return item
