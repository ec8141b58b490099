"""What an instructor runs: build, grade, report, export."""

import sys

# nbformat imports jsonschema, which at import builds a grammar for internationalized addresses: over half
# of the start of every process here, for a format that no notebook's schema names. It does without.
sys.modules.setdefault("rfc3987_syntax", None)
