"""Widgets: lists, bars, menus and pictures."""
