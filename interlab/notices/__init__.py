"""Messages that leave InterLab: each is written down before it is sent, so that none is lost silently."""
