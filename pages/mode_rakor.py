"""Mode rakor: one kabupaten/kota at a time, full screen, ten minutes each."""

from pages.ui.bar import bar, context
from pages.ui.rakor import rakor, turn_stage

context.through_app()
chosen = bar.filters()
if chosen.entry is None:
    context.empty_state()
shown = rakor.turn(chosen)
turn_stage.draw(context.of(rakor.item_filters(chosen, shown.place)), shown, chosen)
