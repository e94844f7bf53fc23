"""The least loss of a problem of selection, computed without a solver: people one after the other, whole numbers only.

A state is all that the aims look at, counted so far; of two ways to the same state, the one with the better marks and
the earlier moments is kept. Exact, and far too slow for more than a few dozen people.
"""

from passeur.ambassadors.candidates import Seniority, Way
from passeur.ambassadors.selection import Loss, Problem, uneven

WAYS, SENIORITIES = list(Way), list(Seniority)

# Trades and sites reached as bits, counts of ways and seniorities, managers, technical profiles.
State = tuple[int, int, tuple[int, ...], tuple[int, ...], int, int]


def best_loss(problem: Problem) -> Loss:
    seats = max(problem.wanted, sum(each.kept is True for each in problem.profiles))
    trades, sites = sorted(problem.trades), sorted(problem.sites)
    states: dict[State, tuple[int, int]] = {(0, 0, (0, 0, 0), (0, 0, 0), 0, 0): (0, 0)}
    for number, each in enumerate(problem.profiles):
        reached = dict(states) if each.kept is not True else {}
        if each.kept is not False:
            of = each.kind
            for (trade_bits, site_bits, ways, seniorities, managers, technical), (merit, moment) in states.items():
                if sum(ways) == seats:
                    continue
                state = (
                    trade_bits | (1 << trades.index(of.trade) if of.trade in trades else 0),
                    site_bits | (1 << sites.index(of.site) if of.site in sites else 0),
                    tuple(count + (way is of.way) for way, count in zip(WAYS, ways, strict=True)),
                    tuple(count + (one is of.seniority) for one, count in zip(SENIORITIES, seniorities, strict=True)),
                    managers + of.is_manager,
                    technical + of.is_technical,
                )
                value = (merit - each.merit, moment + number)
                reached[state] = min(reached.get(state, value), value)
        states = reached
    most = max(sum(ways) for _, _, ways, _, _, _ in states)
    managers_at_most = most * problem.proportions.most_managers // 100
    technical_at_most = most * problem.proportions.most_technical // 100
    return min(
        (
            problem.wanted - most,
            max(0, managers - managers_at_most) + max(0, technical - technical_at_most),
            len(trades) - trade_bits.bit_count(),
            len(sites) - site_bits.bit_count(),
            uneven(ways, most),
            uneven(seniorities, most),
            merit,
            moment,
        )
        for (trade_bits, site_bits, ways, seniorities, managers, technical), (merit, moment) in states.items()
        if sum(ways) == most
    )
