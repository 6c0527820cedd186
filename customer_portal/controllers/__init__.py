from . import (
    appearance,
    attachments,
    comments,
    export,
    helpdesk,
    home,
    login,
    preview,
    records,
    report,
)
