"""Mode rakor: one kabupaten/kota at a time, full screen, ten minutes each."""

from pages.ui.bar import bar, context
from pages.ui.rakor import presenter

context.through_app()
if bar.filters().entry is None:
    context.empty_state()
presenter.page()
