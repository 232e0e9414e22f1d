"""One message to one person, as a channel takes it."""

from states.values import Line, value


@value
class Letter:
    """What is sent: `key` tells a second delivery of it from another message.

    `text` is plain, or Markdown where `markdown` says so.
    """

    key: Line
    subject: Line
    text: str
    markdown: bool = False
