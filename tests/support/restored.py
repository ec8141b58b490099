"""A release, and notebooks handed in for it."""

ALL = {"count_vowels__values", "count_vowels__hidden", "running_total__values", "running_total__hidden"}


def kinds(restored) -> set[str]:
    return {flag.split(":")[0] for flag in restored.flags}
