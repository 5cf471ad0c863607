"""The run of schemathesis trusts itself only where it found the planted fault; it keeps to what its lock has beside the daily tools."""

import pytest

from config import bootstrap, fuzz


@pytest.mark.parametrize(("status", "blind"), [(0, True), (1, False)])
def test_a_run_that_does_not_find_the_planted_fault_is_blind(tmp_path, monkeypatch, status, blind):
    program = tmp_path / "schemathesis"
    program.write_text(f"#!/bin/sh\nexit {status}\n")
    program.chmod(0o700)
    asked = []
    monkeypatch.setattr(fuzz.shutil, "which", lambda name, path: asked.append(name) or str(program))
    assert fuzz.finds_nothing_planted(tmp_path) is blind
    assert asked == ["schemathesis"]


def test_its_lock_has_all_that_the_daily_tools_have():
    def pins(name):
        lines = bootstrap.lock_file(name).read_text().splitlines()
        return {line.split(" ")[0] for line in lines if "==" in line and not line.startswith(" ")}

    assert pins("dev") <= pins("fuzz")
    assert any(pin.startswith("schemathesis==") for pin in pins("fuzz") - pins("dev"))
