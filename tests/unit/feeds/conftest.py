"""A web server on this machine that misbehaves as it is told."""

import contextlib
import gzip
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

ITEM = "<item><guid>{guid}</guid><title>Report {guid}</title><description>{text}</description></item>"


def rss(**texts: str) -> bytes:
    items = "".join(ITEM.format(guid=guid, text=text) for guid, text in texts.items())
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>Wire</title>{items}</channel></rss>'.encode()


class Server(ThreadingHTTPServer):
    """`pages` maps paths to functions that write the answer; `asked` keeps path and headers of each request."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.pages: dict[str, Callable[[Handler], None]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.stopping = threading.Event()

    def url(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}/{path}"


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path.strip("/"), dict(self.headers)))
        with contextlib.suppress(OSError):  # the other side has had enough
            self.server.pages[self.path.strip("/")](self)

    def log_message(self, *_) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)


def plain(status: int, body: bytes = b"", **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.answer(status, body, **headers)


def conditional(body: bytes, etag: str) -> Callable[[Handler], None]:
    def page(handler: Handler) -> None:
        if handler.headers.get("If-None-Match") == etag:
            handler.answer(304)
        else:
            handler.answer(200, body, ETag=etag)

    return page


def silent(handler: Handler) -> None:
    """Takes the request and says nothing."""
    handler.server.stopping.wait(20)


def dripping(handler: Handler) -> None:
    """A byte now and then: never silent for long, never done."""
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stopping.wait(0.2):
        handler.wfile.write(b" ")


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.end_headers()
    while not handler.server.stopping.is_set():
        handler.wfile.write(b"<!-- more -->" * 10_000)


def broken_off(handler: Handler) -> None:
    """Promises more than it sends."""
    handler.send_response(200)
    handler.send_header("Content-Length", "100000")
    handler.end_headers()
    handler.wfile.write(rss(a="Cut."))


def not_http(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xff220 mail ready\r\n\r\n")


BOMB = gzip.compress(b"<!-- " + b" " * 50_000_000)


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield server
    server.stopping.set()
    server.shutdown()
    thread.join()
    server.server_close()
