"""The names under which files are stored and sent."""

import pytest

from kentcare.services.files.rules import JPEG, PDF, PNG, shown_name


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
def test_a_name_is_ours_and_its_ending_is_true(name: str, media_type: str, shown: str) -> None:
    assert shown_name(name, media_type) == shown
