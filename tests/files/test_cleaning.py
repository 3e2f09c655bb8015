"""S20: what is kept of a file shows what it showed, and tells nothing besides."""

import io

import pikepdf
import pytest
from PIL import Image

from files.pictures import MAKER, SIZE, archive, document, photograph, picture_bomb
from kentcare.files.cleaning import cleaned
from kentcare.files.rules import JPEG, MOST_BYTES, PDF, PNG, FileRefused, Refusal, shown_name

BAD = {
    "empty": (b"", Refusal.EMPTY),
    "of another kind": (b"MZ\x90\x00 a program", Refusal.NOT_TAKEN),
    "wrong magic": (b"\xff\xd8\xff\xe0 but no photograph", Refusal.BROKEN),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>', Refusal.NOT_TAKEN),
    "html": (b"<!DOCTYPE html><script>1</script>", Refusal.NOT_TAKEN),
    "zip bomb": (archive(), Refusal.NOT_TAKEN),
    "picture bomb": (picture_bomb(), Refusal.TOO_BIG),
    "over size": (b"%PDF-" + bytes(MOST_BYTES), Refusal.TOO_BIG),
    "half a photograph": (photograph()[:-200], Refusal.BROKEN),
    "half a pdf": (b"%PDF-1.7 and no more", Refusal.BROKEN),
    "a pdf with a password": (document(password="secret"), Refusal.LOCKED),  # noqa: S106  # of a test
}


@pytest.mark.parametrize("name", BAD)
def test_s20_what_is_not_taken(name: str) -> None:
    content, reason = BAD[name]
    with pytest.raises(FileRefused) as refused:
        cleaned(content)
    assert refused.value.reason is reason


@pytest.mark.parametrize(("kind", "becomes"), [("JPEG", JPEG), ("PNG", PNG), ("WEBP", JPEG), ("HEIF", JPEG)])
def test_s20_a_photograph_loses_where_it_was_taken(kind: str, becomes: str) -> None:
    content = photograph(kind)
    assert MAKER.encode() in content, "the test's own photograph tells"
    kept, media_type = cleaned(content)
    assert media_type == becomes
    assert MAKER.encode() not in kept
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.getexif()
        assert {"exif", "xmp", "icc_profile", "comment"}.isdisjoint(picture.info)
        assert picture.size in {SIZE[::-1], SIZE}
        # A telephone that was held upright says so in what is taken out: the picture is turned instead.
        assert picture.size == SIZE[::-1] or kind == "HEIF"


def test_s20_a_paper_does_nothing_by_itself_and_says_not_who_made_it() -> None:
    content = document(photograph())
    assert content.count(MAKER.encode()) >= 1
    kept, media_type = cleaned(content)
    assert media_type == PDF
    assert MAKER.encode() not in kept
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert not {"/OpenAction", "/Names", "/AA"} & set(pdf.Root.keys()) or not list(pdf.attachments)
        assert "/OpenAction" not in pdf.Root
        image = pdf.pages[0].Resources.XObject.Im0
        assert MAKER.encode() not in image.read_raw_bytes()
        with Image.open(io.BytesIO(image.read_raw_bytes())) as picture:
            picture.load()
            assert (picture.size, dict(picture.getexif())) == (SIZE, {})


@pytest.mark.parametrize(
    ("name", "media_type", "shown"),
    [
        ("photo.JPG", JPEG, "photo.jpg"),
        ("certificate.pdf.exe", PDF, "certificate.pdf"),
        ("../../etc/passwd", JPEG, "passwd.jpg"),
        ("C:\\Users\\me\\paper.pdf", PDF, "paper.pdf"),
        ("\u202egpj.exe", JPEG, "gpj.jpg"),
        ("a\r\nSet-Cookie: x.png", PNG, "aSet-Cookie: x.png"),
        ("شهادة.pdf", PDF, "شهادة.pdf"),
        ("", PNG, "file.png"),
        (".htaccess", PNG, "file.png"),
        ("x" * 300, PNG, "x" * 80 + ".png"),
    ],
)
def test_s20_a_name_is_ours_and_its_ending_is_true(name: str, media_type: str, shown: str) -> None:
    assert shown_name(name, media_type) == shown
