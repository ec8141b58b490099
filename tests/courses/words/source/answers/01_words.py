"""Known answers to the lesson on words."""

import re


# %% count_vowels  right  sum
def count_vowels(text):
    return sum(letter in "aeiouAEIOU" for letter in text)


# %% count_vowels  right  regex
def count_vowels(text):
    return len(re.findall("[aeiouAEIOU]", text))


# %% count_vowels  wrong  lower-only  is upper-case-forgotten
def count_vowels(text):
    return sum(letter in "aeiou" for letter in text)


# %% running_total  right  loop
def running_total(numbers):
    total, sums = 0, []
    for number in numbers:
        total += number
        sums.append(total)
    return sums


# %% running_total  wrong  no-last  is last-left-out
def running_total(numbers):
    return [sum(numbers[:i]) for i in range(len(numbers))]
