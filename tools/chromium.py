"""Finds the Chromium for the browser tests, or installs it where that is possible."""

import os
import shutil
import subprocess

from tools.say import step

NAMES = ("chromium", "chromium-browser", "google-chrome")
# The second is a font with Chinese letters: without one, pages show boxes.
PACKAGES = ("chromium", "fonts-wqy-microhei")


def find_or_install() -> str | None:
    """The path of a browser; without one, says so and returns nothing."""
    if found := find():
        return found
    apt_get = shutil.which("apt-get")
    if apt_get and os.geteuid() == 0:
        with step("Chromium for the browser tests"):
            _install(apt_get)
    if not (found := find()):
        print("No Chromium on this machine: the browser tests will be skipped.", flush=True)
    return found


def find() -> str | None:
    named = os.environ.get("CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def _install(apt_get: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = [apt_get, "install", "-y", "-q", "--no-install-recommends", *PACKAGES]
    for command in ([apt_get, "update", "-q"], install):
        subprocess.run(command, env=environment, capture_output=True, check=False)
