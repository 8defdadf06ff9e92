"""One timer that rings at the earliest of the moments it was set to. Moments are a hundredth of a second apart."""

from __future__ import annotations

import asyncio

from lod.store.alarm import Alarm

STEP = 0.01


def rung(*moments: int, cancelled: bool = False) -> list[int]:
    """The moments at which an alarm rings that was set to these, in this order."""

    async def main() -> list[int]:
        loop = asyncio.get_running_loop()
        start, rings = loop.time(), list[int]()
        alarm = Alarm(loop, lambda: rings.append(int((loop.time() - start + STEP / 10) / STEP)))
        for moment in moments:
            alarm.set(start + moment * STEP)
        if cancelled:
            alarm.cancel()
        await asyncio.sleep((max(moments) + 5) * STEP)
        return rings

    return asyncio.run(main())


def test_it_rings_once_for_all_that_it_was_set_to() -> None:
    assert len(rung(5, 2, 8)) == 1


def test_it_does_not_ring_before_the_earliest() -> None:
    assert rung(5, 3)[0] >= 3


def test_what_was_cancelled_does_not_ring() -> None:
    assert rung(1, cancelled=True) == []


def test_it_can_be_set_again_when_it_rings() -> None:
    async def main() -> int:
        loop, rings = asyncio.get_running_loop(), list[float]()
        done = loop.create_future()

        def ring() -> None:
            rings.append(loop.time())
            if len(rings) < 3:
                alarm.set(loop.time())
            else:
                done.set_result(None)

        alarm = Alarm(loop, ring)
        alarm.set(loop.time())
        await asyncio.wait_for(done, 5)
        return len(rings)

    assert asyncio.run(main()) == 3
