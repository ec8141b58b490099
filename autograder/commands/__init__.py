"""The commands, one file each: its arguments and one call into the package."""
