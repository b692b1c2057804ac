"""Build the package with the model, which is not in git as long as it changes."""

import os
import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

_FILES = ("reader.onnx", "vocabulary.txt")
_MAX_BYTES = 30_000_000  # of both, so that the extra stays small
_PACKAGE = Path(__file__).parent / "src/verbatim_reader"


class BuildWithModel(build_py):
    """Copies the model from the folder READER_MODEL if that is set."""

    def run(self) -> None:
        """Refuse to build a package without its model, or with one that is too large."""
        if folder := os.environ.get("READER_MODEL"):
            for name in _FILES:
                shutil.copyfile(Path(folder) / name, _PACKAGE / name)
        missing = [name for name in _FILES if not (_PACKAGE / name).is_file()]
        if missing:
            raise SystemExit(f"{_PACKAGE} lacks {', '.join(missing)}; set READER_MODEL")
        if sum((_PACKAGE / name).stat().st_size for name in _FILES) > _MAX_BYTES:
            raise SystemExit(f"the model is larger than {_MAX_BYTES:,} bytes")
        super().run()


setup(cmdclass={"build_py": BuildWithModel})
