"""The names under which files are stored and sent."""

import pytest

from kentcare.services.files.rules import JPEG, PDF, PNG, sent_name, shown_name


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


@pytest.mark.parametrize(
    ("name", "said"),
    [("C:\\me\\plan.svg", "plan.svg"), ("\u202egpj.exe", "gpj.exe"), ("a/b.pdf", "b.pdf"), ("", "file")],
)
def test_a_file_that_was_not_taken_is_called_what_it_was(name: str, said: str) -> None:
    assert sent_name(name) == said
