"""What `kentcare serve` has Granian load: `kentcare.rsgi:create_application`, a factory."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kentcare.wsgi import create_application as create_site

if TYPE_CHECKING:
    from kentcare.operations.server.application import ServerApplication


def create_application() -> ServerApplication:
    """The whole site with the settings of the environment, its threads shared out among what is asked."""
    site = create_site()
    # Imported here: what keeps the site from starting shows at the first import, and is said in a sentence.
    from kentcare.operations.server.application import ServerApplication

    return ServerApplication(site, https=site.config["PREFERRED_URL_SCHEME"] == "https")
