# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from markupsafe import Markup

from odoo import models
from odoo.tools import plaintext2html


class HelpdeskTicket(models.Model):
    """What the contact says of the support that it got, once a ticket is closed."""

    _name = "helpdesk.ticket"
    _inherit = ["helpdesk.ticket", "rating.mixin"]

    def _customer_portal_get_ratings(self):
        self.ensure_one()
        # sudo: rating.rating - those of a ticket that the user can read
        return self.sudo().rating_ids.filtered("consumed")

    def _customer_portal_get_rating(self):
        rating = self._customer_portal_get_ratings()[:1]
        if not rating:
            return super()._customer_portal_get_rating()
        return {"rating": int(rating.rating), "feedback": rating.feedback or ""}

    def _customer_portal_accepts(self, right):
        if right == "rate":
            # sudo: helpdesk.ticket - state and contact, shown or not
            ticket = self.sudo()
            return (
                ticket.closed
                and ticket.partner_id == self.env.user.partner_id
                and not self._customer_portal_get_ratings()
            )
        return super()._customer_portal_accepts(right)

    def _customer_portal_rate(self, rating, feedback):
        # sudo: helpdesk.ticket, rating.rating - the gateway has checked who rates
        ticket = self.sudo()
        kept = (
            self.env["rating.rating"]
            .sudo()
            .create(
                {
                    "res_model_id": self.env["ir.model"]._get_id(self._name),
                    "res_id": self.id,
                    "partner_id": self.env.user.partner_id.id,
                    "rated_partner_id": ticket._rating_get_operator().id,
                }
            )
        )
        kept.flush_recordset()  # Odoo reads the model of a rating from the database
        kept.write({"rating": rating, "feedback": feedback, "consumed": True})
        stars = "\u2605" * rating + "\u2606" * (5 - rating)
        ticket._message_log(
            body=Markup("<p>%s %s</p>%s")
            % (self.env._("Rating:"), stars, plaintext2html(feedback)),
            author_id=self.env.user.partner_id.id,
        )
        return super()._customer_portal_rate(rating, feedback)
