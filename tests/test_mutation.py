"""What the mutation trial changes (trials/mutation.yaml): every policy, with tests that are there."""

from pathlib import Path

import pytest

from trials.mutation import ROOT, Target, targets


def changed(target: Target) -> set[Path]:
    return {file for code in target.code for file in ROOT.glob(code)}


@pytest.mark.parametrize("target", targets(), ids=lambda one: one.code[0])
def test_each_has_code_and_tests(target: Target) -> None:
    assert changed(target)
    assert all((ROOT / test).exists() for test in target.tests)


def test_no_policy_is_left_out() -> None:
    policies = {*ROOT.glob("trainer/*/policies.py"), *ROOT.glob("trainer/*/policies/*.py")}
    tried = {file for one in targets() if one.part == "policies" for file in changed(one)}
    assert tried == policies
