"""Draws a photograph or a PDF again, in a process of its own: `python -m kentcare.services.files.redraw`.

Its arguments are how many seconds of the processor and how many bytes of memory it may take, and the number
of the process that waits for it, with which it ends. It reads the file from standard input and writes the new
one to standard output; its exit code is one of ENDS. A library that opens strangers' files may be tricked,
and may be made to fill the memory: here it has little memory, little time, and nothing else of the site.
"""

import io
import os
import resource
import signal
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from kentcare.services.files.rules import (
    JPEG,
    MOST_DRAWN_BYTES,
    MOST_PAGES,
    MOST_PIXELS,
    PDF,
    PDF_HEADER,
    PDF_HEADER_WITHIN,
    PNG,
    FileRefused,
    Refusal,
)

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

_PHOTOGRAPHS = ("JPEG", "PNG", "WEBP", "HEIF")
_DRAWINGS = {"1", "L", "P", "RGB"}
# The first, and the others where the file would be larger than may be kept.
_QUALITIES = (88, 70, 50)
# A sheet of A4 is drawn with 200 pixels to the inch, so that small print can be read.
_LONGEST_SIDE = 2340
_DOTS = 200 / 72
_BYTES_OF_A_PIXEL = 8  # while it is decoded
_PR_SET_PDEATHSIG = 1  # of prctl(2)

# What each exit code means: a media type, or why the file is not taken. 0 and 1 are Python's own.
ENDS: dict[int, str | Refusal] = {
    10: JPEG,
    11: PNG,
    12: PDF,
    20: Refusal.NOT_TAKEN,
    21: Refusal.TOO_BIG,
    22: Refusal.BROKEN,
    23: Refusal.LOCKED,
    24: Refusal.TOO_MANY_PAGES,
    25: Refusal.TOO_DETAILED,
    26: Refusal.NOT_DRAWN,
}


class _TooLarge(Exception):
    """What is drawn is larger than may be kept."""


class _Bounded(io.BytesIO):
    """A file in memory that grows no larger than may be kept. Raises _TooLarge instead."""

    def write(self, data: bytes, /) -> int:  # type: ignore[override]  # Pillow writes bytes alone
        if self.tell() + len(data) > MOST_DRAWN_BYTES:
            raise _TooLarge
        return super().write(data)


def _main(seconds: int, memory: int, waiting: int) -> int:
    _end_with(waiting)
    _take_little(seconds, memory)
    content = sys.stdin.buffer.read()
    end: str | Refusal
    try:
        drawn, end = _drawn_again(content)
        sys.stdout.buffer.write(drawn)
        sys.stdout.buffer.flush()
    except FileRefused as refused:
        end = refused.reason
    except MemoryError:
        end = Refusal.NOT_DRAWN
    except Exception:
        # The libraries may raise anything of a file that breaks off or is not what it claims to be.
        end = Refusal.BROKEN if _has_room() else Refusal.NOT_DRAWN
    return next(code for code, meaning in ENDS.items() if meaning == end)


def _has_room() -> bool:
    """Whether the largest photograph would fit into the memory: some libraries do not say that it is full."""
    try:
        bytearray(_BYTES_OF_A_PIXEL * MOST_PIXELS)
    except MemoryError:
        return False
    return True


def _end_with(waiting: int) -> None:
    """Let the kernel end this process with the one that waits for it, also where that is killed.

    More exactly, with the thread that began it, which waits for it as well. Linux alone can.
    """
    if sys.platform != "linux":
        return
    import ctypes

    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != waiting:
        sys.exit(1)  # it ended before the kernel was asked


def _take_little(seconds: int, memory: int) -> None:
    """Limit what this process may take, and let every page of the site come before it."""
    with suppress(OSError):
        os.nice(10)
    with suppress(OSError):
        # Where the machine runs out of memory, this process is ended and not the site. Linux alone has it.
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    # Ended with a signal of its own a moment before the kernel kills it: only so can the two be told apart.
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 2))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # not a byte to any disk


def _drawn_again(content: bytes) -> tuple[bytes, str]:
    if content.startswith(PDF_HEADER):
        return _document(content)
    try:
        return _photograph(content)
    except FileRefused as refused:
        # A photograph may hold these letters in its first kilobyte; what is none, and does, is a PDF.
        if refused.reason is Refusal.NOT_TAKEN and PDF_HEADER in content[:PDF_HEADER_WITHIN]:
            return _document(content)
        raise


def _photograph(content: bytes) -> tuple[bytes, str]:
    """A photograph drawn upright, as a JPEG, which everybody can open. A PNG stays one, with sharp edges."""
    import pillow_heif
    from PIL import Image, ImageOps, UnidentifiedImageError

    pillow_heif.register_heif_opener(thumbnails=False)
    # Pillow's own limit only warns. Ours is checked before a pixel of the picture is decoded.
    Image.MAX_IMAGE_PIXELS = None
    try:
        picture = Image.open(io.BytesIO(content), formats=_PHOTOGRAPHS)
    except UnidentifiedImageError:
        raise FileRefused(Refusal.NOT_TAKEN) from None
    if picture.width * picture.height > MOST_PIXELS:
        raise FileRefused(Refusal.TOO_BIG)
    picture.load()
    is_drawing = picture.format == "PNG"
    upright = _on_white(_in_8_bits(ImageOps.exif_transpose(picture)))
    mode = upright.mode if is_drawing and upright.mode in _DRAWINGS else "RGB"
    # A new picture, so that the metadata of the old one is left behind.
    plain = Image.new(mode, upright.size)
    if mode == "P" and (palette := upright.getpalette()):
        plain.putpalette(palette)
    plain.paste(upright.convert(mode) if upright.mode != mode else upright)
    if is_drawing:
        with suppress(_TooLarge):
            out = _Bounded()
            plain.save(out, "PNG")
            return out.getvalue(), PNG
    in_colours = plain.convert("RGB")
    return _in_bounds(lambda out, quality: in_colours.save(out, "JPEG", quality=quality)), JPEG


def _in_8_bits(picture: "Image") -> "Image":
    """A picture of 16 bits to a pixel, as scanners write: Pillow would cut off what is too bright."""
    if not picture.mode.startswith("I"):
        return picture
    hole = picture.info.get("transparency")
    less = picture.convert("I").point(lambda value: value / 256).convert("L")
    if isinstance(hole, int):
        less.info["transparency"] = hole // 256
    return less


def _on_white(picture: "Image") -> "Image":
    """A picture in which what was transparent is white, as on paper."""
    from PIL import Image

    if not picture.has_transparency_data:
        return picture
    clear = picture.convert("RGBA")
    white = Image.new("RGB", clear.size, "white")
    white.paste(clear, mask=clear.getchannel("A"))
    return white


def _in_bounds(save: Callable[[_Bounded, int], None]) -> bytes:
    """What `save` writes, in the best quality in which it may be kept. Raises FileRefused."""
    for quality in _QUALITIES:
        with suppress(_TooLarge):
            out = _Bounded()
            save(out, quality)
            return out.getvalue()
    raise FileRefused(Refusal.TOO_DETAILED)


def _document(content: bytes) -> tuple[bytes, str]:
    """The pages of a PDF as pictures: what they show, and nothing that they would do or tell besides."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        is_locked = error.err_code == pypdfium2.raw.FPDF_ERR_PASSWORD
        raise FileRefused(Refusal.LOCKED if is_locked else Refusal.BROKEN) from None
    if len(document) > MOST_PAGES:
        raise FileRefused(Refusal.TOO_MANY_PAGES)

    document.init_forms()  # so that what was filled in is drawn
    first, *others = [_drawn(page) for page in document]

    def save(out: _Bounded, quality: int) -> None:
        first.save(out, "PDF", save_all=True, append_images=others, resolution=200, quality=quality)

    return _in_bounds(save), PDF


def _drawn(page: "PdfPage") -> "Image":
    scale = min(_DOTS, _LONGEST_SIDE / max(page.get_size()))
    drawn: Image = page.render(scale=scale).to_pil().convert("RGB")
    return drawn


if __name__ == "__main__":
    sys.exit(_main(*map(int, sys.argv[1:])))
