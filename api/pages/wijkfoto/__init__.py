"""The wijkfoto on the web: the page of one gebied, its front page, in plain words, and for print."""
