"""make lock: new lock files from requirements*.in and package.json, naming no package host."""

import json
import subprocess
import sys
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = [
    *("--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"),
    *("--no-emit-index-url", "--no-emit-find-links", "--no-annotate", "--no-header"),
]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        # uv resolves for every platform at once; nobody but this command needs it.
        venv.create(folder, with_pip=True)
        tools = Path(folder) / "bin"
        subprocess.run([tools / "pip", "install", "--quiet", "uv"], check=True)
        for source in ("requirements", "requirements-dev", "requirements-node", "requirements-pip"):
            command = [str(tools / "uv"), "pip", "compile", f"{source}.in", "-o", f"{source}.txt"]
            subprocess.run([*command, *OPTIONS, *sys.argv[1:]], cwd=ROOT, check=True)
    subprocess.run(["npm", "install", "--package-lock-only"], cwd=ROOT, check=True)
    _drop_addresses(ROOT / "package-lock.json")


def _drop_addresses(lock: Path) -> None:
    """npm also notes where to send money; a lock needs versions and hashes."""
    content = json.loads(lock.read_text())
    for package in content["packages"].values():
        package.pop("funding", None)
    lock.write_text(json.dumps(content, indent=2) + "\n")


if __name__ == "__main__":
    main()
