"""Translation servers elsewhere: a text that they translate leaves this machine, and nobody asks them by accident.

`settings` reads which servers a newsroom uses, `configured` finds their engines, `client` asks over HTTP, and `answers`
says which answer is a translation. A kind of server is a module.
"""
