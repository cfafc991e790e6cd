"""Mode rakor: one kabupaten/kota at a time, full screen, ten minutes each."""

from pages.ui.bar import bar, context
from pages.ui.rakor import follower, rakor, turn_stage

context.through_app()
chosen = bar.filters()
if chosen.entry is None:
    if rakor.follows():
        follower.wait()
    context.empty_state()
shown = rakor.turn(chosen)
page = context.of(rakor.item_filters(chosen, shown.place))

if shown.session is None and rakor.follows():
    follower.wait()
turn_stage.draw(page, shown, chosen)

if rakor.follows():
    follower.keep_up()
