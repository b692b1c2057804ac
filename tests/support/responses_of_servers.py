"""What a web server answers, as aiohttp reads its headers."""

from collections.abc import Mapping

from aiohttp.helpers import HeadersMixin
from multidict import CIMultiDict


class ServerResponse(HeadersMixin):
    """The status and the headers of a response."""

    def __init__(self, status: int, headers: Mapping[str, str]) -> None:
        self.status = status
        self.headers = self._headers = CIMultiDict(headers)
