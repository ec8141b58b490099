"""What an instructor runs: build, grade, report, export."""
