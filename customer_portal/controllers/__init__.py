from . import (
    account,
    appearance,
    attachments,
    choices,
    comments,
    export,
    helpdesk,
    home,
    login,
    preview,
    records,
    report,
)
