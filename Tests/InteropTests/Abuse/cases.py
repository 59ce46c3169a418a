"""The cases of abuse, and what every one of them must leave as it was."""

import signal
import time
import traceback

from server import MIB, Peak

# The slowest call of an ordinary client meanwhile, seconds. Two processors may be shared with other tests.
PROMPT = 2.0
# What the server's memory may have grown by for good, and meanwhile; cases that need more say so.
GROWN, PEAK = 16 * MIB, 48 * MIB
SETTLES = 15

cases = []


def case(function=None, *, seconds=30, grown=GROWN, peak=PEAK, prompt=PROMPT, long=False):
    """Marks a function as a case: it is given the server, may say something, and throws when it fails."""

    def add(function):
        cases.append((function, seconds, grown, peak, prompt, long))
        return function

    return add(function) if function else add


def expect(found, *allowed):
    """It is one of these; a word more, as the reason of a GOAWAY, does not matter."""
    good = found in allowed or isinstance(found, str) and found.startswith(tuple(f"{one} " for one in allowed if one))
    assert good, f"{found!r}, not {' or '.join(map(repr, allowed))}"


def late(*_):
    raise TimeoutError("the case takes too long")


def run(server, function, seconds, grown, peak, prompt):
    """Whether a case goes well.

    What the allocator keeps of freed memory is chance, and the next round takes it from there; what is lost is lost in
    every round. So growth must show twice.
    """
    faults, after = attempt(server, function, seconds, peak, prompt)
    if after > grown and not faults:
        faults, after = attempt(server, function, seconds, peak, prompt)
    if after > grown:
        faults.append(f"memory has grown by {after / MIB:.0f} MiB")
    for fault in faults:
        print(f"    {fault}", flush=True)
    return not faults


def attempt(server, function, seconds, peak, prompt):
    """One round of a case: what was wrong with it, and by how much the server's memory has grown."""
    faults, said = [], None
    before, began = server.memory, time.monotonic()
    server.ask("begin")
    signal.alarm(seconds)
    with Peak(server) as most:
        try:
            said = function(server)
        except Exception as error:
            faults.append("".join(traceback.format_exception(error)[-2:]).strip())
    signal.alarm(0)
    others = server.ask("end")
    if not server.settle(SETTLES):
        faults.append(f"not quiet after {SETTLES} s: {server.ask('status')}")
    if others["errors"]:
        faults.append(f"others were disturbed: {others['errors']}")
    if others["slowest"] > prompt:
        faults.append(f"others waited for {others['slowest']:.2f} s")
    after = server.memory - before
    if most.most - before > peak:
        faults.append(f"memory had grown by {(most.most - before) / MIB:.0f} MiB meanwhile")
    print(
        f"{'FAILED' if faults else 'ok':6} {function.__name__:32} {time.monotonic() - began:5.1f} s"
        f"  memory +{(most.most - before) / MIB:.1f}, then +{after / MIB:.1f} MiB"
        f"  others {others['calls']} calls, slowest {others['slowest'] * 1000:.0f} ms"
        + (f"  {said}" if said else ""),
        flush=True,
    )  # fmt: skip
    return faults, after


def run_all(server, theme, is_long, only=None):
    """All cases of a theme; whether all went well."""
    signal.signal(signal.SIGALRM, late)
    server.ask("fill")
    results = [
        run(server, function, *bounds)
        for function, *bounds, long in cases
        if function.__module__ == theme and (is_long or not long) and only in (None, function.__name__)
    ]
    return all(results) and len(results) > 0
