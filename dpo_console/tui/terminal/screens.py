"""Screens that are drawn once and left once, as no screen of Textual's is."""

from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.reactive import Reactive
from textual.screen import Screen
from textual.widget import Widget

Kind = TypeVar("Kind", bound=type[Screen[Any]])


def quiet_focus() -> Reactive[Widget | None]:
    """Return a screen's `focused` that draws nothing: the widget with the focus redraws itself.

    Textual would send the whole screen as well.
    """
    return Reactive(None, repaint=False)


def steady(kind: Kind) -> Kind:
    """Make screens of a class send no frame twice, and leave once, however fast the keys come.

    Textual removes the topmost screen, whichever it is, and a second removal ends the console. A
    save that ends during a question could cause that, as could keys typed ahead on a slow line.
    """
    draw_changes, leave = kind._compositor_refresh, kind.dismiss

    def draw_once(screen: Screen[Any]) -> None:
        whole_follows = screen._layout_required and screen._repaint_required
        if screen.app._batch_count or whole_follows:  # a full redraw follows anyway
            screen._compositor._dirty_regions.clear()
            screen._dirty_widgets.clear()
        else:
            draw_changes(screen)

    def leave_once(screen: Screen[Any], result: object = None) -> AwaitComplete:
        """Leave, and close the screens over this one. Do nothing where it is already left."""
        if screen not in screen.app.screen_stack:
            return AwaitComplete()
        while screen.app.screen is not screen:
            screen.app.pop_screen()
        return leave(screen, result)

    kind._compositor_refresh = draw_once  # type: ignore[assignment,method-assign]
    kind.dismiss = leave_once  # type: ignore[assignment,method-assign]
    return kind
