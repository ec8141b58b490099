"""Make what the course ships and calculate shapes.

`python -m convlab stills DIR` writes the lessons' still pictures;
`python -m convlab shapes SPEC` prints what every layer of a network does.
"""

import argparse
from pathlib import Path

from convlab.demos import shapes
from convlab.pictures import stills


def main() -> None:
    """Read the command line and do what it says."""
    parser = argparse.ArgumentParser(
        prog="python -m convlab", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    commands = parser.add_subparsers(dest="command", required=True)
    command = commands.add_parser("stills", help="write the lessons' still pictures as SVG")
    command.add_argument("folder", type=Path, nargs="?", default=Path("source/figures"))
    shapes.add_arguments(
        commands.add_parser(
            "shapes", help="print shape, parameters, receptive field, work and memory a layer"
        )
    )
    arguments = parser.parse_args()
    if arguments.command == "stills":
        for file in stills.write(arguments.folder):
            print(file)
        return
    try:
        print(shapes.run(arguments))
    except ValueError as error:
        parser.error(str(error))


if __name__ == "__main__":
    main()
