"""What an instructor runs: build, grade, report, export."""

import sys

# nbformat imports jsonschema, which at import builds a grammar for internationalized addresses: over half
# of the start of every process here, for a format that no notebook's schema names. It does without that
# one, and without two more that no schema here names: addresses and durations.
for _name in ("rfc3987_syntax", "rfc3986_validator", "isoduration"):
    sys.modules.setdefault(_name, None)
