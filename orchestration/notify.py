"""Tells people that a run failed: by a webhook, by e-mail, or not at all, as the environment says.

Off unless configured; nothing is sent but the lines of the notice. A channel that does not answer is
logged and harms nothing.
"""

import json
import os
import smtplib
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from urllib.parse import unquote, urlsplit

from orchestration import journal
from orchestration.home import SettingError

SECONDS = 10


@dataclass(frozen=True, slots=True)
class Notice:
    """What is told: in which home, of which run (None before there is one), and what went wrong."""

    home: str
    run_id: str | None
    problems: tuple[str, ...]

    @property
    def subject(self) -> str:
        """One line."""
        return f"Conflict Ledger: a run failed in {self.home}"

    @property
    def text(self) -> str:
        """The subject and a line a problem."""
        run = [f"Run {self.run_id}"] if self.run_id else []
        return "\n".join([self.subject, *run, *self.problems, "What to do: docs/operations.md"])


@dataclass(frozen=True, slots=True)
class Channels:
    """Where notices go. `smtp` is `smtp://[user:password@]host[:port]`, or `smtps://` for TLS from the start."""

    webhook: str | None = None
    smtp: str | None = None
    mail_to: tuple[str, ...] = ()
    mail_from: str = "conflict-ledger@localhost"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "Channels":
        """LEDGER_NOTIFY_WEBHOOK, LEDGER_NOTIFY_SMTP, LEDGER_NOTIFY_TO, LEDGER_NOTIFY_FROM; or `SettingError`."""
        webhook = environment.get("LEDGER_NOTIFY_WEBHOOK") or None
        smtp = environment.get("LEDGER_NOTIFY_SMTP") or None
        recipients = tuple(environment.get("LEDGER_NOTIFY_TO", "").replace(",", " ").split())
        if webhook and urlsplit(webhook).scheme not in ("http", "https"):
            raise SettingError("LEDGER_NOTIFY_WEBHOOK is not an http or https address")
        if smtp and (urlsplit(smtp).scheme not in ("smtp", "smtps") or not urlsplit(smtp).hostname):
            raise SettingError("LEDGER_NOTIFY_SMTP is not of the form smtp://host:port")
        if bool(smtp) != bool(recipients):
            raise SettingError("LEDGER_NOTIFY_SMTP and LEDGER_NOTIFY_TO are needed together")
        return cls(webhook, smtp, recipients, environment.get("LEDGER_NOTIFY_FROM") or cls().mail_from)

    def any(self) -> bool:
        """Whether anything is configured."""
        return bool(self.webhook or self.smtp)


def send(channels: Channels, notice: Notice) -> list[str]:
    """Sends the notice over each channel; returns a line for each that failed, which is logged too."""
    sends: list[tuple[str, Callable[[], None]]] = []
    if channels.webhook:
        sends.append(("webhook", lambda: _post(channels.webhook or "", notice)))
    if channels.smtp:
        sends.append(("e-mail", lambda: _mail(channels, notice)))
    failed = []
    for name, send_it in sends:
        try:
            send_it()
        except (OSError, ValueError, smtplib.SMTPException) as error:
            failed.append(f"the {name} of the notice could not be sent: {type(error).__name__}: {error}")
            journal.write("warning", failed[-1], run_id=notice.run_id)
    return failed


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *_: object) -> None:
        """What was configured is what is told; nobody may send it elsewhere."""
        return


def _post(address: str, notice: Notice) -> None:
    body = {
        "text": notice.text,
        "home": notice.home,
        "run_id": notice.run_id,
        "problems": list(notice.problems),
    }
    request = urllib.request.Request(
        address, json.dumps(body).encode(), {"Content-Type": "application/json"}, method="POST"
    )
    with urllib.request.build_opener(_NoRedirect).open(request, timeout=SECONDS):
        pass


def _mail(channels: Channels, notice: Notice) -> None:
    server = urlsplit(channels.smtp or "")
    message = EmailMessage()
    message["Subject"] = " ".join(notice.subject.split())
    message["From"] = channels.mail_from
    message["To"] = ", ".join(channels.mail_to)
    message.set_content(notice.text)
    tls = server.scheme == "smtps"
    connect = smtplib.SMTP_SSL if tls else smtplib.SMTP
    with connect(server.hostname or "", server.port or (465 if tls else 25), timeout=SECONDS) as smtp:
        if server.username:
            if not tls:
                smtp.starttls()
            smtp.login(unquote(server.username), unquote(server.password or ""))
        smtp.send_message(message)
