"""`python -m ke_portal.local run` and `python -m ke_portal.local with [--temporary] -- COMMAND…`."""

import argparse
import errno
import os
import sys
from pathlib import Path

from ke_portal.local.folder import DataFolder, temporary_folder
from ke_portal.local.household import lend, run
from ke_portal.local.processes import AskedToStop, CannotGoOn, listen_for_stop

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def arguments() -> argparse.ArgumentParser:
    """The two ways to call this."""
    parser = argparse.ArgumentParser(prog="python -m ke_portal.local", description=__doc__)
    modes = parser.add_subparsers(dest="mode", required=True)
    modes.add_parser("run", help="start everything and serve until Ctrl-C")
    lender = modes.add_parser("with", help="run one command with the servers at its side")
    lender.add_argument(
        "--temporary", action="store_true", help="on data of its own, thrown away afterwards"
    )
    lender.add_argument(
        "--migrate", action="store_true", help="make the tables on temporary data too"
    )
    lender.add_argument("command", nargs=argparse.REMAINDER, help="after --")
    return parser


def data_folder() -> DataFolder:
    """KE_DATA_DIR, or .data beside the code."""
    return DataFolder(Path(os.environ.get("KE_DATA_DIR") or BASE_DIR / ".data"))


def main() -> int:
    """Do what the command line says; what cannot be done is told in one line."""
    parser = arguments()
    options = parser.parse_args()
    listen_for_stop()
    try:
        if options.mode == "run":
            return run(data_folder(), os.environ.get("PORT") or "8000")
        command = options.command[1:] if options.command[:1] == ["--"] else options.command
        if not command:
            parser.error("with what? Give the command after --")
        if options.temporary:
            with temporary_folder() as folder:
                return lend(folder, command, careless=True, migrate=options.migrate)
        return lend(data_folder(), command, careless=False, migrate=True)
    except AskedToStop:
        return 130
    except CannotGoOn as error:
        sys.stderr.write(f"{error}\n")
    except OSError as error:
        if error.errno not in (errno.ENOSPC, errno.EDQUOT):
            raise
        sys.stderr.write(
            f"The disk is full: {error.filename or data_folder().path} cannot be written.\n"
        )
    return 1


if __name__ == "__main__":
    sys.exit(main())
