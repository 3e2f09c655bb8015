"""What is kept of a file: what it shows, and nothing that it tells besides.

What a file is, is told by opening it, never by its name. A photograph is drawn again, so that nothing is
left of where it was taken or of what else was hidden in it.
"""

import io
from collections.abc import Iterator

import pikepdf
import pillow_heif
from PIL import Image, ImageOps, UnidentifiedImageError

from kentcare.files.rules import JPEG, MOST_BYTES, MOST_OBJECTS, MOST_PIXELS, PDF, PNG, FileRefused, Refusal

pillow_heif.register_heif_opener()
# Its own limit only warns. Ours is looked at before a point of the picture is.
Image.MAX_IMAGE_PIXELS = None

_PHOTOGRAPHS = ("JPEG", "PNG", "WEBP", "HEIF")
_QUALITY = 88
# What a PDF carries besides what it shows: who made it and when, and what it would do by itself.
_BESIDES = (
    "/Metadata",
    "/PieceInfo",
    "/AA",
    "/OpenAction",
    "/JS",
    "/JavaScript",
    "/EmbeddedFiles",
    "/XFA",
    "/AF",
)
_ACTS = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/GoToR", "/RichMediaExecute"}


def cleaned(content: bytes) -> tuple[bytes, str]:
    """The file as it is kept, and what it is. Raises FileRefused."""
    if not content:
        raise FileRefused(Refusal.EMPTY)
    if len(content) > MOST_BYTES:
        raise FileRefused(Refusal.TOO_BIG)
    if content.startswith(b"%PDF-"):
        return _document(content), PDF
    return _photograph(content)


def _photograph(content: bytes) -> tuple[bytes, str]:
    try:
        with Image.open(io.BytesIO(content), formats=_PHOTOGRAPHS) as picture:
            if picture.width * picture.height > MOST_PIXELS:
                raise FileRefused(Refusal.TOO_BIG)
            return _drawn_again(picture)
    except UnidentifiedImageError:
        raise FileRefused(Refusal.NOT_TAKEN) from None
    except (OSError, ValueError, SyntaxError, EOFError, RuntimeError):
        # What Pillow raises for a file that breaks off, or says one thing of itself and is another.
        raise FileRefused(Refusal.BROKEN) from None


def _drawn_again(picture: Image.Image) -> tuple[bytes, str]:
    """Upright, as a JPEG, which everybody can open; a drawing with sharp edges stays a PNG."""
    upright = ImageOps.exif_transpose(picture)
    out, is_drawing = io.BytesIO(), picture.format == "PNG"
    mode = (
        "RGB" if not is_drawing or upright.mode not in {"1", "L", "LA", "P", "RGB", "RGBA"} else upright.mode
    )
    # A picture of its own: what the old one carried in words stays behind with it.
    plain = Image.new(mode, upright.size)
    if mode == "P" and (palette := upright.getpalette()):
        plain.putpalette(palette)
    plain.paste(upright.convert(mode) if upright.mode != mode else upright)
    if is_drawing:
        plain.save(out, "PNG", optimize=False)
        return out.getvalue(), PNG
    plain.save(out, "JPEG", quality=_QUALITY)
    return out.getvalue(), JPEG


def _document(content: bytes) -> bytes:
    try:
        with pikepdf.open(io.BytesIO(content)) as document:
            if len(document.objects) > MOST_OBJECTS:
                raise FileRefused(Refusal.TOO_BIG)
            _strip(document)
            out = io.BytesIO()
            document.save(out)
            return out.getvalue()
    except pikepdf.PasswordError:
        raise FileRefused(Refusal.LOCKED) from None
    except (pikepdf.PdfError, ValueError, TypeError, AttributeError, RuntimeError):
        raise FileRefused(Refusal.BROKEN) from None


def _strip(document: pikepdf.Pdf) -> None:
    if "/Info" in document.trailer:
        del document.trailer["/Info"]
    for thing in document.objects:
        if not isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
            continue
        for part in _dictionaries(thing):
            for name in _BESIDES:
                if name in part:
                    del part[name]
            if str(part.get("/S", "")) in _ACTS:
                part["/S"] = pikepdf.Name("/None")
        if isinstance(thing, pikepdf.Stream) and thing.get("/Filter") in ("/DCTDecode", ["/DCTDecode"]):
            kept = pikepdf.Name("/DCTDecode")
            thing.write(_without_words(thing.read_raw_bytes()), filter=kept)


def _dictionaries(thing: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """A dictionary and those that stand directly inside it."""
    yield thing
    for _, inner in list(thing.items()):
        if isinstance(inner, pikepdf.Dictionary) and not inner.is_indirect:
            yield from _dictionaries(inner)


# Of a JPEG: APP1 holds EXIF and with it the place, APP13 what newspapers write, FE a comment.
_TELLING = {0xE1, 0xED, 0xFE}
_PICTURE_BEGINS = 0xDA


def _without_words(jpeg: bytes) -> bytes:
    """The same picture, not a point of it changed, without the parts that hold words. Raises ValueError."""
    if jpeg[:2] != b"\xff\xd8":
        raise ValueError("no JPEG")
    kept, at = [jpeg[:2]], 2
    while at + 4 <= len(jpeg) and jpeg[at] == 0xFF:
        kind, length = jpeg[at + 1], int.from_bytes(jpeg[at + 2 : at + 4], "big")
        if kind == _PICTURE_BEGINS:
            break
        if kind not in _TELLING:
            kept.append(jpeg[at : at + 2 + length])
        at += 2 + length
    return b"".join([*kept, jpeg[at:]])
