"""The office's own settings (data/dpo.toml) and where its records live.

A name is imported when it is asked for. Where the records live is thus found before all the tables
of the settings are imported.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dpo_console.config.home import Home, find_home
    from dpo_console.config.settings.schools import School
    from dpo_console.config.settings.settings import Contact, Person, Role, Service, Settings
    from dpo_console.config.settings.settings_file import load_settings
else:
    _MODULES = {
        "home": ("Home", "find_home"),
        "settings.settings_file": ("load_settings",),
        "settings.schools": ("School",),
        "settings.settings": ("Contact", "Person", "Role", "Service", "Settings"),
    }

    def __getattr__(name: str) -> object:
        for module, names in _MODULES.items():
            if name in names:
                return getattr(import_module(f"{__name__}.{module}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "Contact",
    "Home",
    "Person",
    "Role",
    "School",
    "Service",
    "Settings",
    "find_home",
    "load_settings",
]
