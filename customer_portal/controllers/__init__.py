from . import (
    account,
    appearance,
    attachments,
    comments,
    export,
    helpdesk,
    home,
    login,
    records,
)
