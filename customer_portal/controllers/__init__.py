from . import attachments, comments, helpdesk, home, login, records
