"""Properties checked on a few random examples every time, and on many where slow tests are asked for."""

from __future__ import annotations

import pytest
from hypothesis import Phase, given, settings


def holds(few, many=200, **examples):
    """Make a test of a property: a function of random examples that fails where the property does.

    Parameters
    ----------
    few, many : int
        Examples of the quick test, and of the slow one.
    examples : strategies
        What the property is given, by name. No smaller example is looked for where one fails: a seed makes
        another world, not a simpler one.
    """

    def test_of(check):
        @pytest.mark.parametrize("number", [few, pytest.param(many, marks=pytest.mark.slow)])
        def test(number):
            settings(max_examples=number, phases=[Phase.generate])(given(**examples)(check))()

        test.__name__, test.__qualname__, test.__doc__ = check.__name__, check.__qualname__, check.__doc__
        return test

    return test_of
