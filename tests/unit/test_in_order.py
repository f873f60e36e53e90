"""Several tools work at once; what comes out does not show it."""

import threading
import time
from collections.abc import Iterator

import pytest

from orchestration.in_order import in_order


class Tool:
    def square(self, item: int) -> int:
        time.sleep(0.002 * (item % 3))
        return item * item


@pytest.mark.parametrize("tools", [1, 2, 5])
@pytest.mark.parametrize("count", [0, 1, 17])
def test_results_come_in_the_order_of_the_items(tools: int, count: int) -> None:
    assert list(in_order(Tool, Tool.square, range(count), tools)) == [(i, i * i) for i in range(count)]


def test_as_many_tools_as_asked_for_and_each_for_one_thread() -> None:
    opened, threads = [], set()

    def open_tool() -> Tool:
        opened.append(threading.get_ident())
        return Tool()

    def work(tool: Tool, item: int) -> int:
        threads.add((id(tool), threading.get_ident()))
        return tool.square(item)

    list(in_order(open_tool, work, range(40), 3))
    assert len(opened) == len(set(opened)) == len(threads) <= 3


def test_no_more_items_are_taken_than_there_are_tools_and_one() -> None:
    taken: list[int] = []

    def items() -> Iterator[int]:
        for i in range(50):
            taken.append(i)
            yield i

    results = in_order(Tool, Tool.square, items(), 2)
    for read, _ in enumerate(results, start=1):
        assert len(taken) <= read + 2


def test_an_exception_reaches_the_consumer_in_its_place() -> None:
    def work(_: Tool, item: int) -> int:
        if item == 3:
            raise ValueError("three")
        return item

    seen = []
    with pytest.raises(ValueError, match="three"):
        for item, _ in in_order(Tool, work, range(10), 2):
            seen.append(item)
    assert seen == [0, 1, 2]
