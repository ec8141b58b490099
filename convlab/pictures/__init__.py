"""Pictures as SVG or PNG text, and figures in a notebook."""
