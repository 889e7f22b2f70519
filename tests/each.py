"""One case over many values, for checks so quick that a case for each costs more than they do."""

import inspect
from collections.abc import Callable, Iterable
from functools import wraps
from typing import Any

import pytest

Test = Callable[..., None]


def each(**values: Iterable[Any]) -> Callable[[Test], Test]:
    """Run a test for every value of one argument, and name those for which it fails.

    Use parametrize for a test with a folder or records of its own.
    """
    ((argument, given),) = values.items()
    every = tuple(given)
    assert every

    def over(test: Test) -> Test:
        @wraps(test)
        def whole(**fixtures: Any) -> None:  # noqa: ANN401 - as the test takes them
            problems: list[Exception] = []
            for value in every:
                try:
                    test(**fixtures, **{argument: value})
                except (Exception, pytest.fail.Exception) as problem:
                    named = problem if isinstance(problem, Exception) else AssertionError(problem)
                    named.add_note(f"{argument}: {value!r:.80}")
                    problems.append(named)
            if problems:
                raise ExceptionGroup(f"{len(problems)} of {len(every)} values", problems)

        signature = inspect.signature(test)
        asked = [one for one in signature.parameters.values() if one.name != argument]
        whole.__signature__ = signature.replace(parameters=asked)  # type: ignore[attr-defined]
        return whole

    return over
