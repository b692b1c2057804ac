"""Numbers as dates write them."""

ORDINALS = (
    "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth"
    " fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth twentieth twenty-first"
    " twenty-second twenty-third twenty-fourth twenty-fifth twenty-sixth twenty-seventh"
    " twenty-eighth twenty-ninth thirtieth thirty-first"
).split()
_ROMAN_DIGITS = {"i": 1, "v": 5, "x": 10, "l": 50, "і": 1, "х": 10}  # also typed as Cyrillic


def parse_roman(numeral: str) -> int:
    """Return the value of a Roman numeral below ninety; raise ValueError if it is none."""
    if not numeral or not set(numeral) <= set(_ROMAN_DIGITS):
        raise ValueError(f"{numeral!r} is no Roman numeral")
    digits = [_ROMAN_DIGITS[letter] for letter in numeral]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-digit if digit < following else digit for digit, following in pairs)
