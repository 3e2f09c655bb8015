"""Makes the bill of materials of the site, in CycloneDX, from the lock files. Used by `make sbom`."""

import sys
from pathlib import Path

from support.sbom import bill_of_materials

if __name__ == "__main__":
    to = Path(sys.argv[1])
    to.parent.mkdir(parents=True, exist_ok=True)
    to.write_text(bill_of_materials(), encoding="utf-8")
    sys.stdout.write(f"{to}: what the site runs with, and what its style sheets and scripts are made with.\n")
