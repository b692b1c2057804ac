"""Build the documentation site into the folder `site`.

    pip install -e '.[docs]'
    python -m tests.site

Its pages are the documents as they stand, each under its path in the repository, so that their
links hold there too. A link that leads nowhere ends the build. Nothing is fetched from elsewhere.
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[1]
CONFIG = "zensical.toml"


def main() -> None:
    """Build the site; exit with the status of the build."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        shutil.copy(ROOT / CONFIG, folder)
        copy_pages(folder / "pages")
        command = [sys.executable, "-m", "zensical", "build", "--strict", "--clean"]
        status = subprocess.run(command, cwd=folder, check=False).returncode
        if status:
            sys.exit(status)
        shutil.rmtree(ROOT / "site", ignore_errors=True)
        shutil.copytree(folder / "site", ROOT / "site")


def copy_pages(folder: Path) -> None:
    """Copy the documents and their pictures into `folder`."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    for file in ROOT.glob("*.md"):
        shutil.copy(file, folder)


if __name__ == "__main__":
    main()
