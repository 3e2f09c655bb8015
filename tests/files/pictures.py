"""Files as telephones and scanners make them, and as somebody makes them who means harm."""

import io
import zipfile

import pikepdf
import pillow_heif
from PIL import ExifTags, Image

pillow_heif.register_heif_opener()
# Where it was taken, and by what: neither may be found in what is kept.
PLACE, MAKER = (51.0, 8.0, 33.0), "CanaryCam"
SIZE = (64, 48)


def photograph(kind: str = "JPEG", turned: int = 6) -> bytes:
    """With the place, the maker, and that it has to be turned."""
    picture = Image.effect_noise(SIZE, 40).convert("RGB")
    exif = Image.Exif()
    exif[ExifTags.Base.Make] = MAKER
    exif[ExifTags.Base.Orientation] = turned
    exif.get_ifd(ExifTags.IFD.GPSInfo).update({1: "N", 2: PLACE, 3: "E", 4: PLACE})
    out = io.BytesIO()
    picture.save(out, kind, exif=exif)
    return out.getvalue()


def document(picture: bytes | None = None, *, password: str = "") -> bytes:
    """A page that says who made it and would run a script, with a photograph on it where one is given."""
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


def archive() -> bytes:
    """A small file that would be a very big one."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("a.txt", bytes(20_000_000))
    return out.getvalue()


def picture_bomb() -> bytes:
    """A picture of a few bytes that says it has more points than fit in the memory."""
    out = io.BytesIO()
    Image.new("1", (12_000, 12_000)).save(out, "PNG")
    return out.getvalue()
