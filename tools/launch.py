"""What happens before there is an environment: checks, set-up, then over to tools.portal."""

import os
import signal
import socket
import sys
from pathlib import Path
from types import FrameType

from tools import install
from tools.say import Trouble

COMMANDS = ("setup", "run", "test", "check", "bench")


def main(arguments: list[str]) -> int:
    """Prepare what the command needs and hand over; returns only when there is no more to do."""
    signal.signal(signal.SIGTERM, _as_ctrl_c)
    try:
        command = arguments[0] if arguments else ""
        if command not in COMMANDS:
            raise Trouble(f"Say one of {', '.join(COMMANDS)}.")
        local = Path(os.environ.get("LOCAL_DIR") or install.ROOT / ".local").resolve()
        if command == "run":
            require_port(chosen_port())
        print("Luoshi: preparing", flush=True)
        install.install(install.RUNTIME if command == "run" else install.EVERYTHING, local=local)
        if command == "setup":
            print(f"Ready: {install.PYTHON} has everything.")
            return 0
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except OSError as trouble:
        print(f"Set-up cannot go on: {trouble}.", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130
    os.chdir(install.ROOT)
    # Names of people and plans are printed, whatever the terminal's language is set to.
    os.environ["PYTHONUTF8"] = "1"
    return os.execv(install.PYTHON, [str(install.PYTHON), "-m", "tools.portal", *arguments])


def chosen_port() -> int:
    """PORT from the environment, 8000 without."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 1 <= int(text) <= 65535:
        raise Trouble(f"PORT must be a number between 1 and 65535, not {text!r}.")
    return int(text)


def require_port(port: int) -> None:
    """Find out now, not after a minute of set-up, that somebody else listens there."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except PermissionError:
            raise Trouble(f"Port {port} is for root only: choose one above 1023.") from None
        except OSError:
            raise Trouble(
                f"Port {port} is taken, perhaps by a Luoshi that already runs: stop what uses "
                f"it or choose another one, for example make run PORT={port % 65535 + 1}"
            ) from None


def _as_ctrl_c(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
