"""Parts tellings into events by what speaks for and against each two of them.

The log-odds that two tellings are of one event add up over the pairs of a parting; the parting with the largest sum is
sought by joining, again and again, the two groups that gain most (correlation clustering, greedily: Bansal, Blum and
Chawla, 2004).
"""

from __future__ import annotations

from collections.abc import Callable

__all__ = ["clusters"]


def clusters(count: int, log_odds: Callable[[int, int], float]) -> list[list[int]]:
    """The numbers below `count` in groups, each in order; `log_odds` is asked once for each two numbers, low first.

    Two groups stay apart where the sum over their pairs is not above 0.
    """
    groups = [[n] for n in range(count)]
    gains = {(i, j): log_odds(i, j) for i in range(count) for j in range(i + 1, count)}
    while gains:
        (low, high), gain = max(gains.items(), key=lambda item: (item[1], -item[0][1], -item[0][0]))
        if gain <= 0:
            break
        groups[low] = sorted(groups[low] + groups[high])
        groups[high] = []
        del gains[low, high]
        for other in range(count):
            if other not in {low, high} and groups[other]:
                pair = (min(low, other), max(low, other))
                gains[pair] += gains.pop((min(high, other), max(high, other)))
    return [group for group in groups if group]
