"""Bytes → text: which encoding a saved page has, and what could not be decoded.

Pages are saved as UTF-8 (with or without a byte order mark), UTF-16 (little or big endian, with or without one) or
CP949, of which EUC-KR is the older part. Nothing else is guessed: a wrong guess would invent characters.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from kg.errors import InputError

__all__ = ["MAXIMUM", "Decoded", "decode"]

MAXIMUM = 64 * 1024 * 1024
"""The largest file, in bytes, that is taken for a page; a page saved with all its pictures is smaller."""

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "a PDF", "open the article's page in a browser and save it as text or HTML"),
    (b"PK\x03\x04", "a ZIP archive, or a Word, HWPX or EPUB document, which is one", "save the page as text or HTML"),
    (b"\xd0\xcf\x11\xe0", "an old Word or HWP document", "save it as plain text"),
    (b"\x1f\x8b", "compressed by gzip", "unpack it first"),
    (b"\x89PNG", "a picture (PNG)", "save the page as text or HTML, not as a picture"),
    (b"\xff\xd8\xff", "a picture (JPEG)", "save the page as text or HTML, not as a picture"),
    (b"GIF8", "a picture (GIF)", "save the page as text or HTML, not as a picture"),
    (b"bplist00", "a Safari web archive", "save the page as 'Page Source', or copy its text"),
    (b"{\\rtf", "an RTF document", "save it as plain text"),
    (b"%!PS", "a PostScript document", "open the article's page in a browser and save it as text or HTML"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """Hold a page's text, without its byte order mark, and how it was decoded.

    ``cut`` tells that the bytes end in the middle of a character.
    """

    text: str
    encoding: str
    bom: bool = False
    cut: bool = False


def decode(data: bytes, name: str = "") -> Decoded:
    """Decode the bytes of a saved page.

    A few bytes that are wrong become U+FFFD, which is reported as a finding; a file of them is refused.

    Args:
        data: the file's bytes.
        name: the file's name, for messages.

    Raises:
        InputError: the file is empty, too large, of another format, or in no encoding that is known here.
    """
    _refuse(data, name)
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
    ):
        if data.startswith(mark):
            return _checked(data[len(mark) :], encoding, name, bom=True)
    if b"\x00" in data:
        wide = _wide(data)
        if not wide:
            at = data.index(b"\x00")
            line, column = _place(data, at)
            raise InputError(
                f"binary data: the byte 0x00 at offset {at}",
                file=name, line=line, column=column, hint="Save the page as text or HTML.",
            )  # fmt: skip
        return _checked(data, wide, name)
    try:
        return _sensible(Decoded(data.decode("utf-8"), "utf-8"), name)
    except UnicodeDecodeError as error:
        return _legacy(data, error, name)


def _refuse(data: bytes, name: str) -> None:
    if not data.strip(b" \t\r\n\x0b\x0c\x00") or data in (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        raise InputError("the file is empty", file=name, hint="Save the page again.")
    if len(data) > MAXIMUM:
        raise InputError(
            f"{len(data):,} bytes are more than any article page has",
            file=name,
            hint="Save each page as a file of its own.",
        )
    start = data[:1024].removeprefix(codecs.BOM_UTF8).lstrip(b" \t\r\n")
    for magic, what, hint in _MAGIC:
        if start.startswith(magic):
            raise InputError(f"this is {what}", file=name, hint=hint[0].upper() + hint[1:] + ".")


def _wide(data: bytes) -> str:
    """Tell which UTF-16 a file without a byte order mark is in, by where the zero bytes of its ASCII part stand."""
    sample = data[: 64 * 1024 - 64 * 1024 % 2]
    if len(data) % 2 and len(data) < 3:
        return ""
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    # A few Hangul syllables, such as 가 (U+AC00), have a zero byte on the other side.
    if odd > 4 * even:
        encoding = "utf-16-le"
    elif even > 4 * odd:
        encoding = "utf-16-be"
    else:
        return ""
    text = sample.decode(encoding, "replace")
    usual = sum(char.isprintable() or char.isspace() for char in text)
    return encoding if usual >= 0.95 * len(text) else ""


def _checked(data: bytes, encoding: str, name: str, *, bom: bool = False) -> Decoded:
    try:
        return _sensible(Decoded(data.decode(encoding), encoding, bom), name)
    except UnicodeDecodeError as error:
        text = data.decode(encoding, "replace")
        if text.count("\ufffd") > max(2, len(text) // 200):
            raise _undecodable(data, error, name) from None
        return _sensible(Decoded(text, encoding, bom, _is_cut(data, encoding)), name)


def _legacy(data: bytes, error: UnicodeDecodeError, name: str) -> Decoded:
    """Decode what is not quite UTF-8: CP949, or UTF-8 that was damaged or cut in the middle of a character."""
    declared = re.search(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?([\w-]{2,20})", data[:4096], re.IGNORECASE)
    hint = declared[1].decode("ascii").lower() if declared else ""
    candidates: list[tuple[int, int, Decoded]] = []
    for order, encoding in enumerate(("utf-8", "cp949")):
        text = data.decode(encoding, "replace")
        wrong = text.count("\ufffd")
        foreign = len(text) - len(text.encode("ascii", "ignore")) or 1
        # In UTF-8 no byte is right by chance; CP949 takes most pairs of bytes for some character.
        if wrong <= max(1, foreign // (10 if encoding == "utf-8" else 50)) and (encoding == "utf-8" or _korean(text)):
            preferred = encoding != "utf-8" and "utf" not in hint and wrong == 0
            candidates.append(
                (0 if preferred else 1 + wrong, order, Decoded(text, encoding, False, _is_cut(data, encoding)))
            )
    if not candidates:
        raise _undecodable(data, error, name) from None
    best = min(candidates, key=lambda one: one[:2])[2]
    if best.encoding == "cp949" and "\ufffd" not in best.text:
        try:
            data.decode("euc_kr")
            best = Decoded(best.text, "euc-kr", False, best.cut)
        except UnicodeDecodeError:
            pass
    return _sensible(best, name)


def _korean(text: str) -> bool:
    """Tell whether what CP949 makes of the bytes is Korean: mostly Hangul of the common half, hanja and signs."""
    sample = text[:200_000]
    foreign = [char for char in sample if not char.isascii()]
    hangul = sum("\uac00" <= char <= "\ud7a3" for char in foreign)
    words = len(re.findall(r"[가-힣]{2,}", sample))
    return hangul >= 0.5 * len(foreign) and (words >= 2 or hangul == len(foreign) > 1)


def _is_cut(data: bytes, encoding: str) -> bool:
    """Tell whether the bytes end in the middle of a character."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    decoder.decode(data)
    return bool(decoder.getstate()[0])


_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def _sensible(decoded: Decoded, name: str) -> Decoded:
    """Refuse text that is none: made of control characters, or of nothing that can be read."""
    text = decoded.text.removeprefix("\ufeff")
    bom = decoded.bom or len(text) < len(decoded.text)
    found = len(_CONTROL.findall(text))
    if found > max(3, len(text) // 100):
        at = _CONTROL.search(text)
        assert at is not None
        line = text.count("\n", 0, at.start()) + 1
        raise InputError(
            f"binary data: {found} control characters",
            file=name,
            line=line,
            column=at.start() - text.rfind("\n", 0, at.start()),
            hint="Save the page as text or HTML.",
        )
    if not any(char.isalnum() for char in text):
        raise InputError("the file holds no letter and no digit", file=name, hint="Save the page again.")
    return Decoded(text, decoded.encoding, bom, decoded.cut)


def _undecodable(data: bytes, error: UnicodeDecodeError, name: str) -> InputError:
    line, column = _place(data, error.start)
    return InputError(
        f"the byte 0x{data[error.start]:02X} at offset {error.start} is neither UTF-8 nor CP949 (EUC-KR)",
        file=name,
        line=line,
        column=column,
        hint="Save the page again, in UTF-8.",
    )


def _place(data: bytes, offset: int) -> tuple[int, int]:
    """Return line and column, in bytes, of an offset."""
    return data.count(b"\n", 0, offset) + 1, offset - data.rfind(b"\n", 0, offset)
