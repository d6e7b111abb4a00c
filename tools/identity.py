"""As whom a server runs: PostgreSQL refuses to be root, and some machines have only root."""

import os
import pwd
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TypedDict

from tools.say import Trouble


class Identity(TypedDict, total=False):
    """The part of Popen's arguments that says who the child is."""

    user: str
    group: int
    extra_groups: list[int]


class Runner:
    """Starts a program as the user that it should run as: PostgreSQL refuses to be root."""

    def __init__(self, *, user: str | None, prefix: tuple[str, ...]) -> None:
        self.user = user
        self.prefix = prefix

    @classmethod
    def for_data(cls, data: Path, *, executables: Path) -> "Runner":
        if os.geteuid() != 0:
            return cls(user=None, prefix=())
        if (data / "PG_VERSION").exists() and (owner := data.stat().st_uid) != 0:
            return cls(user=pwd.getpwuid(owner).pw_name, prefix=())
        if not (data / "PG_VERSION").exists() and _everybody_reaches(data.parent, executables):
            return cls(user="nobody", prefix=())
        unshare = shutil.which("unshare")
        prefix = (unshare or "", "--user", "--map-user=65534", "--map-group=65534")
        if unshare and subprocess.run([*prefix, "true"], capture_output=True).returncode == 0:
            return cls(user=None, prefix=prefix)
        raise Trouble(
            "The database server refuses to run as root, and no other user can reach "
            f"{data.parent}: run this as an ordinary user, or from a folder that all may enter."
        )

    def own(self, *folders: Path) -> None:
        """Hand folders over to the user that the server will run as."""
        for folder in folders:
            folder.mkdir(parents=True, exist_ok=True)
            if self.user:
                owner = pwd.getpwnam(self.user)
                os.chown(folder, owner.pw_uid, owner.pw_gid)

    def run(self, command: list[str]) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            [*self.prefix, *command],
            **self._identity(),
            capture_output=True,
            text=True,
            env=_server_environment(),
            cwd="/",
        )

    def start(self, command: list[str], *, log: Path) -> "subprocess.Popen[bytes]":
        with log.open("ab") as output:
            return subprocess.Popen(
                [*self.prefix, *command],
                **self._identity(),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=output,
                env=_server_environment(),
                cwd="/",
                # Ctrl-C at the terminal is for us; the servers stop last, when nobody uses them.
                start_new_session=True,
            )

    def _identity(self) -> Identity:
        if not self.user:
            return {}
        return {"user": self.user, "group": pwd.getpwnam(self.user).pw_gid, "extra_groups": []}


def _everybody_reaches(folder: Path, executables: Path) -> bool:
    places = {*folder.resolve().parents, folder.resolve(), executables, *executables.parents}
    return all(place.stat().st_mode & 0o001 for place in places if place.exists())


def _server_environment() -> dict[str, str]:
    letters = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": letters}
