"""One call by the client that a standard generator makes of our OpenAPI document."""

import sys

from wxfleet_client import AuthenticatedClient
from wxfleet_client.api.components import component_list
from wxfleet_client.models import PageComponent


def main(server: str, key: str, component_appid: str) -> None:
    client = AuthenticatedClient(base_url=f"{server}/api/v1", token=key)
    page = component_list.sync(client=client)
    assert isinstance(page, PageComponent), f"no list came: {page}"
    found = [component.component_appid for component in page.items]
    assert component_appid in found, f"{component_appid} is not among {found}"
    print(f"the generated client found {component_appid}")


if __name__ == "__main__":
    main(*sys.argv[1:])
