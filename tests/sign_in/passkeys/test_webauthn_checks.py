"""The relying party for which a passkey is good."""

import pytest

from kentcare.sign_in.passkeys.webauthn_checks import RelyingParty


@pytest.mark.parametrize(
    ("host", "https", "site"),
    [
        ("example.org", True, RelyingParty("example.org", "https://example.org")),
        ("localhost:8000", False, RelyingParty("localhost", "http://localhost:8000")),
        ("[::1]:8000", False, RelyingParty("::1", "http://[::1]:8000")),
    ],
)
def test_for_which_name_a_passkey_is_good(host: str, https: bool, site: RelyingParty) -> None:
    assert RelyingParty.of(host, https=https) == site
