# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo.tests import TransactionCase, tagged

#: Bytes that the portal adds to a website's pages, before compression.
LIMIT = 60_000


@tagged("-at_install", "post_install")
class TestWeight(TransactionCase):
    """The portal's own style sheets and scripts stay light."""

    def test_weight(self):
        """Measured is what a browser gets: compiled, without comments and blanks."""
        bundle = self.env["ir.qweb"]._get_asset_bundle(
            "web.assets_frontend", css=True, js=True
        )
        bundle.preprocess_css()
        self.assertFalse(bundle.css_errors)
        sizes, texts = {}, []
        for kind in ("stylesheets", "javascripts"):
            own = [
                a for a in getattr(bundle, kind) if "/customer_portal/" in (a.url or "")
            ]
            delivered = [asset.minify() for asset in own]
            sizes[kind] = sum(len(text.encode()) for text in delivered)
            self.assertGreater(sizes[kind], 10_000, f"{kind} were not found")
            texts += delivered
        self.assertFalse([t for t in texts if "jquery" in t.lower() or "$(" in t])
        self.assertLess(sum(sizes.values()), LIMIT, sizes)
