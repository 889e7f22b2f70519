"""Reading an application form that came back."""
