"""What an instructor has: courses, lessons, releases, attached files."""
