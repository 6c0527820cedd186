# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from pathlib import Path

from odoo.tests import TransactionCase, tagged

ADDON = Path(__file__).parent.parent
#: Bytes that the portal adds to a website's pages, before compression.
LIMIT = 60_000


@tagged("-at_install", "post_install")
class TestWeight(TransactionCase):
    """The portal's own style sheets and scripts stay light."""

    def _measure_css(self):
        """Compile the style sheets of a page with and without ours."""
        bundle = self.env["ir.qweb"]._get_asset_bundle(
            "web.assets_frontend", css=True, js=False
        )
        whole = bundle.preprocess_css()
        own = [s for s in bundle.stylesheets if "/customer_portal/" in (s.url or "")]
        self.assertTrue(own)
        bundle.stylesheets = [s for s in bundle.stylesheets if s not in own]
        return len(whole.encode()) - len(bundle.preprocess_css().encode())

    def test_weight(self):
        scripts = sorted((ADDON / "static/src").rglob("*.js"))
        texts = [script.read_text() for script in scripts]
        self.assertTrue(texts)
        self.assertFalse([t for t in texts if "jquery" in t.lower() or "$(" in t])
        css = self._measure_css()
        self.assertGreater(css, 1000)
        self.assertLess(css + sum(len(text.encode()) for text in texts), LIMIT)
