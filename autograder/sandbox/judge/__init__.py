"""What runs in the judge's process: test cells, and proxies for what the student wrote."""
