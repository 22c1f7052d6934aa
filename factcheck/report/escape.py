"""Text from documents, made harmless for each format.

Titles and quotes come from anybody. What could steer a terminal, flip the reading direction or end a quotation is
shown as a visible sign; the signs that a format gives meaning to are then escaped for it.
"""

from __future__ import annotations

import re
from urllib.parse import quote

_STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # control characters: C0, DEL, C1
    "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # invisible, bidirectional
    "\ud800-\udfff\ufffe\uffff\U000e0000-\U000e007f]"  # surrogates, non-characters, tags
)
_SPACE = re.compile(r"[\s\u2028\u2029]+")
_SPECIAL = re.compile(
    r"[\\`*|~]|(?<!\w)_|_(?!\w)"  # emphasis, code, tables
    r"|&(?=#?\w+;)|<(?=[A-Za-z/!?])|^>"  # entities, tags, quotation
    r"|\$(?!\d)"  # mathematics on GitHub; a price never closes it
    r"|^[#+-](?=[#+-]*(?:\s|$))|(?<=\s)#(?=#*$)"  # headings, lists and rules
)
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s|$)")
_LINKS = re.compile(r"\][(\[:]|\[[\^\]]")
_UNPAIRED = re.compile("[\ud800-\udc7f\udd00-\udfff]")  # but those that stand for the raw bytes of a file name
_INSIDE = re.compile(
    r"(?<=[^/])(?:(?<=\.json)|(?<=\.jsonl)|(?<=\.ndjson)|(?<=\.jsonl\.gz)|(?<=\.ndjson\.gz)|(?<=\.mbox))#\d+(?:/.*)?$"
    r"|(?:(?<=\.eml)|(?<=\.tar)|(?<=\.tar\.[gx]z)|(?<=\.tar\.bz2)|(?<=\.tgz))/.*$",
    re.IGNORECASE | re.DOTALL,
)
"""What follows the name of a file in the path of a record, a member or an attachment."""
_FORMULA = re.compile(r"^[=@](?=.)|^[+-](?![\d.,]++[\w %]*+$)")


def visible(text: str) -> str:
    """`text` on one line, with every character that steers instead of showing replaced by a visible name."""
    return _STEERING.sub(_named, _SPACE.sub(" ", text)).strip()


def steerless(text: str) -> str:
    """`text` with line breaks kept and steering characters made visible."""
    return _STEERING.sub(_named, text.replace("\r\n", "\n").replace("\r", "\n"))


def _named(match: re.Match[str]) -> str:
    code = ord(match[0])
    return chr(0x2400 + code) if code < 0x20 else f"‹U+{code:04X}›"


def markdown(text: str, linked: bool = False) -> str:
    """`text` as one line of Markdown that shows it literally, also in a table cell; `linked` as the text of a link.

    Brackets stay bare where they cannot make a link, so that intervals read well in plain text.
    """
    shown = _NUMBERED.sub(r"\1\\\2", _SPECIAL.sub(_escaped, visible(text)))
    return re.sub(r"([\[\]])", r"\\\1", shown) if linked or _LINKS.search(shown) else shown


def _escaped(match: re.Match[str]) -> str:
    sign = match[0]
    return {"&": "&amp;", "<": "&lt;", ">": "&gt;"}.get(sign, f"\\{sign}")


def file_of(path: str) -> str:
    """The file that holds the document `path`, which may be a record or a part of it."""
    return _INSIDE.sub("", path)


def link(path: str, root: str = "", line: int | None = None) -> str:
    """A relative URL of the document `path` seen from a folder for which `root` leads to the working directory."""
    path = file_of(path)
    whole = f"{root.rstrip('/')}/{path}" if root else path
    anchor = f"#L{line}" if line is not None else ""
    address = quote(_UNPAIRED.sub("?", whole), safe="/.-_~", errors="surrogateescape")
    return f"./{address}{anchor}" if ":" in whole.split("/")[0] else f"{address}{anchor}"


def json_text(dumped: str) -> str:
    """JSON in which steering characters are written as escapes; it reads back as the same data."""
    if dumped.isascii() and "\x7f" not in dumped:
        return dumped
    return _STEERING.sub(_unicode_escape, dumped)


def _unicode_escape(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be", "surrogatepass")
    return "".join(f"\\u{units[at : at + 2].hex()}" for at in range(0, len(units), 2))


def xml(text: str) -> str:
    """`text` for XML, in an element or a quoted attribute."""
    shown = steerless(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    return shown.replace("\n", "&#10;").replace("\t", "&#9;")


def workflow_message(text: str) -> str:
    """`text` as the message of a GitHub workflow command."""
    return steerless(text).replace("%", "%25").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """`text` as a property of a GitHub workflow command."""
    return workflow_message(text).replace(":", "%3A").replace(",", "%2C")


def cell(text: str) -> str:
    """`text` for a cell of CSV: what a spreadsheet would run as a formula gets an apostrophe in front."""
    shown = visible(text)
    return f"'{shown}" if _FORMULA.match(shown) else shown
