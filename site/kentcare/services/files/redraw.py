"""Draws a photograph or a PDF again, in a process of its own: `python -m kentcare.services.files.redraw`.

It reads the file from standard input and writes the new one to standard output; its exit code is one of ENDS.
A library that opens strangers' files may be tricked, and may be made to fill the memory: here it has little
memory, little time, and nothing else of the site.
"""

import io
import resource
import sys
from typing import TYPE_CHECKING

from kentcare.services.files.rules import JPEG, MOST_PAGES, MOST_PIXELS, PDF, PNG, FileRefused, Refusal

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfPage

# What the process may take before it is ended.
_MEMORY = 1536 * 1024**2  # bytes: a photograph of MOST_PIXELS needs two thirds of it
_SECONDS = 20

_PHOTOGRAPHS = ("JPEG", "PNG", "WEBP", "HEIF")
_DRAWINGS = {"1", "L", "LA", "P", "RGB", "RGBA"}
_QUALITY = 88
# A sheet of A4 is drawn with 200 pixels to the inch, so that small print can be read.
_LONGEST_SIDE = 2340
_DOTS = 200 / 72

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
}


def _main() -> int:
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (_SECONDS, _SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # not a byte to any disk
    content = sys.stdin.buffer.read()
    end: str | Refusal
    try:
        drawn, end = _document(content) if content.startswith(b"%PDF-") else _photograph(content)
        sys.stdout.buffer.write(drawn)
        sys.stdout.buffer.flush()
    except FileRefused as refused:
        end = refused.reason
    except Exception:
        # The libraries may raise anything of a file that breaks off or is not what it claims to be.
        end = Refusal.BROKEN
    return next(code for code, meaning in ENDS.items() if meaning == end)


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
    upright = ImageOps.exif_transpose(picture)
    mode = upright.mode if is_drawing and upright.mode in _DRAWINGS else "RGB"
    if upright.mode in {"RGBA", "LA", "PA"} and mode == "RGB":
        # What is transparent becomes white, as on paper.
        white = Image.new("RGBA", upright.size, "white")
        white.alpha_composite(upright.convert("RGBA"))
        upright = white
    if upright.mode.startswith("I"):
        # 16 bits to a pixel, as scanners write: Pillow would cut off what is too bright.
        upright = upright.convert("I").point(lambda value: value / 256).convert("L")
    # A new picture, so that the metadata of the old one is left behind.
    plain = Image.new(mode, upright.size)
    if mode == "P" and (palette := upright.getpalette()):
        plain.putpalette(palette)
    plain.paste(upright.convert(mode) if upright.mode != mode else upright)
    out = io.BytesIO()
    if is_drawing:
        plain.save(out, "PNG")
        return out.getvalue(), PNG
    plain.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), JPEG


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
    out = io.BytesIO()
    first.save(out, "PDF", save_all=True, append_images=others, resolution=200, quality=_QUALITY)
    return out.getvalue(), PDF


def _drawn(page: "PdfPage") -> "Image":
    scale = min(_DOTS, _LONGEST_SIDE / max(page.get_size()))
    drawn: Image = page.render(scale=scale).to_pil().convert("RGB")
    return drawn


if __name__ == "__main__":
    sys.exit(_main())
