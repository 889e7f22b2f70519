"""The office's own settings (data/dpo.toml) and where its records live."""

from dpo_console.config.home.home import Home, find_home
from dpo_console.config.settings.reading import load_settings
from dpo_console.config.settings.schools import School
from dpo_console.config.settings.settings import Contact, Person, Role, Service, Settings

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
