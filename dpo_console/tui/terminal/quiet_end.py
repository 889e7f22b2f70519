"""The end of the console on an error: one sentence, and none of the data at hand."""

from abc import abstractmethod

from rich.console import RenderableType

from dpo_console.tui.terminal.typed_ahead import TypedAhead


class QuietEnd(TypedAhead):
    """An app that leaves on an error with a sentence of its own.

    Textual would print every local value.
    """

    @abstractmethod
    def last_words(self, error: Exception) -> tuple[RenderableType, int]:
        """Return what to leave with on an error: its drawn words, and the exit code."""

    def panic(self, *renderables: RenderableType) -> None:
        """Leave as for any other error, because some errors draw themselves with data."""
        self._fatal_error()

    def _handle_exception(self, error: Exception) -> None:
        if not self._exit:  # a screen still opening at exit finds itself empty
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        words, self._return_code = self.last_words(self._exception or RuntimeError())
        if not self._exit_renderables:  # a second error needs no message of its own
            self._exit_renderables.append(words)
        self._close_messages_no_wait()
