"""Answers."""
ANSWERS = [
    {"function": "count_vowels", "kind": "right", "id": "sum", "mistake": None, "source": '''def count_vowels(text):
    return sum(letter in "aeiouAEIOU" for letter in text)
'''},
    {"function": "count_vowels", "kind": "right", "id": "regex", "mistake": None, "source": '''def count_vowels(text):
    return len(re.findall("[aeiouAEIOU]", text))
'''},
    {"function": "count_vowels", "kind": "wrong", "id": "lower-only", "mistake": "upper-case-forgotten", "source": '''def count_vowels(text):
    return sum(letter in "aeiou" for letter in text)
'''},
    {"function": "running_total", "kind": "right", "id": "loop", "mistake": None, "source": '''def running_total(numbers):
    total, sums = 0, []
    for number in numbers:
        total += number
        sums.append(total)
    return sums
'''},
    {"function": "running_total", "kind": "wrong", "id": "no-last", "mistake": "last-left-out", "source": '''def running_total(numbers):
    return [sum(numbers[:i]) for i in range(len(numbers))]
'''},
]
