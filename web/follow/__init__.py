"""The turn of a rakor on every phone in the hall, without a Streamlit session for any of them.

The server renders a turn once, as a light page with its charts as pictures, and tells every
follower by server-sent events when another one is on.
"""
