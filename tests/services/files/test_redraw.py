"""A photograph or a paper that was drawn again shows what it showed, and tells nothing besides."""

import contextlib
import io
import resource
from collections.abc import Callable

import pikepdf
import pytest
from PIL import Image

from kentcare.services.files.cleaning import cleaned
from kentcare.services.files.rules import JPEG, MOST_DRAWN_BYTES, PDF, PNG, FileRefused, NotNow, Refusal
from support.pictures import (
    MAKER,
    SIZE,
    document,
    document_bomb,
    document_with_hidden_data,
    many_noisy_pages,
    photograph,
    photograph_with_odd_exif,
    sixteen_bits,
    transparent,
    transparent_drawings,
)


@pytest.mark.parametrize(("kind", "becomes"), [("JPEG", JPEG), ("PNG", PNG), ("WEBP", JPEG), ("HEIF", JPEG)])
def test_a_photograph_loses_where_it_was_taken(kind: str, becomes: str) -> None:
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


@pytest.mark.parametrize("make", [lambda: document(photograph()), document_with_hidden_data])
def test_a_paper_does_nothing_by_itself_and_tells_nothing(make: Callable[[], bytes]) -> None:
    content = make()
    assert content.count(MAKER.encode()) >= 1
    kept, media_type = cleaned(content)
    assert media_type == PDF
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        # Every object of it, unpacked: pages and pictures of pages, and what says when it was made.
        names = {str(name) for thing in pdf.objects if hasattr(thing, "keys") for name in thing}
        whole = kept + b"".join(
            thing.read_raw_bytes() for thing in pdf.objects if isinstance(thing, pikepdf.Stream)
        )
        assert len(pdf.pages) == 1
    assert names.isdisjoint({"/Annots", "/JS", "/A", "/OpenAction", "/Names", "/EF", "/PieceInfo", "/Author"})
    assert MAKER.encode() not in whole


def test_a_paper_shows_what_it_showed() -> None:
    """A page that is red, drawn as a page that is red and as large."""
    pdf, out = pikepdf.new(), io.BytesIO()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.pages[0].Contents = pikepdf.Stream(pdf, b"1 0 0 rg 0 0 595 842 re f")
    pdf.save(out)
    kept, _ = cleaned(out.getvalue())
    with pikepdf.open(io.BytesIO(kept)) as again:
        left, bottom, right, top = map(float, again.pages[0].mediabox)
        assert (round(right - left), round(top - bottom)) == pytest.approx((595, 842), abs=2)
        [picture] = [
            thing for thing in again.objects if isinstance(thing, pikepdf.Stream) and "/Width" in thing
        ]
        with Image.open(io.BytesIO(picture.read_raw_bytes())) as drawn:
            assert drawn.size == pytest.approx((1653, 2339), abs=2)
            point = drawn.convert("RGB").getpixel((800, 1200))
            assert isinstance(point, tuple)
            red, green, blue = point
            assert (red > 250, green < 5, blue < 5) == (True, True, True)


def test_a_bomb_does_not_fill_the_memory() -> None:
    bomb = document_bomb()
    assert len(bomb) < 100_000
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    with contextlib.suppress(FileRefused, NotNow):  # or its page is drawn as far as the memory went
        kept, _ = cleaned(bomb)
        assert len(kept) < 1_000_000
    after = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert after <= max(before, 1536 * 1024)  # in units of 1,024 bytes


def test_16_bits_to_a_pixel_are_not_all_white() -> None:
    kept, _ = cleaned(sixteen_bits())
    with Image.open(io.BytesIO(kept)) as picture:
        assert picture.convert("L").getpixel((5, 5)) == pytest.approx(128, abs=1)


def test_what_is_transparent_becomes_white() -> None:
    kept, _ = cleaned(transparent())
    with Image.open(io.BytesIO(kept)) as picture:
        point = picture.convert("RGB").getpixel((5, 5))
        assert isinstance(point, tuple)
        assert min(point) > 250


def test_a_photograph_that_says_odd_things_is_one_all_the_same() -> None:
    assert cleaned(photograph_with_odd_exif())[1] == JPEG


@pytest.mark.parametrize("name", transparent_drawings())
def test_what_is_transparent_in_a_drawing_is_white_and_the_rest_stays(name: str) -> None:
    kept, media_type = cleaned(transparent_drawings()[name])
    assert media_type == PNG
    with Image.open(io.BytesIO(kept)) as picture:
        assert not picture.has_transparency_data
        colours = picture.convert("RGB")
        left, right = colours.getpixel((5, 5)), colours.getpixel((SIZE[0] - 5, 5))
        assert isinstance(left, tuple)
        assert isinstance(right, tuple)
        assert min(left) > 250
        assert min(right) < 200 or name == "one bit"


def test_a_small_file_does_not_become_a_large_one() -> None:
    """Drawn without a bound, its 30 pages of noise are 75 MB."""
    bomb = many_noisy_pages()
    assert len(bomb) < 130_000
    with pytest.raises(FileRefused) as refused:
        cleaned(bomb)
    assert refused.value.reason is Refusal.TOO_DETAILED


def test_a_file_that_would_be_too_large_is_kept_in_a_lower_quality() -> None:
    kept, media_type = cleaned(many_noisy_pages(8))
    assert media_type == PDF
    assert len(kept) <= MOST_DRAWN_BYTES
    with pikepdf.open(io.BytesIO(kept)) as pdf:
        assert len(pdf.pages) == 8


@pytest.mark.parametrize("before", [b"\r\n", b"HTTP/1.1 200 OK\r\n\r\n", b"x" * 1000])
def test_a_paper_may_have_lines_before_it_begins(before: bytes) -> None:
    assert cleaned(before + document())[1] == PDF


def test_a_photograph_that_holds_the_letters_of_a_paper_is_a_photograph() -> None:
    picture, out = Image.new("RGB", SIZE), io.BytesIO()
    picture.save(out, "JPEG", comment=b"%PDF-1.7")
    assert b"%PDF-" in out.getvalue()[:1024]
    assert cleaned(out.getvalue())[1] == JPEG
