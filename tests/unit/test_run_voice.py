"""A voice: a program that says what it is given, and is over when it has to be."""

import os
import shlex
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from hamstring import RequestError
from hamstring.run.machine import Program


def program(tmp_path: Path) -> tuple[str, Path]:
    """Give a voice that writes what it says into a file."""
    heard, script = tmp_path / "heard", tmp_path / "voice.py"
    script.write_text(f"import sys\nopen({str(heard)!r}, 'a').write(sys.stdin.read())\n")
    return f"'{sys.executable}' '{script}'", heard


def test_a_voice_is_given_the_text_and_ends_when_the_next_one_begins(tmp_path: Path) -> None:
    command, heard = program(tmp_path)
    voice = Program(command)
    voice.say("First.")
    until = time.monotonic() + 20
    while not heard.exists() or not heard.read_text():
        assert time.monotonic() < until
        time.sleep(0.02)
    voice.hush()
    assert heard.read_text() == "First.\n"
    sleeper = Program(f"'{sys.executable}' -c 'import time; time.sleep(60)'")
    began = time.monotonic()
    sleeper.say("a")
    sleeper.say("b")
    sleeper.hush()
    assert time.monotonic() - began < 20


def test_a_voice_ends_with_all_that_it_has_started(tmp_path: Path) -> None:
    """A script that calls the program that speaks: both are over, so that the next text is not talked into."""
    pytest.importorskip("pty")
    number = tmp_path / "number"
    inner = f"import os, time; open({str(number)!r}, 'w').write(str(os.getpid()) + '.'); time.sleep(600)"
    voice = Program(f"sh -c '{sys.executable} -c \"$0\"; true' {shlex.quote(inner)}")
    voice.say("First.")
    until = time.monotonic() + 20
    while not (number.exists() and number.read_text().endswith(".")):
        assert time.monotonic() < until
        time.sleep(0.02)
    child = int(number.read_text().rstrip("."))
    voice.hush()
    while is_running(child):
        assert time.monotonic() < until
        time.sleep(0.02)


def is_running(number: int) -> bool:
    """Say whether a process is there and has not ended; one that has ended may wait for somebody to notice."""
    try:
        os.kill(number, 0)
        return Path(f"/proc/{number}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


@pytest.mark.parametrize("command", ["", "no-such-program-here", "'open", "   "])
def test_a_voice_that_cannot_be_run_is_refused(command: str) -> None:
    with pytest.raises(RequestError, match="speak"):
        Program(command)


# ---------------------------------------------------------------------------- of what a voice does and does not


def heard_in(path: Path) -> str:
    """Wait until something stands in a file, and give it."""
    until = time.monotonic() + 20
    while not (path.exists() and path.read_text()):
        assert time.monotonic() < until
        time.sleep(0.01)
    return path.read_text()


def tells(process: str, number: Path) -> str:
    """Let a script write the number of a process, all of it at once."""
    return f"echo {process} > '{number}.part'; mv '{number}.part' '{number}'"


def script(tmp_path: Path, text: str) -> str:
    """Write a voice that a shell runs."""
    path = tmp_path / "voice"
    path.write_text(f"#!/bin/sh\n{text}\n")
    path.chmod(0o755)
    return shlex.quote(str(path))


Started = list["subprocess.Popen[bytes]"]


@pytest.fixture
def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """The programs that were started."""
    found: Started = []
    usual: Any = subprocess.Popen

    def noted(*arguments: Any, **options: Any) -> "subprocess.Popen[bytes]":
        running: subprocess.Popen[bytes] = usual(*arguments, **options)
        found.append(running)
        return running

    monkeypatch.setattr(subprocess, "Popen", noted)
    return found


def test_what_a_voice_writes_does_not_reach_the_screen(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    """Voices like to complain of the sound system; that would stand in the middle of the panel."""
    heard = tmp_path / "heard"
    voice = Program(script(tmp_path, f"cat > '{heard}.part'; echo out; echo err >&2; mv '{heard}.part' '{heard}'"))
    voice.say("Größer.")
    assert heard_in(heard) == "Größer.\n"
    voice.hush()
    assert capfd.readouterr() == ("", "")


def test_a_voice_that_will_not_end_is_made_to(tmp_path: Path) -> None:
    """It is asked first; a program that does not hear that is stopped all the same."""
    number = tmp_path / "number"
    voice = Program(script(tmp_path, f"trap '' TERM; {tells('$$', number)}; while true; do sleep 0.05; done"))
    voice.say("First.")
    child = int(heard_in(number))
    voice.hush()
    assert not is_running(child)


def test_a_voice_that_will_not_end_is_made_to_with_all_that_it_has_started(tmp_path: Path) -> None:
    number = tmp_path / "number"
    voice = Program(script(tmp_path, f"trap '' TERM; sleep 600 & {tells('$!', number)}; wait"))
    voice.say("First.")
    child = int(heard_in(number))
    voice.hush()
    until = time.monotonic() + 20
    while is_running(child):
        assert time.monotonic() < until
        time.sleep(0.01)


def test_a_voice_is_asked_to_end_before_it_is_made_to(tmp_path: Path) -> None:
    """So that it can let go of the sound."""
    number, over = tmp_path / "number", tmp_path / "over"
    text = f"trap 'echo over > {over}; exit' TERM; {tells('$$', number)}; while true; do sleep 0.02; done"
    voice = Program(script(tmp_path, text))
    voice.say("First.")
    heard_in(number)
    voice.hush()
    assert over.read_text() == "over\n"


@pytest.mark.parametrize("error", [AttributeError, ProcessLookupError, KeyError])
def test_where_there_are_no_groups_the_program_alone_is_ended(
    error: type[Exception], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> None:
        raise error

    monkeypatch.setattr(os, "killpg", none)
    for trap in ("", "trap '' TERM; "):
        number = tmp_path / f"number{len(trap)}"
        voice = Program(script(tmp_path, f"{trap}{tells('$$', number)}; while true; do sleep 0.05; done"))
        voice.say("First.")
        child = int(heard_in(number))
        voice.hush()
        assert not is_running(child)


def test_a_voice_that_has_ended_is_not_ended_again(started: Started, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its number may be that of another program by then."""
    ended: list[object] = []

    def noted(*of: object) -> None:
        ended.append(of)

    monkeypatch.setattr(os, "killpg", noted)
    voice = Program("true")
    voice.hush()
    voice.say("First.")
    [running] = started
    running.wait(20)
    voice.hush()
    voice.hush()
    assert ended == []


def test_a_voice_that_does_not_listen_is_no_error() -> None:
    """A long text does not fit into the pipe of a program that has ended; then it is not said."""
    for command in ("true", "sh -c 'exec 0<&-; exit 3'"):
        voice = Program(command)
        voice.say("word " * 100_000)
        voice.hush()


def test_a_voice_that_is_gone_on_the_way_is_a_refusal_with_its_command(
    started: Started, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was there at first; what was being said is over."""
    script(tmp_path, "cat > /dev/null; sleep 60")
    monkeypatch.chdir(tmp_path)
    voice = Program("./voice -v en")
    voice.say("First.")
    [running] = started
    (tmp_path / "voice").unlink()
    with pytest.raises(RequestError) as caught:
        voice.say("Second.")
    assert (caught.value.field, caught.value.value) == ("speak", "'./voice -v en'")
    assert caught.value.expected == "a program that can be run: No such file or directory"
    assert running.poll() is not None
