"""IPython without sockets: run a cell, keep what it shows."""
