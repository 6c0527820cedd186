from . import attachments
from . import comments
from . import helpdesk
from . import home
from . import records
