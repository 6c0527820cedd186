from . import attachments, comments, export, helpdesk, home, login, records
