"""Files as telephones and scanners make them, and as an attacker does."""

import io
import struct
import zipfile
import zlib

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
