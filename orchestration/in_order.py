"""Work on many items by several tools at once, its results in the order of the items."""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Tool = TypeVar("Tool")
Result = TypeVar("Result")


def in_order(
    open_tool: Callable[[], Tool],
    work: Callable[[Tool, Item], Result],
    items: Iterable[Item],
    tools: int,
) -> Iterator[tuple[Item, Result]]:
    """Each item with `work(tool, item)`, in order; raises what `work` raises.

    Each tool works in a thread of its own, on one item at a time: it should be a process elsewhere, for which
    the thread only waits. An item is taken when there is a tool for it, and one more: a consumer that is
    slower than the tools holds them up, and memory does not grow with the number of items.
    """
    if tools == 1:
        tool = open_tool()
        yield from ((item, work(tool, item)) for item in items)
        return
    own = threading.local()

    def run(item: Item) -> Result:
        if not hasattr(own, "tool"):
            own.tool = open_tool()
        return work(own.tool, item)

    waiting: deque[tuple[Item, Future[Result]]] = deque()
    with ThreadPoolExecutor(tools) as threads:
        try:
            for item in items:
                waiting.append((item, threads.submit(run, item)))
                if len(waiting) > tools:
                    first, result = waiting.popleft()
                    yield first, result.result()
            while waiting:
                first, result = waiting.popleft()
                yield first, result.result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)
