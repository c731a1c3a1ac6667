"""Gates and the clock of a site."""

from __future__ import annotations

import asyncio

import pytest

from govsite_checks.collect.rates import Gate, Gates, Stopwatch


def test_a_gate_lets_so_many_through_in_the_order_of_asking():
    async def main() -> list[int]:
        gate, entered, most = Gate(2), [], 0
        inside = 0

        async def pass_through(number: int) -> None:
            nonlocal inside, most
            await gate.enter()
            entered.append(number)
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1
            gate.leave()

        await asyncio.gather(*(pass_through(number) for number in range(7)))
        assert most == 2
        return entered

    assert asyncio.run(main()) == list(range(7))


def test_starts_are_spaced():
    async def main() -> None:
        gate = Gate(5)
        assert [gate.reserve(10.0, 0.5) for _ in range(3)] == [0.0, 0.5, 1.0]
        assert gate.reserve(20.0, 0.5) == 0.0
        gate.hold(30.0)
        assert gate.reserve(21.0, 0.5) == 9.0
        gate.hold(1.0)
        assert gate.reserve(21.0, 0.5) == 9.5

    asyncio.run(main())


def test_idle_gates_are_forgotten_and_busy_ones_are_not():
    async def main() -> None:
        gates = Gates(1, kept=3)
        busy, held = gates.at("busy", 0.0), gates.at("held", 0.0)
        await busy.enter()
        held.hold(100.0)
        for i in range(50):
            gates.at(f"h{i}", 1.0)
        assert len(gates) <= 4
        assert gates.at("busy", 1.0) is busy
        assert gates.at("held", 1.0) is held

    asyncio.run(main())


def test_one_who_gives_up_waiting_leaves_no_trace():
    async def main() -> None:
        gate = Gate(1)
        await gate.enter()
        waiting = asyncio.ensure_future(gate.enter())
        await asyncio.sleep(0)
        waiting.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiting
        gate.leave()
        assert gate.idle(1.0)
        await asyncio.wait_for(gate.enter(), 1.0)

    asyncio.run(main())


def test_the_clock_runs_while_anything_runs():
    class Loop:
        now = 0.0

        def time(self) -> float:
            return self.now

    loop = Loop()
    clock = Stopwatch(loop)
    clock.start()
    loop.now = 1.0
    clock.start()
    loop.now = 2.0
    clock.stop()
    loop.now = 3.0
    assert clock.seconds == 3.0
    clock.stop()
    loop.now = 10.0
    assert clock.seconds == 3.0
    clock.start()
    loop.now = 11.0
    assert clock.seconds == 4.0
