"""Where two sequences of words have most in common: Gotoh's alignment, in which every difference costs the same.

O. Gotoh, An improved algorithm for matching biological sequences, 1982. Unlike the longest common subsequence it does not
tear a difference apart for the sake of an "of" in its middle; unlike `difflib` it knows no bad cases.
"""

from __future__ import annotations

from collections.abc import Iterator

MOST = 400
"""The longest sequences that are laid together; the work grows with the product of their lengths."""

SPLIT = 3
"""What a difference costs: words in common between two differences stay so if they have more letters than this."""

_NEVER = -(10**9)


def common(first: list[str], second: list[str]) -> Iterator[tuple[int, int]]:
    """What is in common, as places `(in first, in second)`, in order. Exchanging the two exchanges the places.

    Of sequences longer than `MOST` nothing is in common, unless they are the same.
    """
    if first == second:
        yield from ((at, at) for at in range(len(first)))
    elif max(len(first), len(second)) <= MOST:
        # Of two equally good ways, the one found must not depend on which sequence comes first.
        turned = second < first
        for one, other in _best_path(second, first) if turned else _best_path(first, second):
            yield (other, one) if turned else (one, other)


def _is_sign(word: str) -> bool:
    """Whether it is a quotation mark or a join, which may be passed over without making a difference of it."""
    return len(word) == 1 and not word.isalnum()


def _best_path(first: list[str], second: list[str]) -> list[tuple[int, int]]:
    signs = [_is_sign(other) for other in second]
    met, apart = [[0]], [[_NEVER]]  # the best up to here that ends in common, and that ends in a difference
    for at, sign in enumerate(signs):
        met[0].append(met[0][at] if sign else _NEVER)
        apart[0].append(-SPLIT)
    for word in first:
        above, beside, sign = met[-1], apart[-1], _is_sign(word)
        weight = SPLIT + 1 if sign else max(2, len(word))
        row, gaps = [above[0] if sign else _NEVER], [-SPLIT]
        for at, other in enumerate(second):
            both = max(above[at], beside[at]) + weight if word == other else _NEVER
            row.append(max(both, above[at + 1] if sign else _NEVER, row[at] if signs[at] else _NEVER))
            gaps.append(max(beside[at + 1], gaps[at], above[at + 1] - SPLIT, row[at] - SPLIT))
        met.append(row)
        apart.append(gaps)
    return _walk_back(first, second, met, apart)


def _walk_back(
    first: list[str], second: list[str], met: list[list[int]], apart: list[list[int]]
) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    one, other = len(first), len(second)
    in_common = met[one][other] >= apart[one][other]
    while one or other:
        score = met[one][other] if in_common else apart[one][other]
        if not in_common:
            if one and score in (apart[one - 1][other], met[one - 1][other] - SPLIT):
                one -= 1
            else:
                other -= 1
            in_common = score != apart[one][other]
        elif one and _is_sign(first[one - 1]) and score == met[one - 1][other]:
            one -= 1
        elif other and _is_sign(second[other - 1]) and score == met[one][other - 1]:
            other -= 1
        else:
            one, other = one - 1, other - 1
            found.append((one, other))
            in_common = met[one][other] >= apart[one][other]
    return found[::-1]
