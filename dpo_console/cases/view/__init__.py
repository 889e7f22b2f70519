"""One case whole: its view, timeline, links, next steps and contradictions."""
