"""What the office remembers: tables, and the few questions asked of them."""

from importlib import import_module
from pkgutil import walk_packages

from storage.db import Base

for _found in walk_packages(__path__, "storage."):
    if ".migrations" not in _found.name:
        import_module(_found.name)

TABLES = Base.metadata  # all of them: whoever has the package has every module of it
