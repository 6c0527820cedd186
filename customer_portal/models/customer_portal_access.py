# Copyright 2026 Customer Portal maintainers
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..policy import RIGHTS, Grant, is_within


class CustomerPortalAccess(models.Model):
    """What a profile may do in a section, and how its records are found.

    The methods that begin with an underscore are called on the line of the current
    user's profile, read as superuser; records are always searched as the user.
    """

    _name = "customer.portal.access"
    _description = "Portal access line"
    _inherit = ["customer.portal.cached"]
    _order = "sequence, id"
    _rec_name = "section_id"

    def _selection_scope(self):
        return [
            ("none", self.env._("None")),
            ("own", self.env._("Own")),
            ("company", self.env._("Company")),
            ("assigned", self.env._("Assigned")),
            ("all", self.env._("All")),
        ]

    profile_id = fields.Many2one(
        "customer.portal.profile", required=True, ondelete="cascade", index=True
    )
    section_id = fields.Many2one(
        "customer.portal.section", required=True, ondelete="cascade", index=True
    )
    sequence = fields.Integer("Order", default=10)
    read_scope = fields.Selection(
        "_selection_scope", string="Read", required=True, default="own"
    )
    comment_scope = fields.Selection(
        "_selection_scope", string="Comment", required=True, default="own"
    )
    write_scope = fields.Selection(
        "_selection_scope", string="Edit", required=True, default="none"
    )
    close_scope = fields.Selection(
        "_selection_scope", string="Close", required=True, default="own"
    )
    delete_scope = fields.Selection(
        "_selection_scope", string="Delete", required=True, default="none"
    )
    can_create = fields.Boolean("Create", default=True)
    in_menu = fields.Boolean("In menu", default=True, help="Listed in the menu.")
    home_button = fields.Selection(
        [
            ("none", "None"),
            ("list", "List"),
            ("new", "New record"),
            ("both", "List and new record"),
        ],
        required=True,
        default="both",
        help="Which buttons of the section the home page has. The one for a new "
        "record needs the right to create.",
    )
    hidden_field_ids = fields.Many2many(
        "customer.portal.section.field",
        "customer_portal_access_hidden_rel",
        string="Hidden fields",
        domain="[('section_id', '=', section_id)]",
        help="These contacts do not see, search, sort or enter them.",
    )
    readonly_field_ids = fields.Many2many(
        "customer.portal.section.field",
        "customer_portal_access_readonly_rel",
        string="Read-only fields",
        domain="[('section_id', '=', section_id)]",
        help="These contacts see them, and enter nothing.",
    )
    required_field_ids = fields.Many2many(
        "customer.portal.section.field",
        "customer_portal_access_required_rel",
        string="Required fields",
        domain="[('section_id', '=', section_id), ('in_form', '=', True)]",
        help="The form asks these contacts for them.",
    )

    _section_unique = models.Constraint(
        "UNIQUE(profile_id, section_id)",
        "A profile has one line for each section: change the line that is there.",
    )

    @api.constrains(*(f"{right}_scope" for right in RIGHTS))
    def _check_within_read(self):
        for line in self:
            for right in RIGHTS:
                if not is_within(line[f"{right}_scope"], line.read_scope):
                    raise ValidationError(
                        self.env._(
                            "%(section)s, %(right)s: no right reaches further than "
                            "Read. Widen Read or narrow this right.",
                            section=line.section_id.name,
                            right=self._fields[f"{right}_scope"]._description_string(
                                self.env
                            ),
                        )
                    )

    @api.constrains("section_id", *(f"{right}_scope" for right in RIGHTS))
    def _check_assigned_path(self):
        for line in self:
            assigned = any(line[f"{right}_scope"] == "assigned" for right in RIGHTS)
            if assigned and not line.section_id.assigned_path:
                raise ValidationError(
                    self.env._(
                        "%(section)s: the scope Assigned needs the section's path to "
                        "the person working on a record.",
                        section=line.section_id.name,
                    )
                )

    @api.constrains(
        "section_id",
        "can_create",
        "hidden_field_ids",
        "readonly_field_ids",
        "required_field_ids",
    )
    def _check_fields(self):
        for line in self:
            withheld = line.hidden_field_ids | line.readonly_field_ids
            listed = withheld | line.required_field_ids
            if foreign := listed - line.section_id.field_ids:
                raise ValidationError(
                    self.env._(
                        "%(section)s: %(field)s is a field of another section. Choose "
                        "fields of this one.",
                        section=line.section_id.name,
                        field=foreign[0].name,
                    )
                )
            naming = [("name", "in", list(line.section_id._naming_fields()))]
            if named := line.hidden_field_ids.filtered_domain(naming):
                raise ValidationError(
                    self.env._(
                        "%(section)s: %(field)s is part of every record's title and "
                        "cannot be hidden. Take it off the list.",
                        section=line.section_id.name,
                        field=named[0]._get_label(),
                    )
                )
            needed = line.section_id.field_ids.filtered("required")
            missing = withheld & (needed | line.required_field_ids)
            if line.can_create and missing:
                raise ValidationError(
                    self.env._(
                        "%(section)s: %(field)s is required, so it can be neither "
                        "hidden nor read-only. Take it off the list, or take away the "
                        "right to create.",
                        section=line.section_id.name,
                        field=missing[0].name,
                    )
                )

    # ------------------------------------------------------------------
    # The line of the current user
    # ------------------------------------------------------------------

    def _to_grant(self):
        """Compile the line.

        :rtype: customer_portal.policy.Grant
        """
        self.ensure_one()
        section = self.section_id
        return Grant(
            access_id=self.id,
            section=section.code,
            model=section.model,
            contact_paths=tuple(section._contact_paths()),
            company_path=section.company_path or "",
            assigned_path=section.assigned_path or "",
            domain=tuple(section._get_domain()),
            replaces_rules=section.replaces_rules,
            fields=self._get_readable_fields(),
            hidden=frozenset(self.hidden_field_ids.mapped("name")),
            create=self.can_create,
            for_colleagues=self.can_create and self.create_for_colleagues,
            own_page=section.own_page and self._shows_all(),
            **{right: self[f"{right}_scope"] for right in RIGHTS},
        )

    def _get_readable_fields(self):
        """Return the names of the fields that the contact may read.

        Besides the fields shown these are the ones without which a record cannot be
        found or named: nobody chooses them.

        :rtype: frozenset
        """
        section = self.section_id
        model = self.env[section.model]
        hidden = set(self.hidden_field_ids.mapped("name"))
        orders = f"{model._order},{self._get_order()}"
        technical = {"id", "display_name", "access_url", model._active_name}
        technical |= {term.split()[0] for term in orders.split(",") if term.strip()}
        technical.add(model._rec_name)
        shown = set(section.field_ids.mapped("name"))
        return frozenset((technical | (shown - hidden)) & model._fields.keys())

    def _get_order(self):
        """Return the section's default sort, without what is hidden.

        :return: an order clause
        :rtype: str
        """
        hidden = set(self.hidden_field_ids.mapped("name"))
        terms = [term.strip() for term in self.section_id.order.split(",")]
        shown = [term for term in terms if term.split()[0] not in hidden]
        return ", ".join(shown) or "id desc"

    def _fields_of(self, place):
        """Return the fields that a place shows these contacts.

        :param str place: ``list``, ``detail``, ``form`` or ``search``
        :return: ``customer.portal.section.field`` records, in order
        """
        flag = "searchable" if place == "search" else f"in_{place}"
        lines = self.section_id.field_ids.filtered(flag) - self.hidden_field_ids
        return lines - self.readonly_field_ids if place == "form" else lines

    def _get_home_buttons(self):
        """Return which buttons the home page has for the section.

        :return: of ``list`` and ``new``
        :rtype: list[str]
        """
        chosen = {"none": [], "both": ["list", "new"]}.get(
            self.home_button, [self.home_button]
        )
        return [button for button in chosen if button == "list" or self.can_create]

    @api.model
    def _of_user(self, code=None):
        """Return the lines of the current user's policy that may be read.

        :param str code: code of a section, to get its line alone
        :return: lines as superuser, in the menu's order; none where nothing is allowed
        """
        policy = self.env.user._customer_portal_policy()
        # sudo: customer.portal.access - the user's own lines, as its policy has them
        return self.sudo().browse(
            grant.access_id
            for grant in (policy.grants if policy else ())
            if grant.read != "none" and code in (None, grant.section)
        )

    def _records(self):
        """Return the section's model, empty, as the user.

        The context leaves out the records of other sections with the same model. It
        narrows only: whoever sets it gets less.

        :rtype: odoo.models.BaseModel
        """
        model = self.env[self.section_id.model].sudo(False)
        return model.with_context(customer_portal_section=self.section_id.code)

    def _find(self, record_id):
        """Return a record that the user may read, or an empty recordset.

        :param int record_id: any number
        """
        if not 0 < record_id < 2**31:
            return self._records()
        return self._records().search([("id", "=", record_id)], limit=1)

    @api.model
    def _opens_own_page(self, model, record_id):
        """Tell whether the user may open the app's own page of a record.

        :param str model: name of a model
        :param int record_id: any number
        :rtype: bool
        """
        policy = self.env.user._customer_portal_policy()
        return any(
            grant.own_page
            and grant.model == model
            and self._of_user(grant.section)._find(record_id)
            for grant in policy.grants
        )

    def _get_own_page(self, record):
        """Return the address of the app's own page of a record, if it is offered.

        :param record: a record of the section that the user can read
        :rtype: str or None
        """
        grant = self.env.user._customer_portal_policy().grant(self.section_id.code)
        return record.access_url if grant.own_page else None

    def _is_allowed(self, right, record):
        """Tell whether the user has a right on a record that it can read.

        :param str right: one of ``customer_portal.policy.RIGHTS``
        :rtype: bool
        """
        policy = self.env.user._customer_portal_policy()
        domain = Domain(policy.domain(record._name, right, self.section_id.code))
        # sudo: the section's model - the policy's paths may cross unreadable models
        return bool(record.sudo().filtered_domain(domain))
