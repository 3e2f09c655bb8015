"""Files as telephones and scanners make them, and as an attacker does."""

import io
import random
import struct
import zipfile
import zlib
from typing import Any

import pikepdf
import pillow_heif
from PIL import ExifTags, Image

pillow_heif.register_heif_opener()
# Where it was taken, and by what: neither may be found in what is kept.
PLACE, MAKER = (51.0, 8.0, 33.0), "CanaryCam"
SIZE = (64, 48)


def photograph(kind: str = "JPEG", turned: int = 6, size: tuple[int, int] = SIZE) -> bytes:
    """A photograph that says where it was taken, by which camera, and that it has to be turned."""
    picture = Image.effect_noise(size, 40).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = MAKER
    exif[ExifTags.Base.Orientation] = turned
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: PLACE, 3: "E", 4: PLACE})
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


# By itself each takes the time of the tests for a file as small as can be.
_FAST: dict[str, dict[str, Any]] = {
    "JPEG": {},
    "PNG": {"compress_level": 1},
    "WEBP": {"method": 0},
    "HEIF": {"enc_params": {"preset": "ultrafast"}},
}


def large_photograph(kind: str) -> bytes:
    """A photograph with as many pixels as a telephone's largest has, all of one colour."""
    out = io.BytesIO()
    Image.new("RGB", (8000, 7000), (90, 120, 60)).save(out, kind, **_FAST[kind])
    return out.getvalue()


def heavy_photograph() -> bytes:
    """A photograph of more than is taken: stored lying, with its upper edge to the right, and red there."""
    picture, out = Image.effect_noise((4200, 3000), 90).convert("RGB"), io.BytesIO()
    picture.paste((220, 0, 0), (0, 0, 400, 400))
    exif = Image.Exif()
    exif[ExifTags.Base.Orientation] = 6
    picture.save(out, "JPEG", quality=98, exif=exif)
    return out.getvalue()


def sixteen_bits() -> bytes:
    """A scan with 16 bits to a pixel, half as bright as can be."""
    out = io.BytesIO()
    Image.new("I;16", SIZE, 32768).save(out, "PNG")
    return out.getvalue()


def transparent() -> bytes:
    """A picture that is transparent everywhere."""
    out = io.BytesIO()
    Image.new("RGBA", SIZE, (0, 0, 0, 0)).save(out, "WEBP", lossless=True)
    return out.getvalue()


def photograph_with_odd_exif() -> bytes:
    """A photograph whose metadata says what no camera would."""
    out = io.BytesIO()
    turned = struct.pack("<HHHI4sI", 1, ExifTags.Base.Orientation, 2, 4, b"six\0", 0)
    Image.new("RGB", SIZE).save(out, "JPEG", exif=b"Exif\0\0II*\0" + struct.pack("<I", 8) + turned)
    return out.getvalue()


def transparent_drawings() -> dict[str, bytes]:
    """Drawings whose left half is transparent, and black beneath, in each way in which a PNG can say so."""
    half = (0, 0, SIZE[0] // 2, SIZE[1])
    clear: dict[str, tuple[str, Any, Any, Any]] = {
        "palette": ("P", 1, 0, 0),
        "colours": ("RGB", (200, 30, 30), (0, 0, 0), (0, 0, 0)),
        "grey": ("L", 120, 0, 0),
        "one bit": ("1", 1, 0, 0),
        "16 bits": ("I;16", 30_000, 0, 0),
        "colours and alpha": ("RGBA", (200, 30, 30, 255), (0, 0, 0, 0), None),
        "grey and alpha": ("LA", (120, 255), (0, 0), None),
    }
    made = {}
    for name, (mode, colour, hole, transparency) in clear.items():
        picture = Image.new(mode, SIZE, colour)
        if mode == "P":
            picture.putpalette([0, 0, 0, 200, 30, 30])
        picture.paste(hole, half)
        out = io.BytesIO()
        told = {} if transparency is None else {"transparency": transparency}
        picture.save(out, "PNG", **told)
        made[name] = out.getvalue()
    return made


def many_noisy_pages(number: int = 30) -> bytes:
    """A PDF of 120 KB that shows one small picture of noise all over each of its pages."""
    pdf, out, side = pikepdf.new(), io.BytesIO(), 200
    noise = pikepdf.Stream(pdf, random.Random(1).randbytes(3 * side * side))  # noqa: S311  # no secret
    noise.stream_dict = pikepdf.Dictionary(
        Type=pikepdf.Name.XObject,
        Subtype=pikepdf.Name.Image,
        Width=side,
        Height=side,
        ColorSpace=pikepdf.Name.DeviceRGB,
        BitsPerComponent=8,
    )
    dots = 72 / 200  # in which each of its pixels is one of what is drawn
    tiles = [
        f"q {side * dots} 0 0 {side * dots} {x * side * dots} {y * side * dots} cm /Im0 Do Q"
        for x in range(9)
        for y in range(12)
    ]
    return _pages(pdf, out, number, " ".join(tiles).encode(), {"/Im0": pdf.make_indirect(noise)})


def many_curves(number: int = 20_000, pages: int = 30) -> bytes:
    """A PDF whose every page takes long to draw: wide curves, one over the other."""
    chance = random.Random(1)  # noqa: S311  # no secret
    curves = (
        " ".join(str(chance.randrange(800)) for _ in range(2))
        + " m "
        + " ".join(str(chance.randrange(800)) for _ in range(6))
        + " c S"
        for _ in range(number)
    )
    return _pages(pikepdf.new(), io.BytesIO(), pages, b"9 w " + " ".join(curves).encode(), {})


def _pages(pdf: pikepdf.Pdf, out: io.BytesIO, number: int, content: bytes, pictures: dict[str, Any]) -> bytes:
    shown = pdf.make_indirect(pikepdf.Stream(pdf, content))
    for _ in range(number):
        pdf.add_blank_page(page_size=(595, 842))
        pdf.pages[-1].Contents = shown
        pdf.pages[-1].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(pictures))
    pdf.save(out)
    return out.getvalue()


def document(picture: bytes | None = None, *, password: str = "") -> bytes:
    """A PDF that names its author and would run a script, with a photograph where one is given."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.docinfo["/Author"] = MAKER
    pdf.Root.OpenAction = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="app.alert('CanaryCam')")
    pdf.attachments["a.exe"] = b"MZ CanaryCam"
    if picture:
        image = pikepdf.Stream(pdf, picture)
        image.stream_dict = pikepdf.Dictionary(
            Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Image,
            Width=SIZE[0],
            Height=SIZE[1],
            ColorSpace=pikepdf.Name.DeviceRGB,
            BitsPerComponent=8,
        )
        image.write(picture, filter=pikepdf.Name.DCTDecode)
        pdf.pages[0].Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    lock = pikepdf.Encryption(owner=password, user=password) if password else False
    pdf.save(out, encryption=lock)
    return out.getvalue()


def document_with_hidden_data() -> bytes:
    """A PDF with the author's name, a program or an address wherever one may be put."""
    pdf, out = pikepdf.open(io.BytesIO(document(photograph()))), io.BytesIO()
    act = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=f"app.alert('{MAKER}')")
    link = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=[0, 0, 9, 9], A=act, Contents=MAKER
    )
    pinned = pikepdf.Dictionary(
        Type=pikepdf.Name.Annot,
        Subtype=pikepdf.Name.FileAttachment,
        Rect=[0, 0, 9, 9],
        FS=pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F="a.exe",
            EF=pikepdf.Dictionary(F=pikepdf.Stream(pdf, b"MZ " + MAKER.encode())),
        ),
    )
    pdf.pages[0].Annots = pikepdf.Array([link, pdf.make_indirect(pinned)])
    # A photograph in a second wrapping, and one behind another.
    wrapped = pikepdf.Stream(pdf, photograph())
    wrapped.Filter = pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode])
    wrapped.write(
        zlib.compress(photograph() * 2),
        filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.DCTDecode]),
    )
    pdf.pages[0].Resources.XObject.Im1 = wrapped
    pdf.Root.Names = pikepdf.Dictionary(JavaScript=pikepdf.Dictionary(Names=["a", act]))
    pdf.Root.PieceInfo = pikepdf.Dictionary(Them=MAKER)
    pdf.save(out, compress_streams=False)
    return out.getvalue() + MAKER.encode()


def document_bomb() -> bytes:
    """A PDF of a few thousand bytes whose page would unpack to more than a thousand million."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(200, 200))
    squeezed = zlib.compressobj(1)  # the quickest
    once = b"".join([*(squeezed.compress(b" " * 10_000_000) for _ in range(170)), squeezed.flush()])
    twice = zlib.compress(once)
    page = pikepdf.Stream(pdf, b"")
    page.write(twice, filter=pikepdf.Array([pikepdf.Name.FlateDecode, pikepdf.Name.FlateDecode]))
    pdf.pages[0].Contents = page
    pdf.save(out, compress_streams=False, stream_decode_level=pikepdf.StreamDecodeLevel.none)
    return out.getvalue()


def many_pages(number: int) -> bytes:
    """A PDF with so many empty pages."""
    pdf, out = pikepdf.new(), io.BytesIO()
    for _ in range(number):
        pdf.add_blank_page(page_size=(200, 200))
    pdf.save(out)
    return out.getvalue()


def archive() -> bytes:
    """A ZIP archive that would unpack to a very big file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.txt", bytes(20_000_000))
    return out.getvalue()


def picture_bomb() -> bytes:
    """A picture of a few bytes that claims more pixels than fit in the memory."""
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()
