"""Mode rakor: one kabupaten/kota at a time, full screen, ten minutes each."""

import streamlit as st

from pages.shared import bar, context, follower, presenter_settings, rakor, turn_panel

context.through_app()
chosen = bar.filters()
if chosen.entry is None:
    if rakor.follows():
        follower.wait()
    context.empty_state()
shown = rakor.turn(chosen)
page = context.view(rakor.item_filters(chosen, shown.place))

if shown.session is None and rakor.follows():
    follower.wait()
if shown.session is None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("Gladi: jam belum berjalan dan belum ada yang dicatat.", width="content")
        with st.popover("Mulai rakor", icon=":material/play_arrow:", type="primary"):
            presenter_settings.start(chosen, key="mulai")
turn_panel.draw(page, shown, chosen)

if rakor.follows():
    follower.keep_up()
else:
    turn_panel.warm(shown, chosen)
