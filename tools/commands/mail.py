"""Show the mails that Odoo sent, oldest first."""

import email.parser
import email.policy
import json
import mailbox
import shutil

from .. import settings


def add_arguments(parser):
    parser.add_argument("--to", default="", help="only mails to this address (a part)")
    parser.add_argument("--text", action="store_true", help="with their text")
    parser.add_argument("--json", action="store_true", help="one object a line")
    parser.add_argument("--clear", action="store_true", help="delete them all")


def main(arguments):
    folder = settings.MAILS / "sent"
    if arguments.clear:
        shutil.rmtree(folder, ignore_errors=True)
        # a running sink expects its folders
        mailbox.Maildir(folder, create=True)
        return 0
    for mail in caught(folder):
        if arguments.to.lower() not in mail["to"].lower():
            continue
        if arguments.json:
            print(json.dumps(mail, ensure_ascii=False))
        else:
            print(f"{mail['date']}  {mail['to']}  {mail['subject']}")
            if arguments.text:
                print(f"\n{mail['text']}\n")
    return 0


def caught(folder):
    """The mails of the sink.

    :return: list of dicts of strings, and of `attachments`, a list of file names
    """
    parser = email.parser.BytesParser(policy=email.policy.default)
    files = [path for part in ("new", "cur") for path in folder.glob(f"{part}/*")]
    files.sort(key=lambda path: path.stat().st_mtime_ns)
    return [_describe(parser.parsebytes(path.read_bytes()), path) for path in files]


def _describe(message, path):
    def body(kind):
        part = message.get_body((kind,))
        return part.get_content() if part else ""

    def header(name):
        return str(message[name] or "")

    return {
        "date": header("Date"),
        "from": header("From"),
        # whom the mail server was told to bring it to
        "to": header("X-RcptTo") or header("To"),
        "reply_to": header("Reply-To"),
        "subject": header("Subject"),
        "message_id": header("Message-Id"),
        "references": header("References"),
        "text": body("plain"),
        "html": body("html"),
        "attachments": [p.get_filename() or "" for p in message.iter_attachments()],
        "file": str(path),
    }
