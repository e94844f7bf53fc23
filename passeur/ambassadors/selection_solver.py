"""The best choice for a problem of selection, exactly, by integer programming."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from passeur.ambassadors.candidates import Seniority, Way
from passeur.ambassadors.integer_program import IntegerProgram, NotSolved, Terms
from passeur.ambassadors.selection import Kind, Problem, Profile, least_uneven, loss_of


def choose(problem: Problem) -> frozenset[str]:
    """The people of the best choice: the same, whenever the problem is the same.

    It takes seconds for thousands of candidates: not for an event loop. Raises NotSolved.
    """
    free = [each for each in problem.profiles if each.kept is not False]
    if problem.seats == len(free):
        return frozenset(each.person_id for each in free)
    model = _Model.of(problem)
    reached, values = model.program.solve(model.aims(problem))
    chosen = frozenset(each.person_id for column, each in model.people.items() if values[column])
    # Counted again in whole numbers, from the people themselves.
    if list(loss_of(problem, chosen)[1:]) != _as_losses(problem, reached):
        raise NotSolved("what the solver says that it reached is not what its choice reaches")
    return chosen


@dataclass(frozen=True, slots=True)
class _Model:
    """A column for each person who may be chosen (`people`), and for how many of each kind are (`kinds`)."""

    program: IntegerProgram
    people: Mapping[int, Profile]
    numbers: Mapping[str, int]
    kinds: Mapping[Kind, int]

    @classmethod
    def of(cls, problem: Problem) -> "_Model":
        program, seats = IntegerProgram(), problem.seats
        people: dict[int, Profile] = {}
        kinds: dict[Kind, int] = {}
        for kind, alike in _by_kind(problem).items():
            columns = {program.number(int(each.kept is True), 1): each for each in alike}
            kinds[kind] = program.number(0, len(columns))
            program.exactly([*_ones(columns), (kinds[kind], -1)], 0)
            people |= columns
        program.exactly(_ones(kinds.values()), seats)
        numbers = {each.person_id: number for number, each in enumerate(problem.profiles)}
        return cls(program, people, numbers, kinds)

    def aims(self, problem: Problem) -> list[tuple[Terms, int | None]]:
        """Every aim after the number of places, in order, with what it can never be better than."""
        seats = problem.seats
        ways = [self._of(kind for kind in self.kinds if kind.way is way) for way in Way]
        seniorities = [self._of(kind for kind in self.kinds if kind.seniority is each) for each in Seniority]
        return [
            self._shares(problem),
            self._reached(
                [[kind for kind in self.kinds if kind.trade == each] for each in sorted(problem.trades)], seats
            ),
            self._reached(
                [[kind for kind in self.kinds if kind.site == each] for each in sorted(problem.sites)], seats
            ),
            (self._uneven(ways, seats), least_uneven(len(ways), seats)),
            (self._uneven(seniorities, seats), least_uneven(len(seniorities), seats)),
            ([(column, -each.merit) for column, each in self.people.items()], None),
            ([(column, self.numbers[each.person_id]) for column, each in self.people.items()], None),
        ]

    def _shares(self, problem: Problem) -> tuple[Terms, int]:
        """How many managers and technical profiles there are beyond the most that there may be."""
        managers = {kind for kind in self.kinds if kind.is_manager}
        technical = {kind for kind in self.kinds if kind.is_technical}
        columns, least = [], 0
        for counted, most in ((managers, problem.most_managers), (technical, problem.most_technical)):
            columns.append(self.program.number(0, problem.seats))
            self.program.at_least([(columns[-1], 1), *((each, -1) for each, _ in self._of(counted))], -most)
            others = len(self.people) - sum(each.kind in counted for each in self.people.values())
            least += max(0, problem.seats - others - most)
        return _ones(columns), least

    def _reached(self, groups: Sequence[Sequence[Kind]], seats: int) -> tuple[Terms, int]:
        """Minus the number of groups, each a trade or a site, that somebody is of."""
        columns = []
        for group in filter(None, groups):
            columns.append(self.program.number(0, 1))
            self.program.at_least([*self._of(group), (columns[-1], -1)], 0)
        return [(column, -1) for column in columns], -min(len(columns), seats)

    def _uneven(self, parts: Sequence[Terms], seats: int) -> Terms:
        columns = []
        for part in parts:
            columns.append(self.program.number(0, len(parts) * seats))
            times = [(column, len(parts)) for column, _ in part]
            self.program.at_least([(columns[-1], 1), *((column, -factor) for column, factor in times)], -seats)
            self.program.at_least([(columns[-1], 1), *times], seats)
        return _ones(columns)

    def _of(self, kinds: Iterable[Kind]) -> Terms:
        """How many people of these kinds are chosen."""
        return _ones(self.kinds[kind] for kind in kinds)


def _by_kind(problem: Problem) -> Mapping[Kind, Sequence[Profile]]:
    """Who may be chosen, those who are alike together: beyond as many as there are places, only the best of them."""
    alike: dict[Kind, list[Profile]] = defaultdict(list)
    for each in problem.profiles:
        if each.kept is not False:
            alike[each.kind].append(each)
    # Sorting keeps the order of the applications among equals; whoever is kept by decision stays.
    return {
        kind: sorted(group, key=lambda each: (each.kept is not True, -each.merit))[: problem.seats]
        for kind, group in sorted(alike.items(), key=lambda item: str(item[0]))
    }


def _ones(columns: Iterable[int]) -> list[tuple[int, int]]:
    return [(column, 1) for column in columns]


def _as_losses(problem: Problem, reached: Sequence[int]) -> list[int]:
    """What was reached, as `loss_of` counts it: trades and sites as those that are missing."""
    shares, trades, sites, *others = reached
    return [shares, len(problem.trades) + trades, len(problem.sites) + sites, *others]
