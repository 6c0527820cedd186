"""Installing, updating twice and uninstalling the addons leaves Odoo as it was."""

import difflib
import json

from tests.common import BATCH, ProjectCase, served
from tools import settings

# Rows that change by themselves, with time or with use.
VOLATILE_TABLES = ("bus_", "ir_cron_", "ir_logging", "ir_profile", "orm_signaling_")
# Names that Odoo takes from what a model inherits at an update, and gives anew.
VOLATILE_NAMES = '"model":"ir.model.inherit"'
VOLATILE_COLUMNS = ("write_date", "write_uid", "date_update", "lastcall", "nextcall")
# An app whose model the portal shows; this one is small.
APP, MODEL = "test_customer_portal", "test.customer.portal.document"
EXPOSE = f"""
model = env["ir.model"]._get("{MODEL}")
name, kind = (env["ir.model.fields"]._get("{MODEL}", f) for f in ("name", "kind"))
section = env["customer.portal.section"].create({{
    "name": "Documents", "singular": "Document", "code": "documents",
    "model_id": model.id, "contact_path": "partner_id", "own_page": True,
    "field_ids": [(0, 0, {{"field_id": f.id, "in_list": True}}) for f in (name, kind)],
    "filter_ids": [(0, 0, {{"name": "First", "domain": "[('kind', '=', 'a')]"}})],
}})
env["customer.portal.access"].create({{
    "profile_id": env.ref("customer_portal.profile_default").id,
    "section_id": section.id, "can_create": False, "close_scope": "none",
    "hidden_field_ids": section.field_ids[1].ids,
}})
contact = env.ref("customer_portal.partner_anna_rossi")
env["{MODEL}"].create({{"name": "Contract", "partner_id": contact.id}})
env.cr.commit()
"""
# Addons with glue of ours, the glue, and a field of it; one profile hides them.
GLUED = (
    ("helpdesk_product", "customer_portal_helpdesk_product", "product"),
    ("helpdesk_mgmt_project", "customer_portal_helpdesk_project", "task"),
)
LINES = ", ".join(
    f"env.ref('{glue}.section_tickets_{field}')" for _addon, glue, field in GLUED
)
HIDE = f"""
for line in ({LINES}):
    line.in_list = True
    env.ref("customer_portal.profile_company_tickets").hidden_field_ids += line
env.cr.commit()
"""
COLUMNS = """
    select table_name || '.' || column_name
    from information_schema.columns
    where table_schema = 'public'
    order by 1
"""


class TestLifecycle(ProjectCase):
    def test_install_update_uninstall(self):
        apps = ",".join(settings.foundations(glue=True))
        self.odoo(f"--init={apps}", "--with-demo", *BATCH)
        before = self.sql(COLUMNS)
        names = ",".join(settings.addons())
        self.odoo(f"--init={names}", "--with-demo", *BATCH)
        self.assertIn("customer_portal_profile.id", self.sql(COLUMNS))
        self.odoo(f"--update={names}", *BATCH)
        first = self._snapshot()
        self.odoo(f"--update={names}", *BATCH)
        self._assert_same(first, self._snapshot(), "a second update changed something")
        self._check_app_uninstalled()
        self._check_glue_uninstalled()
        self._uninstall()
        self._assert_nothing_left(before)
        self._assert_helpdesk_works()

    def _snapshot(self):
        """Every row of every table as a line of text."""
        volatile = "', '".join(VOLATILE_COLUMNS)
        tables = self.sql(
            "select table_name, string_agg(format('%I', column_name), ', ' "
            "order by column_name) from information_schema.columns "
            "natural join information_schema.tables "
            "where table_schema = 'public' and table_type = 'BASE TABLE' "
            f"and column_name not in ('{volatile}') group by table_name order by 1"
        )
        lines = []
        for line in tables.splitlines():
            table, columns = line.split("|", 1)
            if not table.startswith(VOLATILE_TABLES):
                rows = self.sql(
                    f'select to_json(r)::text from (select {columns} from "{table}") r'
                )
                lines += [
                    f"{table} {row}"
                    for row in rows.splitlines()
                    if table != "ir_model_data" or VOLATILE_NAMES not in row
                ]
        return sorted(lines)

    def _assert_same(self, first, second, message):
        if first != second:
            changes = difflib.unified_diff(first, second, "first", "second", "", "", 0)
            self.fail(message + ":\n" + "\n".join(list(changes)[:40]))

    def _check_app_uninstalled(self):
        """A section of an app that is gone is not shown and says why; others work."""
        self.odoo(f"--init={APP}", *BATCH)
        self.shell(EXPOSE)
        for installed in (True, False):
            if not installed:
                self._uninstall([APP])
            with self._served() as browser:
                browser.log_in("anna.rossi@acme.example", "portal-demo-2026")
                for address in ("/my", "/my/records/tickets"):
                    status, page = browser.get(address)
                    self.assertEqual(status, 200, address)
                    self.assertEqual("/my/records/documents" in page, installed)
                status, page = browser.get("/my/records/documents")
                self.assertEqual(status, 200 if installed else 404)
                self.assertEqual("Contract" in page, installed)
        said = self.shell(
            "section = env['customer.portal.section'].search("
            "[('code', '=', 'documents')])\n"
            "print('SAID', section.problem, len(section.access_ids))\n"
            "print('SHOWN', section._is_shown())\n"
        )
        self.assertIn(f"SAID Model: {MODEL} is missing", said)
        self.assertIn("SHOWN False", said)

    def _check_glue_uninstalled(self):
        """What glue builds on takes it along, and its field out of the section."""
        self.shell(HIDE)
        for installed in (True, False):
            if not installed:
                self._uninstall([addon for addon, _glue, _field in GLUED])
            with self._served() as browser:
                for user, sees in (("anna.rossi", installed), ("bruno.bianchi", False)):
                    browser.log_in(f"{user}@acme.example", "portal-demo-2026")
                    self._check_glue_shown(browser, sees)
                    browser.get("/web/session/logout")
        for addon, glue, field in GLUED:
            left = self.sql(
                "select name from customer_portal_section_field "
                f"where name = '{field}_id' "
                "union select name from ir_module_module where state = 'installed' "
                f"and name in ('{addon}', '{glue}')"
            )
            self.assertEqual(left, "", addon)

    def _check_glue_shown(self, browser, sees):
        """Products are chosen in forms, tasks only shown."""
        for address, names in (
            ("/my/records/tickets", ("product_id", "task_id")),
            ("/my/records/tickets/new", ("product_id",)),
        ):
            status, page = browser.get(address)
            self.assertEqual(status, 200, address)
            for name in names:
                self.assertEqual(name in page, sees, (name, address))

    def _served(self):
        command, env = self.project.command(
            self.database, "--max-cron-threads=0", "--log-level=error"
        )
        return served(command, env)

    def _uninstall(self, addons=None):
        names = json.dumps(addons or settings.addons())
        self.shell(
            "env['ir.module.module'].search("
            f"[('name', 'in', {names}), ('state', '=', 'installed')]"
            ").button_immediate_uninstall()\n"
        )

    def _assert_nothing_left(self, columns_before):
        self.assertEqual(
            sorted(set(self.sql(COLUMNS).split()) - set(columns_before.split())), []
        )
        ours = "', '".join(settings.addons())
        for query, what in (
            (f"select name from ir_model_data where module in ('{ours}')", "xml ids"),
            (
                "select model from ir_model where model like 'customer.portal%'",
                "models",
            ),
            (
                "select indexname from pg_indexes "
                "where indexname like '%customer_portal%'",
                "indexes",
            ),
            (
                "select key from ir_config_parameter where key like 'customer_portal%'",
                "parameters",
            ),
            ("select id from ir_ui_view where key like 'customer_portal%'", "views"),
        ):
            self.assertEqual(self.sql(query), "", f"{what} are left")

    def _assert_helpdesk_works(self):
        with self._served() as browser:
            browser.log_in("portal", "portal")  # a user of Odoo's own demo data
            status, page = browser.get("/my/tickets")
        self.assertEqual(status, 200)
        self.assertNotIn("customer_portal", page)
        self.assertIn('href="/my/home"', page)
