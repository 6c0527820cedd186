from . import attachments, comments, helpdesk, home, records
