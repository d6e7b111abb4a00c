"""Finds the Chromium for the browser tests, or installs it where that is possible."""

import os
import shutil
import subprocess

from tools.say import step

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The second is a font with Chinese letters: without one, pages show boxes.
PACKAGES = ("chromium", "fonts-wqy-microhei")


def install_if_missing() -> None:
    """Install a browser where that is possible; where not, say so."""
    apt_get = shutil.which("apt-get")
    if not find() and apt_get and os.geteuid() == 0:
        with step("Chromium for the browser tests"):
            _install(apt_get)
    if not find():
        print("No Chromium on this machine: the browser tests will be skipped.", flush=True)


def find() -> str | None:
    """The path of this machine's browser, if it has one."""
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def _install(apt_get: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt_get, "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    for command in ([apt_get, "update", "-q"], install):
        subprocess.run(command, env=environment, capture_output=True, check=False)
