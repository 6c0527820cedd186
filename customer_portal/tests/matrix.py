# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Who may do what: the one table that the tests prove and docs/access-matrix.md shows.

Plain values; `python3 customer_portal/tests/matrix.py` writes the document.
"""

from pathlib import Path

#: By letter the rights of the table.
RIGHTS = {
    "r": "read",
    "c": "comment",
    "f": "add files",
    "w": "edit",
    "x": "close",
    "o": "reopen",
    "d": "delete",
}
#: By name the records, as seen by each actor. Closed ones were closed just now.
RECORDS = {
    "own": "its own",
    "own_closed": "its own, closed",
    "colleague": "a colleague's",
    "colleague_closed": "a colleague's, closed",
    "related": "of its parent or subsidiary company",
    "other": "another company's",
    "assigned": "another company's, assigned to it",
    "assigned_closed": "another company's, assigned, closed",
}
_NOTHING = dict.fromkeys(RECORDS, "")
_OWN = _NOTHING | {"own": "rcfx", "own_closed": "ro"}
_COMPANY = _OWN | {"colleague": "r", "colleague_closed": "r"}
_EDITOR = _OWN | {
    "own": "rcfwxd",
    "own_closed": "rod",
    "colleague": "rcfwxd",
    "colleague_closed": "rod",
}
_EVERY = {r: "rod" if r.endswith("_closed") else "rcfwxd" for r in RECORDS}
_ASSIGNED = {r: _EVERY[r] if r.startswith("assigned") else "" for r in RECORDS}

#: For each section (by its code) and actor: what it is, its rights on each record, and
#: whether it may make new ones. Another addon adds its section here.
SECTIONS = {
    "tickets": {
        "public": ("Nobody is logged in", _NOTHING, False),
        "no_profile": ("A portal user without a profile", _NOTHING, False),
        "default": ("Profile DEFAULT", _OWN, True),
        "company": ("Profile Company user", _COMPANY, True),
        "subsidiary": ("Profile Company user, in a subsidiary", _COMPANY, True),
        "other": ("Profile Company user, of another company", _COMPANY, True),
        "collaborator": (
            "Profile Collaborator",
            _NOTHING | {"assigned": "rcf", "assigned_closed": "r"},
            False,
        ),
        "editor": (
            "A profile with every right in its company",
            _EDITOR,
            True,
        ),
        "reader": (
            "A profile that reads all and does nothing",
            dict.fromkeys(RECORDS, "r"),
            False,
        ),
        "supervisor": ("A profile with every right on all", _EVERY, False),
        "worker": (
            "A profile with every right on what is assigned",
            _ASSIGNED,
            False,
        ),
        "not_yet": ("Support begins tomorrow", _NOTHING, False),
        "expired": ("Support ended yesterday", _NOTHING, False),
        "disabled": ("Portal not active", _NOTHING, False),
        "must_change": ("First password not changed yet", _NOTHING, False),
        "agent": ("An internal user, on the portal's pages", _NOTHING, False),
    },
}

#: What each route of the server is, by its address; a star ends a family of addresses.
#: A route that stands nowhere fails the tests: decide what it shows before it is added.
DOORS = {
    "The portal's own pages: as the table says": """
        /my/records/<string:code>
        /my/records/<string:code>/choices/<string:name>
        /my/records/<string:code>/export
        /my/records/<string:code>/new
        /my/records/<string:code>/<int:record_id>
        /my/records/<string:code>/<int:record_id>/attachments
        /my/records/<string:code>/<int:record_id>/attachments/<int:attachment_id>
        /my/records/<string:code>/<int:record_id>/close
        /my/records/<string:code>/<int:record_id>/comments
        /my/records/<string:code>/<int:record_id>/comments/<int:message_id>/delete
        /my/records/<string:code>/<int:record_id>/comments/<int:message_id>/edit
        /my/records/<string:code>/<int:record_id>/delete
        /my/records/<string:code>/<int:record_id>/edit
        /my/records/<string:code>/<int:record_id>/follow
        /my/records/<string:code>/<int:record_id>/pdf
        /my/records/<string:code>/<int:record_id>/rating
        /my/records/<string:code>/<int:record_id>/reopen
        /my/records/<string:code>/<int:record_id>/unfollow
    """,
    "For agents: what a contact sees, to look at only": """
        /my/preview/<string:code>/<int:record_id>/<int:contact_id>
    """,
    "Closed to contacts, as if missing: remote calls": """
        /json/1/* /json/2 /json/2/* /json/<path:subpath>
        /web/action/* /web/dataset/* /web/domain/* /web/export/* /web/model/*
        /web/pivot/* /web/view/*
    """,
    "Closed to contacts, whatever the password: XML-RPC, JSON-RPC": """
        /jsonrpc /xmlrpc/<service> /xmlrpc/2/<service>
    """,
    "Lead to the portal's own pages": """
        /my/tickets /my/tickets/page/<int:page> /my/ticket/<int:ticket_id>
        /my/ticket/<int:ticket_id>/<access_token>
        /new/ticket /submitted/ticket /ticket/close
    """,
    "Messages and followers: with the record, no internal notes, read only": """
        /mail/action /mail/avatar/* /mail/chatter_fetch /mail/data
        /mail/history/messages /mail/inbox/messages /mail/link_preview
        /mail/link_preview/hide /mail/message/* /mail/partner/from_email
        /mail/read_subscription_data /mail/starred/messages /mail/thread/*
        /mail/unfollow /mail/update_is_internal /mail/view
        /portal/attachment/remove /portal/chatter_init
        /website_mail/follow /website_mail/is_follower
    """,
    "Files: what the record's page shows": """
        /mail/attachment/* /web/content /web/content/* /web/image /web/image/*
        /website/image /website/image/* /web/binary/upload_attachment
        /html_editor/attachment/* /web_editor/attachment/*
        /html_editor/modify_image/* /web_editor/modify_image/*
        /html_editor/get_image_info /web_editor/get_image_info
        /html_editor/save_library_media /web_editor/save_library_media
        /web_unsplash/*
    """,
    "The contact's own account": """
        /my /my/home /my/account /my/address /my/address/* /my/addresses /my/counters
        /my/deactivate_account /my/security /my/password /my/logo /my/announcement/close
        /my/mail /my/mail/sent /my/mail/confirm /my/notifications
        /auth/passkey/* /web/login /web/login/totp /web/login_successful
        /web/reset_password /web/session/* /web/signup
    """,
    "For visitors who ask for access, where registration is on": """
        /my/register /my/register/confirm /my/register/sent
    """,
    "Signed links in mails, by which a contact gets fewer of them": """
        /my/notifications/leave
    """,
    "The apps' own pages: lead home, unless a section offers them": """
        /my/invoices /my/invoices/* /my/journal/* /my/orders /my/orders/*
        /my/picking/* /my/projects /my/projects/* /my/purchase /my/purchase/*
        /my/quotes /my/quotes/* /my/rfq /my/rfq/* /my/tasks /my/tasks/*
    """,
    "The apps' links, each for one document, and payments": """
        /account/* /calendar/* /dashboard/* /donation/* /invoice/* /my/payment_method
        /payment/* /rate/* /stock/* /terms /website_payment/*
    """,
    "Chats: of their members": """
        /chat/* /discuss/* /meet/* /mail/guest/update_name /mail/rtc/*
        /mail/set_manual_im_status /bus/has_missed_notifications
        /websocket/peek_notifications /websocket/on_closed
        /websocket/update_bus_presence
    """,
    "The backend: for internal users": """
        /base_import/set_file /base_import_module/login_upload /base_setup/*
        /bus/get_model_definitions /digest/* /doc /doc/* /doc-bearer/*
        /google_gmail/* /microsoft_outlook/* /odoo /odoo/* /report/* /sms/status
        /scoped_app /scoped_app/* /web /web/partner/vcard /web/profile_config/*
        /web/set_profiling /web/speedscope/* /web/webclient/load_menus
        /web_enterprise/partner/*
        /lead/* /product/* /project_sharing/* /sale/* /sale_pdf_quote_builder/*
        /spreadsheet/*
    """,
    "The website: what is published": """
        / /@/ /@/* /favicon.ico /google<string(length=16):key>.html /model/* /pages
        /pages/* /robots.txt /sitemap.xml /website/*
        /html_editor/bus_broadcast /html_editor/generate_text
        /html_editor/get_ice_servers /html_editor/link_preview_external
        /html_editor/link_preview_internal /html_editor/media_library_search
        /html_editor/video_url/data
        /web_editor/bus_broadcast /web_editor/generate_text
        /web_editor/get_ice_servers /web_editor/video_url/data
    """,
    "Style sheets, scripts, icons, translations: the same for everybody": """
        /bus/websocket_worker_bundle /json/version
        /html_editor/image_shape/* /html_editor/shape/*
        /web_editor/image_shape/* /web_editor/shape/* /web_editor/font_to_img/*
        /logo /logo.png /mail/font_to_img/* /scoped_app_icon_png /web/assets/*
        /web/binary/company_logo /web/bundle/* /web/filestore/* /web/health
        /web/manifest.scoped_app_manifest /web/manifest.webmanifest
        /web/service-worker.js /web/sign/get_fonts /web/sign/get_fonts/*
        /web/version /web/webclient/bootstrap_translations
        /web/webclient/translations /web/webclient/version_info /websocket/health
    """,
    "Not called by the tests: for the database, for developers, live channels": """
        /web/become /web/database/* /web/tests /web/tests/* /websocket
    """,
}


def expected(section, actor, record):
    """Return the rights of an actor on a record.

    :return: letters of ``RIGHTS``
    :rtype: str
    """
    return SECTIONS[section][actor][1][record]


def door(rule):
    """Return what a route is, ``None`` for one that stands nowhere.

    :param str rule: address of the route, as declared
    :rtype: str or None
    """
    for kind, addresses in DOORS.items():
        for address in addresses.split():
            if rule == address or (
                address.endswith("*") and rule.startswith(address[:-1])
            ):
                return kind
    return None


def document():
    """Write the table for administrators and auditors.

    :return: Markdown
    :rtype: str
    """
    lines = [
        "# Who may do what",
        "",
        "Made from the table in `customer_portal/tests/matrix.py` by",
        "`python3 customer_portal/tests/matrix.py`. The tests prove each cell on the",
        "portal's pages, and that no other address of the server shows more.",
        "What is forbidden looks like what does not exist.",
        "",
        "Letters: " + ", ".join(f"**{k}** {name}" for k, name in RIGHTS.items()) + ".",
    ]
    for section, actors in SECTIONS.items():
        lines += ["", f"## Section `{section}`", ""]
        lines += _table(
            ["Whose record", *(record for record in RECORDS.values()), "Create"],
            [
                [name, *(f"{rights[r] or '–'}" for r in RECORDS), "yes" if new else "–"]
                for name, rights, new in actors.values()
            ],
        )
    lines += ["", "## Addresses of the server", ""]
    lines += [
        "Every route of every installed addon is of one of these kinds; the tests call",
        "each of them with ids, names and tokens of records of all kinds.",
    ]
    for kind, addresses in DOORS.items():
        lines += ["", f"### {kind}", ""]
        lines += [f"- `{address}`" for address in addresses.split()]
    return "\n".join(lines) + "\n"


def _table(head, rows):
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]
    written = [head, ["-" * width for width in widths], *rows]
    return [
        f"| {' | '.join(c.ljust(w) for c, w in zip(row, widths, strict=True))} |"
        for row in written
    ]


if __name__ == "__main__":
    root = Path(__file__).resolve().parent.parent.parent
    (root / "docs/access-matrix.md").write_text(document())
