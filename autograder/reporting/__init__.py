"""The parts of the instructor's report: what is gathered, compared, clustered and drawn."""
