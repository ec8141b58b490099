"""A submission enters: which file is meant, read from any damaged notebook."""
