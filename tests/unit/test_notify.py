"""Notices reach a webhook and a mail server, and harm nothing where these do not answer."""

import json
import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from orchestration.home import SettingError
from orchestration.notify import Channels, Notice, send

NOTICE = Notice("/srv/ledger\nX-Injected: 1", "run-1", ("inbox: it is gone",))


class _Webhook(BaseHTTPRequestHandler):
    status = 204

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.received.append((self.path, json.loads(body)))
        self.send_response(self.status)
        self.send_header("Location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Quiet."""


@pytest.fixture(params=[204])
def webhook(request: pytest.FixtureRequest) -> Iterator[HTTPServer]:
    handler = type("Handler", (_Webhook,), {"status": request.param})
    with HTTPServer(("127.0.0.1", 0), handler) as server:
        server.received = []
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


@pytest.fixture
def mail_server() -> Iterator[tuple[int, list[str]]]:
    """Just enough of a mail server for one message."""
    lines: list[str] = []
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            connection, _ = listener.accept()
            with connection, connection.makefile("rwb") as stream:
                stream.write(b"220 here\r\n")
                stream.flush()
                in_data = False
                for raw in stream:
                    line = raw.decode().rstrip("\r\n")
                    lines.append(line)
                    if in_data and line != ".":
                        continue
                    answer = {"DATA": b"354 go on\r\n", "QUIT": b"221 bye\r\n"}.get(
                        line.upper(), b"250 ok\r\n"
                    )
                    in_data = line.upper() == "DATA"
                    stream.write(answer)
                    stream.flush()
                    if line.upper() == "QUIT":
                        return

        thread = threading.Thread(target=serve)
        thread.start()
        yield listener.getsockname()[1], lines
        thread.join(5)


def test_nothing_is_sent_unless_configured() -> None:
    channels = Channels.from_environment({})
    assert not channels.any()
    assert send(channels, NOTICE) == []


def test_a_webhook_gets_the_problems(webhook: HTTPServer) -> None:
    address = f"http://127.0.0.1:{webhook.server_port}/hook"
    assert send(Channels.from_environment({"LEDGER_NOTIFY_WEBHOOK": address}), NOTICE) == []
    ((path, body),) = webhook.received
    assert path == "/hook"
    assert body["problems"] == ["inbox: it is gone"]
    assert "docs/operations.md" in body["text"]


@pytest.mark.parametrize("webhook", [500, 302], indirect=True)
def test_a_webhook_that_refuses_or_sends_elsewhere_is_told(webhook: HTTPServer) -> None:
    (line,) = send(Channels(webhook=f"http://127.0.0.1:{webhook.server_port}/hook"), NOTICE)
    assert "webhook" in line
    assert [path for path, _ in webhook.received] == ["/hook"]


def test_mail_goes_to_all_recipients_and_its_head_holds_one_subject(mail_server) -> None:
    port, lines = mail_server
    environment = {
        "LEDGER_NOTIFY_SMTP": f"smtp://127.0.0.1:{port}",
        "LEDGER_NOTIFY_TO": "a@x.example, b@x.example",
    }
    assert send(Channels.from_environment(environment), NOTICE) == []
    assert [line for line in lines if line.lower().startswith("rcpt")] == [
        "rcpt TO:<a@x.example>",
        "rcpt TO:<b@x.example>",
    ]
    head = lines[: lines.index("")]
    assert not any(line.startswith("X-Injected") for line in head)
    assert "inbox: it is gone" in lines


def test_where_nobody_answers_a_line_says_so() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    channels = Channels(f"http://127.0.0.1:{port}/", f"smtp://127.0.0.1:{port}", ("a@x.example",))
    assert len(send(channels, NOTICE)) == 2


@pytest.mark.parametrize(
    "environment",
    [
        {"LEDGER_NOTIFY_WEBHOOK": "file:///etc/passwd"},
        {"LEDGER_NOTIFY_SMTP": "mail.example"},
        {"LEDGER_NOTIFY_SMTP": "smtp://mail.example"},
        {"LEDGER_NOTIFY_TO": "a@x.example"},
    ],
)
def test_half_a_configuration_is_an_error(environment: dict[str, str]) -> None:
    with pytest.raises(SettingError, match="LEDGER_NOTIFY"):
        Channels.from_environment(environment)
